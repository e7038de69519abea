package aliyunsim

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// answer encodes the outcome of a call in the product's form.
func (s *Sim) answer(w http.ResponseWriter, r *http.Request, c *call, out outcome) {
	if c.fault == FaultHTML { // a proxy's page hides a refusal as well
		writeHTML(w)
		return
	}
	p := s.products[c.action.product]
	if out.err != nil {
		s.answerError(w, r, p, c.requestID, out.err)
		return
	}
	body, ok := out.reply.(object)
	if !ok {
		body = object{}
	}
	body["RequestId"] = c.requestID
	text, err := spoil(c, body)
	if err != nil {
		s.answerError(w, r, p, c.requestID, refuse(http.StatusInternalServerError, "InternalFailure", "The simulator cannot write its reply: %v", err))
		return
	}
	writeJSON(w, http.StatusOK, text)
}

// answerError encodes a refusal. KMS adds the status as a number and names no
// host; the gateway of the other products names host and a place to look.
func (s *Sim) answerError(w http.ResponseWriter, r *http.Request, p *product, requestID string, e *apiError) {
	body := object{"RequestId": requestID, "Code": e.Code, "Message": e.Message}
	if p != nil && p.kms {
		body["HttpStatus"] = e.Status
	} else {
		body["HostId"] = hostName(r.Host)
		body["Recommend"] = "https://api.aliyun.com/troubleshoot?q=" + e.Code
		if e.Denied != nil {
			body["AccessDeniedDetail"] = e.Denied
		}
	}
	text, err := json.Marshal(body)
	if err != nil { // texts and numbers always encode; an empty body is the honest rest
		text = nil
	}
	writeJSON(w, e.Status, text)
}

func writeJSON(w http.ResponseWriter, status int, text []byte) {
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text) // a client that went away learns nothing more
}

// writeHTML answers as a proxy in front of the product does when it has no
// reply of its own.
func writeHTML(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(http.StatusBadGateway)
	_, _ = w.Write([]byte("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"))
}
