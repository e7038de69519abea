package report

import (
	"encoding/json"
	"io"
	"time"

	"kmsguard/guard"
)

// auditJSON is an audit as JSON. The names are a promise to whoever reads it by machine.
type auditJSON struct {
	KeyID          string           `json:"key_id"`
	Region         string           `json:"region"`
	Account        string           `json:"account"`
	KeyState       guard.KeyState   `json:"key_state"`
	Action         guard.Action     `json:"action"`
	Complete       bool             `json:"complete"`
	DecisionDigest string           `json:"decision_digest"`
	EvidenceDigest string           `json:"evidence_digest"`
	StartedAt      time.Time        `json:"started_at"`
	FinishedAt     time.Time        `json:"finished_at"`
	Dependencies   []dependencyJSON `json:"dependencies"`
	Coverage       []coverageJSON   `json:"coverage"`
	NotCovered     []string         `json:"not_covered"`
}

type dependencyJSON struct {
	Category         guard.Category `json:"category"`
	Account          string         `json:"account"`
	Region           string         `json:"region"`
	ID               string         `json:"id"`
	Name             string         `json:"name"`
	Severity         guard.Severity `json:"severity"`
	BreaksOnDisable  string         `json:"breaks_on_disable"`
	BreaksOnDeletion string         `json:"breaks_on_deletion"`
	RequestID        string         `json:"request_id"`
}

type coverageJSON struct {
	Category   guard.Category       `json:"category"`
	Account    string               `json:"account"`
	Region     string               `json:"region"`
	Status     guard.CoverageStatus `json:"status"`
	Reason     string               `json:"reason"`
	Population int                  `json:"population"`
	Calls      int                  `json:"calls"`
}

func writeJSON(w io.Writer, found Finding) error {
	a := found.Audit
	out := auditJSON{
		KeyID: a.Key.Ref.ID, Region: a.Key.Ref.Region, Account: a.Key.Ref.Account, KeyState: a.Key.State,
		Action: a.Purpose.Plan.Action, Complete: a.Complete(), DecisionDigest: found.Decision,
		EvidenceDigest: guard.EvidenceDigest(a), StartedAt: a.Started.UTC(), FinishedAt: a.Finished.UTC(),
		Dependencies: []dependencyJSON{}, Coverage: []coverageJSON{}, NotCovered: []string{},
	}
	for _, d := range a.Dependencies {
		out.Dependencies = append(out.Dependencies, dependencyJSON{
			Category: d.Category, Account: d.Account, Region: d.Region, ID: d.ID, Name: d.Name, Severity: d.Severity,
			BreaksOnDisable: d.OnDisable, BreaksOnDeletion: d.OnDeletion, RequestID: d.CloudRequestID,
		})
	}
	for _, c := range a.Coverage {
		out.Coverage = append(out.Coverage, coverageJSON{
			Category: c.Category, Account: c.Account, Region: c.Region, Status: c.Status, Reason: c.Reason, Population: c.Population, Calls: c.Calls,
		})
	}
	for _, p := range a.NotCovered {
		out.NotCovered = append(out.NotCovered, p.Name)
	}
	return encode(w, out)
}

// encode writes indented JSON that keeps <, > and & as they stand.
func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
