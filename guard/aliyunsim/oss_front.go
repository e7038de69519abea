package aliyunsim

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
)

// ossFront recognises requests for OSS by their Authorization header or host
// name; they share the simulator's one address with the RPC products.
func ossFront() restFront {
	return restFront{owns: ossOwns, serve: (*Sim).serveOSS}
}

func ossOwns(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Authorization"), "OSS") || parseOSSTarget(r.Host, r.URL.Path).region != ""
}

// serveOSS serves one request for OSS from its authentication to its answer.
// The body is not looked at: no operation served takes one.
func (s *Sim) serveOSS(w http.ResponseWriter, r *http.Request, _ []byte) {
	t, id := parseOSSTarget(r.Host, r.URL.Path), newOSSRequestID()
	a, who, refusal := s.authenticateOSS(r, t)
	if refusal != nil {
		writeOSSError(w, r, id, t.bucket, refusal)
		return
	}
	name, refusal := ossOperationOf(r, t)
	if refusal != nil {
		writeOSSError(w, r, id, t.bucket, refusal)
		return
	}
	s = who.account
	c := s.newCall(r, s.actions[ossProductCode][name], who, id, ossParameters(r, t, name))
	c.region = firstOf(t.region, a.region)
	if out := s.run(w, r, c); !out.dropped {
		writeOSS(w, r, c, out)
	}
}

// authenticateOSS proves who sent the request, and that region in host name
// and signature are one.
func (s *Sim) authenticateOSS(r *http.Request, t ossTarget) (ossAuthorization, *identity, *apiError) {
	a, refusal := parseOSSAuthorization(r.Header.Get("Authorization"))
	if refusal != nil {
		return a, nil, refusal
	}
	who, refusal := s.identify(s.products[ossProductCode], a.accessKey, r.Header.Get("x-oss-security-token"), s.now())
	if refusal != nil {
		return a, nil, ossIdentityRefusal(refusal)
	}
	if refusal := verifyOSSSignature(r, t, a, who.secret, s.options.Real()); refusal != nil {
		return a, nil, refusal
	}
	if t.public && !t.virtual && t.bucket != "" {
		return a, nil, ossRefuse(http.StatusForbidden, "SecondLevelDomainForbidden", "0048-00000401",
			"The bucket you are attempting to access must be addressed using OSS third level domain.")
	}
	if a.v4 && t.region != "" && t.region != a.region {
		return a, nil, ossInvalidArgument("Invalid signing region in Authorization header.")
	}
	return a, who, nil
}

// ossIdentityRefusal says in OSS's words why an access key or token was refused.
func ossIdentityRefusal(e *apiError) *apiError {
	switch {
	case e.Code == "InvalidSecurityToken.Expired":
		return ossRefuse(http.StatusForbidden, "SecurityTokenExpired", "0002-00000069", "The security token you provided has expired.")
	case strings.Contains(e.Code, "SecurityToken"):
		return ossRefuse(http.StatusForbidden, "InvalidSecurityToken", "0002-00000065", "The security token you provided is invalid.")
	case e.Code == "InvalidAccessKeyId.Inactive":
		return ossRefuse(http.StatusForbidden, "InvalidAccessKeyId", "0002-00000901", "The OSS Access Key Id you provided is disabled.")
	default:
		return ossRefuse(http.StatusForbidden, "InvalidAccessKeyId", "0002-00000902", "The OSS Access Key Id you provided does not exist in our records.")
	}
}

// ossHead is a reply that consists of headers.
type ossHead map[string]string

// writeOSS answers the outcome of a call, and applies the faults that spoil a
// whole answer, be it a refusal or not.
func writeOSS(w http.ResponseWriter, r *http.Request, c *call, out outcome) {
	if c.fault == FaultHTML {
		writeHTML(w)
		return
	}
	status, body, refusal := http.StatusOK, []byte(nil), out.err
	head, isHead := out.reply.(ossHead)
	if refusal == nil && !isHead {
		var err error
		if body, err = ossXML(out.reply); err != nil {
			refusal = refuse(http.StatusInternalServerError, "InternalError", "The simulator cannot write its reply: %v", err)
		}
	}
	w.Header().Set("x-oss-request-id", c.requestID)
	if refusal != nil {
		refusal = inOSSWords(c, refusal)
		status, body = refusal.Status, ossErrorXML(w, r, c.requestID, c.str(ossBucketParameter), refusal)
	}
	for name, value := range head {
		w.Header().Set(name, value)
	}
	switch {
	case c.fault == FaultTruncate && r.Method == http.MethodHead:
		drop(w) // half of an answer without a body is no answer
	case c.fault == FaultTruncate:
		writeXML(w, status, body[:len(body)/2])
	case isHead:
		w.WriteHeader(status)
	default:
		writeXML(w, status, body)
	}
}

// ossXML encodes a reply as OSS does.
func ossXML(reply any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "  ")
	if err := e.Encode(reply); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func writeXML(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/xml")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that went away learns nothing more
}

// newOSSRequestID makes a request ID in the form of OSS: 24 hex digits.
func newOSSRequestID() string {
	return strings.ReplaceAll(newRequestID(), "-", "")[:24]
}
