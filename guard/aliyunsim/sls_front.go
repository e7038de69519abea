package aliyunsim

import (
	"encoding/json"
	"net/http"
	"strings"
)

// slsFront recognises requests for SLS by their Authorization header, the
// version of the API that they name, or their host name.
func slsFront() restFront {
	return restFront{owns: slsOwns, serve: (*Sim).serveSLS}
}

func slsOwns(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Authorization"), slsScheme) || r.Header.Get("x-log-apiversion") != "" ||
		strings.HasSuffix(strings.ToLower(hostName(r.Host)), slsDomain)
}

// serveSLS serves one request for SLS from its authentication to its answer.
func (s *Sim) serveSLS(w http.ResponseWriter, r *http.Request, body []byte) {
	t, id := parseSLSHost(r.Host), strings.ToUpper(newOSSRequestID())
	c, refusal := s.slsCall(r, body, t, id)
	if refusal != nil {
		writeSLSError(w, id, inSLSWords(nil, refusal))
		return
	}
	if out := c.who.account.run(w, r, c); !out.dropped {
		writeSLS(w, c, out)
	}
}

// slsCall makes a call, in the caller's account, of a request whose caller is
// proven.
func (s *Sim) slsCall(r *http.Request, body []byte, t slsTarget, id string) (*call, *apiError) {
	accessKey, signature, refusal := slsAuthorization(r.Header.Get("Authorization"))
	if refusal != nil {
		return nil, refusal
	}
	if refusal := checkSLSHeaders(r, body, s.options.Real()); refusal != nil {
		return nil, refusal
	}
	who, refusal := s.identify(s.products[slsProductCode], accessKey, r.Header.Get("x-acs-security-token"), s.now())
	if refusal != nil {
		return nil, slsIdentityRefusal(refusal)
	}
	if refusal := verifySLSSignature(r, who.secret, signature); refusal != nil {
		return nil, refusal
	}
	name, params, refusal := slsOperationOf(r, t)
	if refusal != nil {
		return nil, refusal
	}
	s = who.account
	region, refusal := s.slsPlace(r, t)
	if refusal != nil {
		return nil, refusal
	}
	c := s.newCall(r, s.actions[slsProductCode][name], who, id, params)
	c.region = region
	return c, nil
}

// slsIdentityRefusal says in SLS's words why an access key or token was refused.
func slsIdentityRefusal(e *apiError) *apiError {
	says := "The AccessKeyId is unauthorized."
	switch {
	case e.Code == "InvalidSecurityToken.Expired":
		says = "The security token you provided has expired."
	case strings.Contains(e.Code, "SecurityToken"):
		says = "The security token you provided is invalid."
	case e.Code == "InvalidAccessKeyId.Inactive":
		says = "The AccessKeyId is inactive."
	}
	return refuse(http.StatusUnauthorized, "Unauthorized", "%s", says)
}

// inSLSWords translates a refusal that every product shares. One that a fault
// ordered is left as it was ordered; c is nil before there is a call.
func inSLSWords(c *call, e *apiError) *apiError {
	own := *e
	switch {
	case c != nil && c.fault == FaultError:
	case is("InvalidParameter", "MissingParameter")(e.Code):
		own.Code = "ParameterInvalid"
	case e.Code == "Unauthorized":
		own.Status = http.StatusUnauthorized
	case contains("Throttling")(e.Code):
		own.Code, own.Status = "ReadQuotaExceed", http.StatusForbidden
	}
	return &own
}

// writeSLS answers the outcome of a call.
func writeSLS(w http.ResponseWriter, c *call, out outcome) {
	if c.fault == FaultHTML {
		writeHTML(w)
		return
	}
	if out.err != nil {
		writeSLSError(w, c.requestID, inSLSWords(c, out.err))
		return
	}
	body, ok := out.reply.(object)
	if !ok {
		body = object{}
	}
	text, err := spoil(c, body)
	if err != nil {
		writeSLSError(w, c.requestID, refuse(http.StatusInternalServerError, "InternalServerError", "The simulator cannot write its reply: %v", err))
		return
	}
	w.Header().Set(slsRequestID, c.requestID)
	writeJSON(w, http.StatusOK, text)
}

// slsRequestID is the header that carries the request's ID, which no body has.
const slsRequestID = "x-log-requestid"

// writeSLSError answers with a refusal.
func writeSLSError(w http.ResponseWriter, id string, e *apiError) {
	text, err := json.Marshal(object{"errorCode": e.Code, "errorMessage": e.Message})
	if err != nil { // texts always encode; an empty body is the honest rest
		text = nil
	}
	w.Header().Set(slsRequestID, id)
	writeJSON(w, e.Status, text)
}
