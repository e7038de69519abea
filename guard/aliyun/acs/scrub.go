package acs

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const (
	// removed stands where a credential stood; it is too short to contain one.
	removed = "[…]"
	// maxText is the longest text of the cloud that an error carries.
	maxText = 500
)

// secretParameter finds what names a credential in a query, however often it
// was escaped. The cloud answers a wrong signature with the whole string to sign.
var secretParameter = regexp.MustCompile(
	`(?i)\b(AccessKeyId|SecurityToken|Signature|SignatureNonce|OSSAccessKeyId|Credential)((?:%(?:25)*3D|=)+)[^&\s"'<>,;]+?((?:%(?:25)*26)|[&\s"'<>,;]|$)`)

// scrubber removes the credentials of one call from text.
type scrubber struct{ secrets []string }

func newScrubber(as Credentials, signature string) scrubber {
	var s scrubber
	for _, secret := range []string{as.Secret, as.Token, signature, as.AccessKeyID} {
		for range 3 { // plain, escaped, and escaped again as in a string to sign
			if len(secret) > 3 && !slices.Contains(s.secrets, secret) {
				s.secrets = append(s.secrets, secret)
			}
			secret = url.QueryEscape(secret)
		}
	}
	slices.SortFunc(s.secrets, func(a, b string) int { return len(b) - len(a) })
	return s
}

// clean returns text without the call's credentials, on one line, and not
// longer than an error may be.
func (s scrubber) clean(text string) string {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	}), " ")
	for _, secret := range s.secrets {
		text = strings.ReplaceAll(text, secret, removed)
	}
	text = secretParameter.ReplaceAllString(text, "$1$2"+removed+"$3")
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText]) + "…"
	}
	return text
}
