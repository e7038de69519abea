package aliyunsim

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // signature version 1 of OSS is defined with it
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

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
