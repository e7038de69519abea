package aliyunsim

import (
	"slices"
	"time"
)

// Call is one request that was served, as the call log keeps it.
type Call struct {
	Time          time.Time         `json:"time"`    // calendar time of arrival
	Account       string            `json:"account"` // that it was served from
	Product       string            `json:"product"`
	Action        string            `json:"action"`
	Region        string            `json:"region"`
	Principal     string            `json:"principal"`         // ARN of the caller
	Role          string            `json:"role,omitempty"`    // of a session
	Session       string            `json:"session,omitempty"` // name of the session
	AccessKeyID   string            `json:"access_key_id"`
	SessionPolicy string            `json:"session_policy,omitempty"`
	Parameters    map[string]string `json:"parameters"`
	RequestID     string            `json:"request_id"`
	Outcome       string            `json:"outcome"`           // ok, the code of a refusal, or the kind of a fault
	Refusal       string            `json:"refusal,omitempty"` // what a refusal said, for people
	Effect        bool              `json:"effect"`            // it changed something
}

// keptCalls bounds the log; the oldest calls go first. Effects are counted for good.
const keptCalls = 50_000

// callLog is the latest calls and the number of effects of each API.
type callLog struct {
	calls   []Call
	effects map[string]int
}

func (l *callLog) add(c Call) {
	if len(l.calls) >= keptCalls {
		l.calls = append(l.calls[:0], l.calls[keptCalls/10:]...)
	}
	l.calls = append(l.calls, c)
	if c.Effect {
		if l.effects == nil {
			l.effects = map[string]int{}
		}
		l.effects[c.Product+"."+c.Action]++
	}
}

// Calls returns the latest calls of identified clients, oldest first.
func (s *Sim) Calls() []Call {
	s.mu.Look()
	defer s.mu.Leave()
	return append([]Call(nil), s.log.calls...)
}

// LatestCalls returns the latest calls that are wanted, newest first, at most
// last of them.
func (s *Sim) LatestCalls(last int, wanted func(Call) bool) []Call {
	s.mu.Look()
	defer s.mu.Leave()
	var list []Call
	for _, c := range slices.Backward(s.log.calls) {
		if len(list) == last {
			break
		}
		if wanted == nil || wanted(c) {
			list = append(list, c)
		}
	}
	return list
}

// Effects returns how often clients had an effect through that API, such as
// kms.ScheduleKeyDeletion. What was done by Console does not count.
func (s *Sim) Effects(api string) int {
	s.mu.Look()
	defer s.mu.Leave()
	return s.log.effects[api]
}

// record notes a call that is over, in the log and in the trail. The caller
// holds the lock.
func (s *Sim) record(c *call, refusal *apiError) {
	outcome, says := okOutcome, ""
	if refusal != nil {
		outcome, says = refusal.Code, refusal.Message
	}
	s.note(c, outcome, says)
	s.trail.addCall(s, c, outcome)
}

// recordLost notes a call that never reached its product, which therefore has
// no event of it.
func (s *Sim) recordLost(c *call, outcome string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note(c, outcome, "")
}

// note puts a call into the log.
func (s *Sim) note(c *call, outcome, refusal string) {
	s.log.add(Call{
		Time: c.now, Account: s.account, Product: c.action.product, Action: c.action.name, Region: c.region,
		Principal: c.who.arn(s.account), Role: c.who.role, Session: c.who.session, AccessKeyID: c.who.accessKey, SessionPolicy: c.who.sessionText,
		Parameters: c.params, RequestID: c.requestID, Outcome: outcome, Refusal: refusal, Effect: c.effect,
	})
}
