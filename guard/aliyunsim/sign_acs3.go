package aliyunsim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// acs3Algorithm is the signature in headers that newer clients send.
const acs3Algorithm = "ACS3-HMAC-SHA256"

// acs3Headers must be there; all headers named x-acs-… must be signed, and host too.
var acs3Headers = []string{"x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"}

// isACS3 says whether the request is signed in headers.
func isACS3(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Authorization"), acs3Algorithm+" ")
}

// acs3Credential reads the signature of a request signed in headers.
func acs3Credential(q *request) (credential, *apiError) {
	h := q.http.Header
	for _, name := range acs3Headers {
		if h.Get(name) == "" {
			return credential{}, missingParameter(name)
		}
	}
	at, err := time.Parse(rpcTime, h.Get("x-acs-date"))
	if err != nil {
		return credential{}, refuse(http.StatusBadRequest, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.")
	}
	fields := acs3Fields(h.Get("Authorization"))
	signed := strings.Split(fields["SignedHeaders"], ";")
	if fields["Credential"] == "" || fields["Signature"] == "" || !signsEnough(h, signed) {
		return credential{}, refuse(http.StatusBadRequest, "IncompleteSignature",
			"Authorization needs Credential, Signature and SignedHeaders with host and every x-acs header.")
	}
	if sum := sha256.Sum256(q.body); h.Get("x-acs-content-sha256") != hex.EncodeToString(sum[:]) {
		return credential{}, refuse(http.StatusBadRequest, "InvalidContentSha256", "The header x-acs-content-sha256 does not match the body.")
	}
	text := acs3StringToSign(q, signed)
	return credential{
		accessKey: fields["Credential"], token: h.Get("x-acs-security-token"), nonce: h.Get("x-acs-signature-nonce"), at: at,
		verify: func(secret string) *apiError { return checkACS3Signature(fields["Signature"], secret, text) },
	}, nil
}

// acs3Fields splits the header after the algorithm into its NAME=VALUE fields.
func acs3Fields(header string) map[string]string {
	fields := map[string]string{}
	for f := range strings.SplitSeq(strings.TrimPrefix(header, acs3Algorithm+" "), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(f), "=")
		fields[name] = value
	}
	return fields
}

// signsEnough says whether the signature covers the host and every x-acs header.
func signsEnough(h http.Header, signed []string) bool {
	if !slices.Contains(signed, "host") {
		return false
	}
	for name := range h {
		lower := strings.ToLower(name)
		if strings.HasPrefix(lower, "x-acs-") && !slices.Contains(signed, lower) {
			return false
		}
	}
	return true
}

func acs3StringToSign(q *request, signed []string) string {
	var headers strings.Builder
	for _, name := range signed {
		headers.WriteString(name + ":" + headerValue(q.http, name) + "\n")
	}
	canonical := strings.Join([]string{
		q.http.Method, firstOf(q.http.URL.EscapedPath(), "/"), canonicalQuery(q.query), headers.String(),
		strings.Join(signed, ";"), q.http.Header.Get("x-acs-content-sha256"),
	}, "\n")
	sum := sha256.Sum256([]byte(canonical))
	return acs3Algorithm + "\n" + hex.EncodeToString(sum[:])
}

// headerValue is a header as it is signed; net/http keeps the host elsewhere.
func headerValue(r *http.Request, name string) string {
	if name == "host" {
		return r.Host
	}
	return strings.TrimSpace(strings.Join(r.Header.Values(name), ","))
}

func canonicalQuery(query url.Values) string {
	var pairs []string
	for name, values := range query {
		pairs = append(pairs, percentEncode(name)+"="+percentEncode(values[0]))
	}
	slices.Sort(pairs)
	return strings.Join(pairs, "&")
}

func checkACS3Signature(have, secret, text string) *apiError {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	if want := hex.EncodeToString(mac.Sum(nil)); hmac.Equal([]byte(have), []byte(want)) {
		return nil
	}
	return signatureMismatch(text)
}
