package slacksim

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Call is one Web API call, response URL post or upload as it was answered.
type Call struct {
	Time      time.Time                  `json:"time"`     // real
	Calendar  time.Time                  `json:"calendar"` // movable
	API       string                     `json:"api"`      // "slack.chat.postMessage"
	Token     string                     `json:"token"`    // "bot", "app", "none" or "unknown": never the token
	Arguments map[string]json.RawMessage `json:"arguments,omitempty"`
	Outcome   string                     `json:"outcome"` // ok, Slack's error word, or the kind of a fault
	Effect    bool                       `json:"effect"`
}

// keptCalls bounds the log; Effects counts beyond it.
const keptCalls = 10000

// record logs a call that had no effect.
func (s *Sim) record(name string, a args, outcome string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.recordLocked(name, a, outcome, false)
}

func (s *Sim) recordLocked(name string, a args, outcome string, effect bool) {
	if len(s.calls) >= keptCalls {
		s.calls = slices.Delete(s.calls, 0, keptCalls/10)
	}
	api := "slack." + name
	s.calls = append(s.calls, Call{
		Time: s.opts.Real().UTC(), Calendar: s.opts.Now().UTC(), API: api,
		Token: s.tokenKind(a.token), Arguments: a.values, Outcome: outcome, Effect: effect,
	})
	if effect {
		s.effects[api]++
	}
}

func (s *Sim) tokenKind(token string) string {
	switch token {
	case "":
		return "none"
	case s.app.BotToken:
		return "bot"
	case s.app.AppToken:
		return "app"
	}
	return "unknown"
}

// Calls returns the newest calls (up to 10,000), oldest first.
func (s *Sim) Calls() []Call {
	s.mu.Look()
	defer s.mu.Leave()
	return slices.Clone(s.calls)
}

// Effects returns how many calls of a method ("slack.chat.postMessage", the
// prefix may be left out) changed something.
func (s *Sim) Effects(api string) int {
	s.mu.Look()
	defer s.mu.Leave()
	return s.effects["slack."+strings.TrimPrefix(api, "slack.")]
}
