package guard

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// LedgerStream holds what is said of the ledger itself, which concerns every key.
// It is the stream of the zero KeyRef, which names no key.
const LedgerStream Stream = "ledger"

// Finding is one thing outside of the ledger that shows that it is not, or not
// all of, what happened.
type Finding struct {
	Name string `json:"name"` // the same each time it is found: an operation, a head, a fault of the chain
	What string `json:"what"` // one sentence
}

// Doubt is why the ledger is not trusted. It ends by the word of two approvers, never by itself.
type Doubt struct {
	Since    time.Time
	Findings []Finding
	Unseen   []string // what could not be looked at, in words
	Words    []Word   // on these findings
}

// Gap is the time in which the ledger could not be written.
type Gap struct {
	Since time.Time
	Why   string
}

// Digest is over what is doubted, so that a word counts for what its author was shown.
func (d Doubt) Digest() string {
	sum := sha256.New()
	for _, f := range d.Findings {
		fmt.Fprintf(sum, "%q\n", f.Name)
	}
	return hex.EncodeToString(sum.Sum(nil))[:12]
}

// Halt says why nothing but rescues, audits and reminders is done on any key,
// by what the ledger's own stream adds up to; nil: nothing is in the way.
func (s *State) Halt() *Reason {
	switch {
	case s.Gap != nil:
		return because(CodeLedgerUnwritable, "The bot cannot write its ledger ("+strings.TrimSuffix(s.Gap.Why, ".")+"), so it only cancels deletions and enables keys.",
			"Repair the bot's data folder; the message in the channel says how. Cancel and enable work as always.")
	case s.Doubt != nil:
		return because(CodeLedgerDoubted, "Disables, deletions and rotations are stopped on every key: the ledger lacks what happened since it was copied, or was changed.",
			"Read the message about the ledger in the channel: the newest copy of it has to come back, or two approvers accept it as it is. Cancel and enable work as always.")
	}
	return nil
}

// NotCompared is the Halt of a bot that could not find out yet whether its ledger is the newest.
func NotCompared(why string) *Reason {
	return because(CodeLedgerNotCompared, "It could not be compared yet with Slack and ActionTrail whether the ledger has everything: "+strings.TrimSuffix(why, ".")+".",
		"It is tried again by itself; let the bot reach ActionTrail, or read the channel's history.")
}

// Channels lists every channel that the policy names, each once: the escalation
// channel first.
func (p Policy) Channels() (ids []string) {
	list := []string{p.Escalation}
	for _, r := range p.Rules {
		list = append(list, r.Channel)
	}
	for _, id := range list {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// approvesAny reports whether a person is an approver of any rule.
func (p Policy) approvesAny(who Person) bool {
	return slices.ContainsFunc(p.Rules, func(r Rule) bool { return r.Approvers.Has(who) })
}

// Trace is a call that changed a key, as ActionTrail shows it under one of the bot's roles.
type Trace struct {
	Operation string // the name of its session
	Call      Call
	Key       string // ID; empty where the trail names none
	Region    string
	At        time.Time
}
