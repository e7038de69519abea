package report

import (
	"time"

	"kmsguard/guard"
)

// comparisonJSON is a comparison as JSON. The names are a promise, as those of an audit.
type comparisonJSON struct {
	KeyID        string       `json:"key_id"`
	Region       string       `json:"region"`
	Account      string       `json:"account"`
	SameDecision bool         `json:"same_decision"` // nothing changed that people decide on
	Was          sideJSON     `json:"was"`
	Is           sideJSON     `json:"is"`
	Changes      []changeJSON `json:"changes"`
}

type sideJSON struct {
	FinishedAt     time.Time      `json:"finished_at"`
	KeyState       guard.KeyState `json:"key_state"`
	Complete       bool           `json:"complete"`
	Dependencies   int            `json:"dependencies"`
	DecisionDigest string         `json:"decision_digest"`
	EvidenceDigest string         `json:"evidence_digest"`
}

type changeJSON struct {
	Kind       string `json:"kind"`
	What       string `json:"what"`
	Statements []int  `json:"statements"` // those that depend on it; none where it voids nothing
}

func (c comparison) json() comparisonJSON {
	ref := c.is.Audit.Key.Ref
	out := comparisonJSON{KeyID: ref.ID, Region: ref.Region, Account: ref.Account, SameDecision: c.same(), Was: sideOf(c.was), Is: sideOf(c.is), Changes: []changeJSON{}}
	for _, ch := range c.changes {
		out.Changes = append(out.Changes, changeJSON{Kind: ch.Kind, What: ch.What, Statements: append([]int{}, ch.Statements...)})
	}
	return out
}

func sideOf(f Finding) sideJSON {
	a := f.Audit
	return sideJSON{
		FinishedAt: a.Finished.UTC(), KeyState: a.Key.State, Complete: a.Complete(), Dependencies: len(a.Dependencies),
		DecisionDigest: f.Decision, EvidenceDigest: guard.EvidenceDigest(a),
	}
}
