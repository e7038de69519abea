package aliyunsim

import (
	"encoding/base64"
	"encoding/xml"
	"net/http"
)

// ossError is a refusal by OSS. The EC is a finer number under the code; the
// ones here follow the published list where it is known, and no client should
// branch on them.
type ossError struct {
	Status  int
	Code    string
	Message string
	EC      string
	Detail  []ossField // further elements, such as the bucket's name
}

// ossField is one further element of an error body.
type ossField struct {
	XMLName xml.Name
	Value   string `xml:",chardata"`
}

func field(name, value string) ossField {
	return ossField{XMLName: xml.Name{Local: name}, Value: value}
}

// ossErrorBody is the XML of a refusal.
type ossErrorBody struct {
	XMLName   xml.Name `xml:"Error"`
	Code      string
	Message   string
	RequestID string `xml:"RequestId"`
	HostID    string `xml:"HostId"`
	Detail    []ossField
	EC        string
}

// write sends the refusal. A HEAD has no body, so OSS puts the same XML,
// Base64, into the header x-oss-err.
func (e *ossError) write(w http.ResponseWriter, r *http.Request, requestID string) error {
	body, err := xml.MarshalIndent(ossErrorBody{
		Code: e.Code, Message: e.Message, RequestID: requestID, HostID: r.Host, Detail: e.Detail, EC: e.EC,
	}, "", "  ")
	if err != nil {
		return err
	}
	body = append([]byte(xml.Header), body...)
	w.Header().Set("Content-Type", "application/xml")
	w.Header().Set("x-oss-request-id", requestID)
	w.Header().Set("x-oss-ec", e.EC)
	if r.Method == http.MethodHead {
		w.Header().Set("x-oss-err", base64.StdEncoding.EncodeToString(body))
		w.WriteHeader(e.Status)
		return nil
	}
	w.WriteHeader(e.Status)
	_, err = w.Write(body)
	return err
}

// The refusals of OSS that more than one place gives.

func ossAccessDenied(message string) *ossError {
	return &ossError{Status: http.StatusForbidden, Code: "AccessDenied", Message: message, EC: "0003-00000001"}
}

// ossWrongEndpoint answers a call that reached a region other than the
// bucket's; it names the endpoint to use.
func ossWrongEndpoint(bucket, region string) *ossError {
	return &ossError{
		Status:  http.StatusForbidden,
		Code:    "AccessDenied",
		Message: "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
		EC:      "0003-00001403",
		Detail:  []ossField{field("Bucket", bucket), field("Endpoint", "oss-"+region+".aliyuncs.com")},
	}
}

func ossInvalidArgument(message, name, value string) *ossError {
	return &ossError{
		Status:  http.StatusBadRequest,
		Code:    "InvalidArgument",
		Message: message,
		EC:      "0002-00000225",
		Detail:  []ossField{field("ArgumentName", name), field("ArgumentValue", value)},
	}
}

func ossNoSuchBucket(bucket string) *ossError {
	return &ossError{
		Status:  http.StatusNotFound,
		Code:    "NoSuchBucket",
		Message: "The specified bucket does not exist.",
		EC:      "0015-00000101",
		Detail:  []ossField{field("BucketName", bucket)},
	}
}

func ossNoSuchKey(object string) *ossError {
	return &ossError{
		Status:  http.StatusNotFound,
		Code:    "NoSuchKey",
		Message: "The specified key does not exist.",
		EC:      "0026-00000001",
		Detail:  []ossField{field("Key", object)},
	}
}
