package aliyunsim

import (
	"fmt"
	"net/http"
)

// apiError is a refusal as a product answers it.
type apiError struct {
	Status  int
	Code    string
	Message string
	EC      string // OSS only: the finer number under the code
	Denied  object // AccessDeniedDetail of a refusal by RAM
}

// refuse makes a refusal; the message is for people and no client should read it.
func refuse(status int, code, format string, args ...any) *apiError {
	return &apiError{Status: status, Code: code, Message: fmt.Sprintf(format, args...)}
}

// missingParameter refuses a call without a parameter that the API demands.
func missingParameter(name string) *apiError {
	return refuse(http.StatusBadRequest, "MissingParameter", "The parameter %s is required for this action.", name)
}

// invalidParameter refuses a value; why completes the sentence "The parameter X …".
func invalidParameter(name, why string) *apiError {
	return refuse(http.StatusBadRequest, "InvalidParameter", "The parameter %s %s.", name, why)
}

// statusOf guesses the HTTP status that goes with a code, for faults that name only the code.
func statusOf(code string) int {
	for _, rule := range codeStatus {
		if rule.has(code) {
			return rule.status
		}
	}
	return http.StatusBadRequest
}

// codeStatus is read from the top; the first rule that fits counts.
var codeStatus = []struct {
	has    func(code string) bool
	status int
}{
	{is("Rejected.Throttling"), http.StatusTooManyRequests},
	{startsWith("Throttling"), http.StatusBadRequest},
	{is("NoSuchServerSideEncryptionRule", "NoSuchBucket", "NoSuchKey"), http.StatusNotFound},
	{contains("NotFound", "EntityNotExist"), http.StatusNotFound},
	{is("ProjectNotExist", "LogStoreNotExist"), http.StatusNotFound},
	{is("Unauthorized"), http.StatusUnauthorized},
	{is("SignatureNotMatch", "ReadQuotaExceed"), http.StatusForbidden},
	{is("ServerBusy"), http.StatusServiceUnavailable},
	{startsWith("Rejected.UnsupportedOperation", "Rejected.LimitExceeded"), http.StatusBadRequest},
	{startsWith("Rejected."), http.StatusConflict},
	{startsWith("Forbidden", "NoPermission", "AccessDenied"), http.StatusForbidden},
	{startsWith("ServiceUnavailable", "SerivceUnvailable"), http.StatusServiceUnavailable},
	{startsWith("Internal"), http.StatusInternalServerError},
}
