package aliyunsim

import (
	"encoding/base64"
	"encoding/xml"
	"net/http"
)

// The EC of an OSS refusal is a finer number under its code. The ones given
// here follow the published list where it is known; no client should branch on
// them.

// ossRefuse makes a refusal of OSS.
func ossRefuse(status int, code, ec, message string) *apiError {
	return &apiError{Status: status, Code: code, Message: message, EC: ec}
}

func ossAccessDenied(message string) *apiError {
	return ossRefuse(http.StatusForbidden, "AccessDenied", "0003-00000001", message)
}

// ossWrongEndpoint answers a call that reached a region other than the
// bucket's.
func ossWrongEndpoint() *apiError {
	return ossRefuse(http.StatusForbidden, "AccessDenied", "0003-00001403",
		"The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.")
}

func ossInvalidArgument(message string) *apiError {
	return ossRefuse(http.StatusBadRequest, "InvalidArgument", "0002-00000225", message)
}

func ossNoSuchBucket() *apiError {
	return ossRefuse(http.StatusNotFound, "NoSuchBucket", "0015-00000101", "The specified bucket does not exist.")
}

func ossNoSuchKey() *apiError {
	return ossRefuse(http.StatusNotFound, "NoSuchKey", "0026-00000001", "The specified key does not exist.")
}

// ossErrorBody is the XML of a refusal.
type ossErrorBody struct {
	XMLName    xml.Name `xml:"Error"`
	Code       string
	Message    string
	RequestID  string `xml:"RequestId"`
	HostID     string `xml:"HostId"`
	BucketName string `xml:",omitempty"`
	EC         string
}

// inOSSWords translates a refusal that every product shares. One that a fault
// ordered is left as it was ordered.
func inOSSWords(c *call, e *apiError) *apiError {
	own := *e
	switch {
	case c.fault == FaultError:
	case is("InvalidParameter", "MissingParameter")(e.Code):
		own.Code = "InvalidArgument"
	case contains("Throttling")(e.Code):
		own.Code, own.Status = "QpsLimitExceeded", http.StatusServiceUnavailable
	}
	return &own
}

// ossUnnumbered is the EC of refusals whose own number is not published.
const ossUnnumbered = "0001-00000000"

// writeOSSError answers with a refusal.
func writeOSSError(w http.ResponseWriter, r *http.Request, requestID, bucket string, e *apiError) {
	writeXML(w, e.Status, ossErrorXML(w, r, requestID, bucket, e))
}

// ossErrorXML sets the headers of a refusal and makes its body. A HEAD has
// none, so OSS puts the same XML, Base64, into the header x-oss-err.
func ossErrorXML(w http.ResponseWriter, r *http.Request, requestID, bucket string, e *apiError) []byte {
	ec := firstOf(e.EC, ossUnnumbered)
	body, err := ossXML(ossErrorBody{
		Code: e.Code, Message: e.Message, RequestID: requestID, HostID: hostName(r.Host), BucketName: bucket, EC: ec,
	})
	if err != nil { // texts always encode; an empty body is the honest rest
		body = nil
	}
	w.Header().Set("x-oss-request-id", requestID)
	w.Header().Set("x-oss-ec", ec)
	if r.Method != http.MethodHead {
		return body
	}
	w.Header().Set("x-oss-err", base64.StdEncoding.EncodeToString(body))
	return nil
}
