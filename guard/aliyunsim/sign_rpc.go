package aliyunsim

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the platform's signature version 1.0 is HMAC-SHA1
	"encoding/base64"
	"net/http"
	"net/url"
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

// percentEncode escapes all but the unreserved characters of RFC 3986.
func percentEncode(text string) string {
	return strings.NewReplacer("+", "%20", "*", "%2A", "%7E", "~").Replace(url.QueryEscape(text))
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
