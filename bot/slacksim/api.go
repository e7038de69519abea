package slacksim

import (
	"net/http"
	"slices"
	"strings"
)

// call is one Web API call while it is answered.
type call struct {
	args
	method method
	base   string // origin under which the caller reached the Sim
}

// serveAPI answers POST (and GET) /api/METHOD: token, rate limit and scopes
// first, then the method itself, under the lock.
func (s *Sim) serveAPI(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/api/")
	a, problem := parseArgs(r)
	s.serve(w, r, name, a, func() reply { return s.answer(name, r, a, problem) })
}

// answer runs the method under the lock, writes the log and returns the answer.
func (s *Sim) answer(name string, r *http.Request, a args, problem *apiError) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, known := methodNamed(name)
	if !known {
		s.recordLocked(name, a, "unknown_method", false)
		return s.jsonReply(object{"ok": false, "error": "unknown_method", "req_method": name})
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
		refusal := s.jsonReply(problem.body())
		refusal.retryAfter = problem.retryAfter
		return refusal
	}
	s.recordLocked(name, a, "ok", m.effect)
	return s.jsonReply(success(body, a.noCharset))
}

// success completes the answer of a method.
func success(body object, noCharset bool) object {
	if body == nil {
		body = object{}
	}
	body["ok"] = true
	if noCharset {
		body["warning"] = "missing_charset"
		addMetadata(body, "warnings", []string{"missing_charset"})
	}
	return body
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
