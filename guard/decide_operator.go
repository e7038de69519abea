package guard

import (
	"slices"
	"strings"
	"time"
)

// decide lets an approver carry out again what certainly did not happen, while
// everything that was given still stands.
func (c RunAgain) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	why := r.decider(p, c.By)
	why.add(repeatable(s, *r, now))
	if r.Phase == Failed {
		why = append(why, conflicts(s, r.Plan.Action)...)
	}
	if len(why) > 0 {
		return nil, why.refusal()
	}
	return []Event{RequestApproved{Request: r.ID, By: c.By.ID, At: now}}, nil
}

// repeatable: a failed request is carried out again only if its last operation
// certainly did not happen, nothing was refused by the cloud, and its time is not over.
func repeatable(s State, r Request, now time.Time) *Reason {
	const hint = "Ask again if the change is still wanted."
	if r.Phase != Failed || len(r.Operations) == 0 || r.ApprovedAt.IsZero() {
		return because(CodeCannotRepeat, "There is nothing to run again: the request is "+string(r.Phase)+".", hint)
	}
	if op := s.Operation(r.Operations[len(r.Operations)-1]); op == nil || op.Result != NotHappened {
		return because(CodeCannotRepeat, "The cloud refused it; that is final.", hint)
	}
	if r.Plan.Action.Destructive() && s.rescuedSince(r.ApprovedAt) {
		return because(CodeRescueStands, "A rescue of this key was asked for since this was approved, so it is not run again.", hint)
	}
	if !r.RestoreOwed && !now.Before(r.Expires) {
		return because(CodeExpired, "The time of this request is over since "+when(r.Expires)+".", hint)
	}
	return nil
}

// rescuedSince reports whether anybody asked for a rescue of the key after a moment.
func (s *State) rescuedSince(t time.Time) bool {
	return slices.ContainsFunc(s.Requests, func(r Request) bool { return r.Plan.Action.Rescue() && !r.Opened.Before(t) })
}

// decide takes the word of an approver on what cannot be told; that of a second
// one ends the request. It is recorded as such and never causes a call.
func (c CloseByWord) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	why := r.decider(p, c.By)
	if r.Phase != NeedsOperator {
		why.add(because(CodeNoOperator, "This request is "+string(r.Phase)+"; it does not need anybody's word.", ""))
	}
	if !r.Plan.Action.Rescue() && c.By.ID == r.Requester {
		why.add(because(CodeOwnRequest, "You asked for this "+r.Plan.Action.noun()+", so your word does not close it.", "Ask another approver."))
	}
	if slices.ContainsFunc(r.Words, func(w Word) bool { return w.By == c.By.ID }) {
		why.add(because(CodeWordGiven, "You have given your word on this.", "Another approver has to give theirs."))
	}
	if strings.TrimSpace(c.Word) == "" {
		why.add(because(CodeWhyMissing, "Your word needs words: what did you look at and what did you see.", ""))
	}
	if len(why) > 0 {
		return nil, why.refusal()
	}
	word := strings.TrimSpace(c.Word)
	events := []Event{WordGiven{Request: r.ID, By: c.By.ID, Word: word, At: now}}
	if len(r.Words) > 0 {
		events = append(events, RequestEnded{Request: r.ID, Phase: Done, By: c.By.ID, Reason: "closed by the word of two approvers", At: now})
	}
	return events, nil
}
