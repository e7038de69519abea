package aliyunsim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const (
	ossV4Time          = "20060102T150405Z"
	ossUnsignedPayload = "UNSIGNED-PAYLOAD" // the only payload hash that OSS takes
)

// ossStringToSignV4 is what a version 4 client signs for r.
func ossStringToSignV4(r *http.Request, t ossTarget, a ossAuthorization) string {
	names, headers := ossCanonicalHeaders(r, a.additional)
	canonical := strings.Join([]string{
		r.Method,
		ossEscape(t.resource(), false),
		ossCanonicalQuery(r.URL.Query()),
		headers,
		names,
		r.Header.Get("x-oss-content-sha256"),
	}, "\n")
	sum := sha256.Sum256([]byte(canonical))
	return strings.Join([]string{ossV4Algorithm, r.Header.Get("x-oss-date"), a.scope(), hex.EncodeToString(sum[:])}, "\n")
}

// ossCanonicalHeaders gives the additional header names joined by semicolons,
// and one line each, with a newline behind it, for every signed header: the
// content ones, all that begin with x-oss-, and the additional ones.
func ossCanonicalHeaders(r *http.Request, additional []string) (names, lines string) {
	values := map[string][]string{"host": {r.Host}}
	signed := slices.Clone(additional)
	for name, v := range r.Header {
		name = strings.ToLower(name)
		values[name] = v
		if name == "content-type" || name == "content-md5" || strings.HasPrefix(name, "x-oss-") {
			signed = append(signed, name)
		}
	}
	slices.Sort(signed)
	var b strings.Builder
	for _, name := range slices.Compact(signed) {
		fmt.Fprintf(&b, "%s:%s\n", name, ossHeaderValue(values[name]))
	}
	sorted := slices.Sorted(slices.Values(additional))
	return strings.Join(sorted, ";"), b.String()
}

func ossHeaderValue(values []string) string {
	trimmed := make([]string, len(values))
	for i, v := range values {
		trimmed[i] = strings.TrimSpace(v)
	}
	return strings.Join(trimmed, ",")
}

// ossCanonicalQuery sorts the parameters by their encoded names; one without a
// value stands without "=".
func ossCanonicalQuery(query url.Values) string {
	var parts []string
	for name, values := range query {
		part := ossEscape(name, true)
		if values[0] != "" {
			part += "=" + ossEscape(values[0], true)
		}
		parts = append(parts, part)
	}
	slices.SortFunc(parts, func(a, b string) int {
		a, _, _ = strings.Cut(a, "=")
		b, _, _ = strings.Cut(b, "=")
		return strings.Compare(a, b)
	})
	return strings.Join(parts, "&")
}

// ossEscape percent-encodes everything but the unreserved characters of RFC
// 3986, and the slash too when slashes is set.
func ossEscape(s string, slashes bool) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		unreserved := 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
		if unreserved || c == '/' && !slashes {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// signOSSV4 signs text with the key that is derived from secret and scope.
func signOSSV4(secret string, a ossAuthorization, text string) string {
	key := []byte("aliyun_v4" + secret)
	for _, step := range []string{a.date, a.region, ossProduct, ossV4Terminator} {
		key = hmacSHA256(key, step)
	}
	return hex.EncodeToString(hmacSHA256(key, text))
}

func hmacSHA256(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}
