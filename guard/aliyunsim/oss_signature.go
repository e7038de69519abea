package aliyunsim

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // signature version 1 of OSS is defined with it
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// ossSkew is how far a request's date may be from real time. OSS: 15 minutes.
const ossSkew = 15 * time.Minute

const (
	ossV4Time          = "20060102T150405Z"
	ossUnsignedPayload = "UNSIGNED-PAYLOAD"
)

// verifyOSSSignature checks the signature of r under secret, and that its date
// is within 15 minutes of now, which is real time.
func verifyOSSSignature(r *http.Request, t ossTarget, a ossAuthorization, secret string, now time.Time) *ossError {
	at, problem := ossRequestTime(r, a)
	if problem != nil {
		return problem
	}
	if d := now.Sub(at); d > ossSkew || d < -ossSkew {
		return ossTooSkewed(at, now)
	}
	var text, want string
	if a.v4 {
		if got := r.Header.Get("x-oss-content-sha256"); got != ossUnsignedPayload {
			return ossInvalidArgument("The x-oss-content-sha256 header must be UNSIGNED-PAYLOAD.", "x-oss-content-sha256", got)
		}
		text = ossStringToSignV4(r, t, a)
		want = signOSSV4(secret, a, text)
	} else {
		text = ossStringToSignV1(r, t)
		want = signOSSV1(secret, text)
	}
	if !hmac.Equal([]byte(want), []byte(a.signature)) {
		return ossSignatureMismatch(a, text)
	}
	return nil
}

// ossRequestTime is the date that a request carries: x-oss-date, or the Date
// header where that is missing.
func ossRequestTime(r *http.Request, a ossAuthorization) (time.Time, *ossError) {
	denied := ossAccessDenied("OSS authentication requires a valid Date.")
	value := r.Header.Get("x-oss-date")
	if !a.v4 {
		if value == "" {
			value = r.Header.Get("Date")
		}
		at, err := http.ParseTime(value)
		if err != nil {
			return time.Time{}, denied
		}
		return at, nil
	}
	at, err := time.Parse(ossV4Time, value)
	if err != nil {
		return time.Time{}, denied
	}
	if at.Format("20060102") != a.date {
		return time.Time{}, ossInvalidArgument("Invalid signing date in Authorization header.", "Authorization", a.scope())
	}
	return at, nil
}

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

// ossSignedParameters are the query parameters that are part of a version 1
// resource, among those that an operation served here takes.
var ossSignedParameters = []string{
	"bucketInfo", "continuation-token", "encryption", "inventory", "inventoryId", "location", "replication",
	"tagging", "versionId", "versions",
}

// ossStringToSignV1 is what a version 1 client signs for r.
func ossStringToSignV1(r *http.Request, t ossTarget) string {
	var lines []string
	for name, values := range r.Header {
		if name = strings.ToLower(name); strings.HasPrefix(name, "x-oss-") {
			lines = append(lines, name+":"+ossHeaderValue(values)+"\n")
		}
	}
	slices.Sort(lines)
	date := r.Header.Get("Date")
	if date == "" {
		date = r.Header.Get("x-oss-date")
	}
	return strings.Join([]string{r.Method, r.Header.Get("Content-MD5"), r.Header.Get("Content-Type"), date}, "\n") +
		"\n" + strings.Join(lines, "") + t.resource() + ossSignedQuery(r.URL.Query())
}

// ossSignedQuery is the query part of a version 1 resource, values unencoded.
func ossSignedQuery(query url.Values) string {
	var parts []string
	for name, values := range query {
		if !slices.Contains(ossSignedParameters, name) && !strings.HasPrefix(name, "x-oss-") {
			continue
		}
		if values[0] != "" {
			name += "=" + values[0]
		}
		parts = append(parts, name)
	}
	if len(parts) == 0 {
		return ""
	}
	slices.Sort(parts)
	return "?" + strings.Join(parts, "&")
}

func signOSSV1(secret, text string) string {
	h := hmac.New(sha1.New, []byte(secret))
	h.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

func ossTooSkewed(at, now time.Time) *ossError {
	return &ossError{
		Status:  http.StatusForbidden,
		Code:    "RequestTimeTooSkewed",
		Message: "The difference between the request time and the current time is too large.",
		EC:      "0002-00000504",
		Detail: []ossField{
			field("MaxAllowedSkewMilliseconds", "900000"),
			field("RequestTime", at.UTC().Format("2006-01-02T15:04:05.000Z")),
			field("ServerTime", now.UTC().Format("2006-01-02T15:04:05.000Z")),
		},
	}
}

func ossSignatureMismatch(a ossAuthorization, text string) *ossError {
	return &ossError{
		Status:  http.StatusForbidden,
		Code:    "SignatureDoesNotMatch",
		Message: "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
		EC:      "0002-00000040",
		Detail:  []ossField{field("OSSAccessKeyId", a.accessKey), field("SignatureProvided", a.signature), field("StringToSign", text)},
	}
}
