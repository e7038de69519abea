package aliyunsim

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the platform's signature version 1.0 is HMAC-SHA1
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"time"
)

// credential is what a request claims about its sender.
type credential struct {
	accessKey string
	token     string
	nonce     string
	at        time.Time
	verify    func(secret string) *apiError
}

// rpcTime is the form of the parameter Timestamp.
const rpcTime = "2006-01-02T15:04:05Z"

// rpcCredential reads the signature of version 1.0, which covers every
// parameter of query and form but Signature itself.
func rpcCredential(q *request) (credential, *apiError) {
	for _, name := range []string{"AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp"} {
		if q.params[name] == "" {
			return credential{}, missingParameter(name)
		}
	}
	if q.params["SignatureMethod"] != "HMAC-SHA1" || q.params["SignatureVersion"] != "1.0" {
		return credential{}, refuse(http.StatusBadRequest, "IncompleteSignature", "Only HMAC-SHA1 with version 1.0 is supported.")
	}
	if q.params["SignatureType"] != "" {
		return credential{}, invalidParameter("SignatureType", "must be empty")
	}
	at, err := time.Parse(rpcTime, q.params["Timestamp"])
	if err != nil {
		return credential{}, refuse(http.StatusBadRequest, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.")
	}
	text := rpcStringToSign(q.http.Method, q.params)
	return credential{
		accessKey: q.params["AccessKeyId"], token: q.params["SecurityToken"], nonce: q.params["SignatureNonce"], at: at,
		verify: func(secret string) *apiError { return checkRPCSignature(q.params["Signature"], secret, text) },
	}, nil
}

// rpcStringToSign is the method, the escaped root path and the escaped
// canonical query.
func rpcStringToSign(method string, params map[string]string) string {
	names := make([]string, 0, len(params))
	for name := range params {
		if name != "Signature" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	pairs := make([]string, len(names))
	for i, name := range names {
		pairs[i] = percentEncode(name) + "=" + percentEncode(params[name])
	}
	return method + "&%2F&" + percentEncode(strings.Join(pairs, "&"))
}

// percentEncode escapes all but the unreserved characters of RFC 3986. It is
// called for every parameter of every call, which is why it does not build on
// url.QueryEscape, whose result would have to be corrected.
func percentEncode(text string) string {
	escapes := 0
	for i := range len(text) {
		if !unreserved(text[i]) {
			escapes++
		}
	}
	if escapes == 0 {
		return text
	}
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, len(text)+2*escapes)
	for i := range len(text) {
		if c := text[i]; unreserved(c) {
			out = append(out, c)
		} else {
			out = append(out, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(out)
}

// unreserved tells the characters that are never escaped.
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-_.~", c) >= 0
}

func checkRPCSignature(have, secret, text string) *apiError {
	mac := hmac.New(sha1.New, []byte(secret+"&"))
	mac.Write([]byte(text))
	want := base64.StdEncoding.EncodeToString(mac.Sum(nil))
	if hmac.Equal([]byte(have), []byte(want)) {
		return nil
	}
	return signatureMismatch(text)
}

// signatureMismatch ends with the string to sign, which clients compare with their own.
func signatureMismatch(text string) *apiError {
	return refuse(http.StatusBadRequest, "SignatureDoesNotMatch",
		"Specified signature is not matched with our calculation. server string to sign is:%s", text)
}
