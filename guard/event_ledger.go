package guard

import (
	"slices"
	"time"
)

// The events of the ledger's own stream. Channels are where people are told of them.
type (
	// LedgerDoubted says what was seen outside that the ledger does not have.
	LedgerDoubted struct {
		Findings []Finding `json:"findings"`
		Unseen   []string  `json:"unseen,omitempty"` // what could not be looked at
		Channels []string  `json:"channels,omitempty"`
		At       time.Time `json:"at"`
	}
	// LedgerWordGiven is what an approver says of the findings. It never causes a call.
	LedgerWordGiven struct {
		By   string    `json:"by"`
		Word string    `json:"word"`
		At   time.Time `json:"at"`
	}
	// LedgerAccepted says that two approvers took the ledger as it is. What was
	// found until then raises no doubt again.
	LedgerAccepted struct {
		By       []string  `json:"by"`
		Channels []string  `json:"channels,omitempty"`
		At       time.Time `json:"at"`
	}
	// LedgerUnwritable says that from here on nothing could be written; it was
	// written, with what follows it, when that was over.
	LedgerUnwritable struct {
		Why      string    `json:"why"`
		Channels []string  `json:"channels,omitempty"`
		At       time.Time `json:"at"`
	}
	// LedgerWritable says that everything kept meanwhile has been written.
	LedgerWritable struct {
		Channels []string  `json:"channels,omitempty"`
		At       time.Time `json:"at"`
	}
)

func (LedgerDoubted) event()    {}
func (LedgerWordGiven) event()  {}
func (LedgerAccepted) event()   {}
func (LedgerUnwritable) event() {}
func (LedgerWritable) event()   {}

// apply adds to the doubt. Words that were given on less do not count for more.
func (e LedgerDoubted) apply(s *State) {
	d := Doubt{Since: e.At}
	if s.Doubt != nil {
		d = *s.Doubt
	}
	d.Findings = slices.Concat(d.Findings, e.Findings)
	d.Unseen, d.Words = e.Unseen, nil
	s.Doubt = &d
}

func (e LedgerWordGiven) apply(s *State) {
	if s.Doubt == nil {
		return
	}
	d := *s.Doubt
	d.Words = append(slices.Clip(d.Words), Word{By: e.By, Text: e.Word, At: e.At})
	s.Doubt = &d
}

func (e LedgerAccepted) apply(s *State) {
	if s.Doubt == nil {
		return
	}
	s.Accepted = slices.Clip(s.Accepted)
	for _, f := range s.Doubt.Findings {
		s.Accepted = append(s.Accepted, f.Name)
	}
	s.Doubt = nil
}

func (e LedgerUnwritable) apply(s *State) { s.Gap = &Gap{Since: e.At, Why: e.Why} }

func (e LedgerWritable) apply(s *State) { s.Gap = nil }
