package guard

import (
	"slices"
	"strings"
	"time"
)

// The commands about the ledger itself.
type (
	// DoubtLedger hands in what was seen outside that the ledger does not have.
	DoubtLedger struct {
		Findings []Finding
		Unseen   []string // what could not be looked at
	}
	// AcceptLedger is the word of an approver that the bot goes on with the ledger
	// as it is; that of a second one ends the doubt.
	AcceptLedger struct {
		Input string
		By    Person
		Word  string
		Shown string // the digest of the doubt that the modal showed
		Reply ReplyTo
	}
	// LoseLedger says that the ledger cannot be written any more.
	LoseLedger struct{ Why string }
	// RegainLedger says that it can, and that it has what was kept meanwhile.
	RegainLedger struct{}
)

// decide doubts what was not found before; what two approvers accepted is not
// found again.
func (c DoubtLedger) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	fresh := slices.DeleteFunc(slices.Clone(c.Findings), func(f Finding) bool { return s.knows(f) })
	if len(fresh) == 0 {
		return nil, nil
	}
	return []Event{LedgerDoubted{Findings: fresh, Unseen: c.Unseen, Channels: p.Channels(), At: now}}, nil
}

func (s *State) knows(f Finding) bool {
	same := func(g Finding) bool { return g.Name == f.Name }
	return slices.Contains(s.Accepted, f.Name) || s.Doubt != nil && slices.ContainsFunc(s.Doubt.Findings, same)
}

func (c AcceptLedger) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	why := accountable(c.By)
	word := strings.TrimSpace(c.Word)
	switch {
	case s.Doubt == nil:
		return nil, refuse(because(CodeNotDoubted, "The ledger is not doubted; there is nothing to accept.", ""))
	case c.Shown != s.Doubt.Digest():
		why.add(because(CodeAuditChanged, "More was found since this form was opened.", "Read the newest message about the ledger, and press there."))
	case slices.ContainsFunc(s.Doubt.Words, func(w Word) bool { return w.By == c.By.ID }):
		why.add(because(CodeWordGiven, "You have given your word on this.", "Another approver has to give theirs."))
	}
	if !p.approvesAny(c.By) {
		why.add(because(CodeNotApprover, "You are no approver of any key.", "Ask two of the approvers."))
	}
	if word == "" {
		why.add(because(CodeWhyMissing, "Your word needs words: what did you look at and what did you see.", ""))
	}
	if len(why) > 0 {
		return nil, why.refusal()
	}
	events := []Event{LedgerWordGiven{By: c.By.ID, Word: word, At: now}}
	if given := s.Doubt.Words; len(given) > 0 {
		events = append(events, LedgerAccepted{By: []string{given[0].By, c.By.ID}, Channels: p.Channels(), At: now})
	}
	return events, nil
}

func (c LoseLedger) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	if s.Gap != nil {
		return nil, nil
	}
	return []Event{LedgerUnwritable{Why: c.Why, Channels: p.Channels(), At: now}}, nil
}

func (c RegainLedger) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	if s.Gap == nil {
		return nil, nil
	}
	return []Event{LedgerWritable{Channels: p.Channels(), At: now}}, nil
}
