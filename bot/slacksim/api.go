package slacksim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// call is one Web API call while it is answered.
type call struct {
	args
	method method
	base   string // origin under which the caller reached the Sim
}

// serveAPI answers POST (and GET) /api/METHOD: faults first, then token, rate
// limit, scopes, and the method itself under the lock.
func (s *Sim) serveAPI(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/api/")
	api := "slack." + name
	if s.opts.Reached(api, "before") {
		panic(http.ErrAbortHandler)
	}
	a, problem := parseArgs(r)
	fault := s.takeFault(api)
	if fault != nil && fault.before() {
		s.record(name, a, fault.Kind, false)
		s.playFault(w, r, fault, reply{})
		return
	}
	body := s.answer(name, r, a, problem)
	if s.opts.Reached(api, "after") {
		panic(http.ErrAbortHandler)
	}
	if fault != nil {
		s.playFault(w, r, fault, body)
		return
	}
	s.writeAnswer(w, body)
}

// answer runs the method under the lock, writes the log and returns the answer.
func (s *Sim) answer(name string, r *http.Request, a args, problem *apiError) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, known := methodNamed(name)
	if !known {
		s.recordLocked(name, a, "unknown_method", false)
		return reply{body: object{"ok": false, "error": "unknown_method", "req_method": name}}
	}
	s.fireScheduled()
	var body object
	c := &call{args: a, method: m, base: origin(r)}
	if problem == nil {
		problem = s.admit(c)
	}
	if problem == nil {
		body, problem = m.run(s, c)
	}
	if problem != nil {
		s.recordLocked(name, a, problem.word, false)
		return reply{body: problem.body(), retryAfter: problem.retryAfter}
	}
	s.recordLocked(name, a, "ok", m.effect)
	return reply{body: success(body, a.noCharset)}
}

// success completes the answer of a method. It encodes at once, while the lock
// is held, since the body may point at state that the next call changes.
func success(body object, noCharset bool) json.RawMessage {
	if body == nil {
		body = object{}
	}
	body["ok"] = true
	if noCharset {
		body["warning"] = "missing_charset"
		addMetadata(body, "warnings", []string{"missing_charset"})
	}
	raw, err := json.Marshal(body)
	if err != nil { // only raw JSON that was not checked on its way in can do this
		return json.RawMessage(`{"ok":false,"error":"fatal_error"}`)
	}
	return raw
}

// admit checks token, rate limit and scopes, in this order.
func (s *Sim) admit(c *call) *apiError {
	if problem := s.checkToken(c); problem != nil {
		return problem
	}
	if problem := s.limitMethod(c); problem != nil {
		return problem
	}
	return s.needScopes(c, c.method.scopes...)
}

func (s *Sim) checkToken(c *call) *apiError {
	own, other := s.app.BotToken, s.app.AppToken
	if c.method.app {
		own, other = other, own
	}
	switch {
	case c.token == "":
		return fail("not_authed")
	case s.revoked:
		return fail("token_revoked")
	case c.token == own || (c.method.name == "auth.test" && c.token == other):
		return nil
	case c.token == other:
		return fail("not_allowed_token_type")
	}
	return fail("invalid_auth")
}

func (s *Sim) needScopes(c *call, scopes ...string) *apiError {
	have := s.app.Scopes
	if c.method.app {
		have = s.app.AppScopes
	}
	for _, scope := range scopes {
		if !slices.Contains(have, scope) {
			return &apiError{word: "missing_scope", needed: scope, provided: strings.Join(have, ",")}
		}
	}
	return nil
}

func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// addMetadata sets one field of response_metadata and keeps the others.
func addMetadata(o object, key string, value any) {
	meta, ok := o["response_metadata"].(object)
	if !ok {
		meta = object{}
		o["response_metadata"] = meta
	}
	meta[key] = value
}

// reply is an answer that is ready to be written.
type reply struct {
	body       any
	retryAfter int
}

func (s *Sim) writeAnswer(w http.ResponseWriter, a reply) {
	raw, err := json.Marshal(a.body)
	if err != nil {
		http.Error(w, "fatal_error", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("X-OAuth-Scopes", strings.Join(s.app.Scopes, ","))
	if a.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(a.retryAfter))
		w.WriteHeader(http.StatusTooManyRequests)
	}
	_, _ = w.Write(raw) // the client may be gone; there is nobody else to tell
}
