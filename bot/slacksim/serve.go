package slacksim

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// reply is an answer that is ready to be written.
type reply struct {
	status      int // 200 when zero
	contentType string
	body        []byte
	header      http.Header
	retryAfter  int // seconds; non-zero makes it HTTP 429
}

// serve answers one call, unless the one who watches cuts it off or a fault
// happens to it. The arguments are for the log alone.
func (s *Sim) serve(w http.ResponseWriter, r *http.Request, name string, a args, answer func() reply) {
	api := "slack." + name
	if s.opts.Reached(api, "before") {
		panic(http.ErrAbortHandler)
	}
	fault := s.takeFault(api)
	if fault != nil && fault.before() {
		s.record(name, a, fault.Kind)
		s.playFault(w, r, fault, reply{})
		return
	}
	told := answer()
	if s.opts.Reached(api, "after") {
		panic(http.ErrAbortHandler)
	}
	if fault != nil {
		s.playFault(w, r, fault, told)
		return
	}
	told.write(w)
}

// jsonReply encodes a body. It does so at once, while the caller holds the lock,
// since the body may point at state that the next call changes.
func (s *Sim) jsonReply(body object) reply {
	raw, err := json.Marshal(body)
	if err != nil { // only raw JSON that was not checked on its way in can do this
		raw = []byte(`{"ok":false,"error":"fatal_error"}`)
	}
	return reply{
		contentType: "application/json; charset=utf-8", body: raw,
		header: http.Header{"X-Oauth-Scopes": {strings.Join(s.app.Scopes, ",")}},
	}
}

// textReply is a plain word, as uploads and response URLs answer it.
func textReply(status int, word string) reply {
	return reply{status: status, contentType: "text/plain; charset=utf-8", body: []byte(word)}
}

func (a reply) write(w http.ResponseWriter) {
	h := w.Header()
	for k, v := range a.header {
		h[k] = v
	}
	h.Set("Content-Type", a.contentType)
	status := orElse(a.status, http.StatusOK)
	if a.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(a.retryAfter))
		status = http.StatusTooManyRequests
	}
	w.WriteHeader(status)
	_, _ = w.Write(a.body) // the client may be gone; there is nobody else to tell
}
