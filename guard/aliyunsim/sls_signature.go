package aliyunsim

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the signature of SLS is defined with it
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// slsScheme begins the Authorization header of SLS.
const slsScheme = "LOG "

// slsSkew is how far a request's date may be from real time. SLS: 15 minutes.
const slsSkew = 15 * time.Minute

// slsAuthorization reads "LOG AK:SIGNATURE".
func slsAuthorization(header string) (accessKey, signature string, err *apiError) {
	rest, isLog := strings.CutPrefix(header, slsScheme)
	accessKey, signature, both := strings.Cut(rest, ":")
	if !isLog || !both || accessKey == "" || signature == "" {
		return "", "", slsInvalidHeader("authorization")
	}
	return accessKey, signature, nil
}

// slsInvalidHeader refuses a header without repeating it, since it may hold a
// signature.
func slsInvalidHeader(name string) *apiError {
	return refuse(http.StatusBadRequest, "ParameterInvalid", "Http extend %s : %s pair is invalid.", name, name)
}

// checkSLSHeaders refuses a request without the headers that SLS demands of
// every one, or with a date too far from now, which is real time.
func checkSLSHeaders(r *http.Request, body []byte, now time.Time) *apiError {
	for name, want := range map[string]string{
		"x-log-apiversion": "0.6.0", "x-log-signaturemethod": "hmac-sha1", "x-log-bodyrawsize": strconv.Itoa(len(body)),
	} {
		if r.Header.Get(name) != want {
			return slsInvalidHeader(name)
		}
	}
	at, err := http.ParseTime(r.Header.Get("Date"))
	if err != nil {
		return refuse(http.StatusBadRequest, "InvalidRequestTime", "The header Date does not follow RFC 822.")
	}
	if d := now.Sub(at); d > slsSkew || d < -slsSkew {
		return refuse(http.StatusBadRequest, "RequestTimeExpired", "The request time %s is more than 15 minutes off.", stamp(at))
	}
	return nil
}

// slsStringToSign is what the client signs: the method, three headers, those of
// SLS and of the platform by name, and the path with its sorted query.
func slsStringToSign(r *http.Request) string {
	var lines []string
	for name, values := range r.Header {
		name = strings.ToLower(name)
		if startsWith("x-log-", "x-acs-")(name) {
			lines = append(lines, name+":"+strings.TrimSpace(strings.Join(values, ",")))
		}
	}
	slices.Sort(lines)
	head := []string{r.Method, r.Header.Get("Content-MD5"), r.Header.Get("Content-Type"), r.Header.Get("Date")}
	return strings.Join(slices.Concat(head, lines, []string{slsSignedResource(r)}), "\n")
}

// slsSignedResource is the path and, behind it, the query by name, its values
// not encoded.
func slsSignedResource(r *http.Request) string {
	var parts []string
	for name, values := range r.URL.Query() {
		for _, v := range values {
			parts = append(parts, name+"="+v)
		}
	}
	if len(parts) == 0 {
		return r.URL.EscapedPath()
	}
	slices.Sort(parts)
	return r.URL.EscapedPath() + "?" + strings.Join(parts, "&")
}

// verifySLSSignature checks the signature of r under secret.
func verifySLSSignature(r *http.Request, secret, signature string) *apiError {
	h := hmac.New(sha1.New, []byte(secret))
	h.Write([]byte(slsStringToSign(r)))
	if want := base64.StdEncoding.EncodeToString(h.Sum(nil)); !hmac.Equal([]byte(want), []byte(signature)) {
		return refuse(http.StatusForbidden, "SignatureNotMatch", "signature is not matched")
	}
	return nil
}
