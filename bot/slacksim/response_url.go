package slacksim

import (
	"net/http"
	"time"
)

const (
	responsePath = "/response/"
	responseAPI  = "response_url" // its name in faults and in the log
)

// response is what stands behind a response_url.
type response struct {
	user    string
	channel *channel
	message *Message // on which the interaction happened; nil for a command
	thread  string   // in which that message stands
	at      time.Time
	uses    int
}

// newResponse makes a response_url for an interaction.
func (s *Sim) newResponse(userID string, ch *channel, m *Message) string {
	r := &response{user: userID, channel: ch, message: m, at: s.opts.Real()}
	if m != nil {
		r.thread = m.ThreadTS
	}
	id := s.team.ID + "/" + s.hex(24)
	s.responses[id] = r
	return s.baseURL + responsePath + id
}

// serveResponse answers a post to a response_url: the plain word ok, or an
// error word. No timestamp is told.
func (s *Sim) serveResponse(w http.ResponseWriter, r *http.Request) {
	a, problem := parseArgs(r)
	if a.has("payload") && problem == nil { // the form of incoming webhooks
		raw, _ := a.json("payload")
		problem = a.parseMessage(raw)
	}
	s.serve(w, r, responseAPI, a, func() reply {
		s.mu.Lock()
		defer s.mu.Unlock()
		status := http.StatusBadRequest
		if problem == nil {
			status, problem = s.respond(pathID(r.URL.Path, responsePath), &a)
		}
		if problem != nil {
			s.recordLocked(responseAPI, a, problem.word, false)
			return textReply(status, problem.word)
		}
		s.recordLocked(responseAPI, a, "ok", true)
		return textReply(http.StatusOK, "ok")
	})
}

// respond carries one use of a response_url out.
func (s *Sim) respond(id string, a *args) (int, *apiError) {
	r := s.responses[id]
	switch {
	case r == nil:
		return http.StatusNotFound, fail("expired_url") // said for unknown ones too
	case s.opts.Real().Sub(r.at) > s.set.ResponseLife:
		return http.StatusNotFound, fail("expired_url")
	case r.uses >= s.set.ResponseUses:
		return http.StatusNotFound, fail("used_url")
	}
	if a.bool("delete_original") {
		return http.StatusBadRequest, r.deleteOriginal()
	}
	t, problem := s.parseContent(a)
	if problem != nil {
		return http.StatusBadRequest, problem
	}
	r.uses++
	if a.bool("replace_original") && r.message != nil && !r.message.Deleted {
		r.message.rewrite(t)
		return 0, nil
	}
	thread := a.str("thread_ts")
	if thread == "" {
		thread = r.thread
	}
	s.say(r.channel, r.user, thread, a.str("response_type"), t)
	return 0, nil
}

func (r *response) deleteOriginal() *apiError {
	if r.message == nil {
		return fail("message_not_found")
	}
	r.uses++
	r.message.Deleted = true
	return nil
}

// say posts an answer to an interaction: for the person alone unless it is
// in_channel.
func (s *Sim) say(ch *channel, userID, thread, kind string, t content) {
	if kind == "in_channel" {
		s.post(ch, &Message{User: s.app.BotUser, ByApp: true, Text: t.text, Blocks: t.blocks, Metadata: stored(t.metadata), ThreadTS: thread})
		return
	}
	s.whisper(ch, userID, thread, t)
}
