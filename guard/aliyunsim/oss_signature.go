package aliyunsim

import (
	"crypto/hmac"
	"net/http"
	"time"
)

// ossSkew is how far a request's date may be from real time. OSS: 15 minutes.
const ossSkew = 15 * time.Minute

// verifyOSSSignature checks the signature of r under secret, and that its date
// is within 15 minutes of now, which is real time.
func verifyOSSSignature(r *http.Request, t ossTarget, a ossAuthorization, secret string, now time.Time) *apiError {
	at, problem := ossRequestTime(r, a)
	if problem != nil {
		return problem
	}
	if d := now.Sub(at); d > ossSkew || d < -ossSkew {
		return ossTooSkewed()
	}
	var text, want string
	if a.v4 {
		if got := r.Header.Get("x-oss-content-sha256"); got != ossUnsignedPayload {
			return ossInvalidArgument("The x-oss-content-sha256 header must be UNSIGNED-PAYLOAD.")
		}
		text = ossStringToSignV4(r, t, a)
		want = signOSSV4(secret, a, text)
	} else {
		text = ossStringToSignV1(r, t)
		want = signOSSV1(secret, text)
	}
	if !hmac.Equal([]byte(want), []byte(a.signature)) {
		return ossSignatureMismatch(text)
	}
	return nil
}

// ossRequestTime is the date that a request carries: x-oss-date, or the Date
// header where that is missing.
func ossRequestTime(r *http.Request, a ossAuthorization) (time.Time, *apiError) {
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
		return time.Time{}, ossInvalidArgument("Invalid signing date in Authorization header.")
	}
	return at, nil
}

func ossTooSkewed() *apiError {
	return ossRefuse(http.StatusForbidden, "RequestTimeTooSkewed", "0002-00000504",
		"The difference between the request time and the current time is too large.")
}

// ossSignatureMismatch tells the string to sign, as OSS does, so that an author
// of a client can find the difference.
func ossSignatureMismatch(text string) *apiError {
	return ossRefuse(http.StatusForbidden, "SignatureDoesNotMatch", "0002-00000040",
		"The request signature we calculated does not match the signature you provided. Check your key and signing method. StringToSign: "+text)
}
