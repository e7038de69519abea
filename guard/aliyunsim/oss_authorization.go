package aliyunsim

import (
	"strings"
)

// ossAuthorization is a parsed Authorization header of OSS, of either
// signature version.
type ossAuthorization struct {
	v4        bool
	accessKey string
	signature string
	// The scope of version 4: the day as 20060102 and the region that the
	// client means to address.
	date   string
	region string
	// additional names the headers that the client signed beyond the default
	// ones, in lower case.
	additional []string
}

const (
	ossV4Algorithm  = "OSS4-HMAC-SHA256"
	ossV4Terminator = "aliyun_v4_request"
	ossProduct      = "oss"
)

// parseOSSAuthorization reads "OSS AK:SIGNATURE" or
// "OSS4-HMAC-SHA256 Credential=AK/SCOPE[,AdditionalHeaders=a;b],Signature=HEX".
// A missing header is an anonymous call, which no operation served here takes.
func parseOSSAuthorization(header string) (ossAuthorization, *apiError) {
	scheme, rest, _ := strings.Cut(header, " ")
	switch scheme {
	case "":
		return ossAuthorization{}, ossAccessDenied("Anonymous access is forbidden for this operation.")
	case "OSS":
		ak, signature, ok := strings.Cut(rest, ":")
		if !ok || ak == "" || signature == "" {
			return ossAuthorization{}, ossMalformedAuthorization()
		}
		return ossAuthorization{accessKey: ak, signature: signature}, nil
	case ossV4Algorithm:
		return parseOSSAuthorizationV4(rest)
	}
	return ossAuthorization{}, ossMalformedAuthorization()
}

func parseOSSAuthorizationV4(rest string) (ossAuthorization, *apiError) {
	a := ossAuthorization{v4: true}
	var credential string
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "Credential":
			credential = value
		case "AdditionalHeaders":
			a.additional = strings.Split(strings.ToLower(value), ";")
		case "Signature":
			a.signature = value
		default:
			return ossAuthorization{}, ossMalformedAuthorization()
		}
	}
	scope := strings.Split(credential, "/")
	if len(scope) != 5 || scope[0] == "" || a.signature == "" {
		return ossAuthorization{}, ossMalformedAuthorization()
	}
	a.accessKey, a.date, a.region = scope[0], scope[1], scope[2]
	if scope[3] != ossProduct || scope[4] != ossV4Terminator {
		return ossAuthorization{}, ossInvalidArgument("Invalid credential scope in Authorization header.")
	}
	if a.region == "" {
		return ossAuthorization{}, ossInvalidArgument("Invalid signing region in Authorization header.")
	}
	return a, nil
}

// ossMalformedAuthorization answers a header that is neither form. It does not
// repeat the header, which may hold a signature.
func ossMalformedAuthorization() *apiError {
	return ossInvalidArgument("Authorization header is invalid.")
}

// scope is the part of a version 4 credential behind the access key.
func (a ossAuthorization) scope() string {
	return strings.Join([]string{a.date, a.region, ossProduct, ossV4Terminator}, "/")
}
