package guard

import (
	"fmt"
	"strings"
	"time"
)

// Leftovers is what a request still owed when a process ended.
type Leftovers struct {
	Audit        bool `json:"audit,omitempty"`
	Change       bool `json:"change,omitempty"`       // approved, and no intent recorded
	Outcome      bool `json:"outcome,omitempty"`      // intended, and it is not known whether it was made
	Verification bool `json:"verification,omitempty"` // of a change that was made
	Messages     int  `json:"messages,omitempty"`     // how many in its thread or channel
}

// String says what is done about it now, in whole sentences; empty for nothing.
func (l Leftovers) String() string {
	var now []string
	say := func(so bool, text string) {
		if so {
			now = append(now, text)
		}
	}
	say(l.Audit, "The audit goes on.")
	say(l.Change, "The approved change is carried out, after everything has been looked at again.")
	say(l.Outcome, "The cloud is asked whether the change was made; nothing destructive is tried again by itself.")
	say(l.Verification, "The change is verified.")
	say(l.Messages == 1, "One message that was owed is posted.")
	say(l.Messages > 1, fmt.Sprintf("%d messages that were owed are posted.", l.Messages))
	return strings.Join(now, " ")
}

// Interrupted says which requests a process left in the middle of something, and
// of what: it was owed at once when the last event was recorded, and nothing was
// recorded since. What came due only later is merely late, and a reply that is
// known to be lost was waited for anyhow. last is the time of the newest event.
func Interrupted(s State, last time.Time) []Resume {
	var all []Resume
	owed, _ := Due(s, last)
	for _, r := range s.Requests {
		if left := s.leftBy(r.ID, owed); left != (Leftovers{}) {
			all = append(all, Resume{Request: r.ID, Left: left})
		}
	}
	return all
}

// leftBy is what of the works belongs to a request, and its operation under way.
func (s *State) leftBy(request string, owed []Work) (left Leftovers) {
	for _, w := range owed {
		switch w := w.(type) {
		case RunAudit:
			left.Audit = left.Audit || w.Request == request
		case Execute:
			left.Change = left.Change || w.Request == request
		case LookAfter:
			left.Verification = left.Verification || w.Request == request
		case PostNotice:
			if s.toldToAll(w.Notice, request) {
				left.Messages++
			}
		case Observe, ReadWatch, ApplyExpiry:
		}
	}
	for _, op := range s.Operations {
		left.Outcome = left.Outcome || op.Request == request && op.Result == "" && !op.Lost
	}
	return left
}

// toldToAll reports whether a message of a request is for everybody who reads its
// thread. That of a resumption is none of them: it was not interrupted, it tells.
func (s *State) toldToAll(notice, request string) bool {
	n := s.Notice(notice)
	return n != nil && n.Request == request && n.Kind != NoticeReply && n.Kind != NoticeOpenedReply && n.Kind != NoticeResumed
}
