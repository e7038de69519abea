package report

import (
	"encoding/json"
	"io"
	"time"

	"kmsguard/guard"
)

// auditJSON is an audit as JSON. The names are a promise to whoever reads it by machine: fields may be added, none
// is renamed. ReadJSON reads the same back.
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
	Resumed        bool             `json:"resumed,omitempty"`
	FinishedAt     time.Time        `json:"finished_at"`
	Dependencies   []dependencyJSON `json:"dependencies"`
	Coverage       []coverageJSON   `json:"coverage"`
	NotCovered     []string         `json:"not_covered"`
	// Products are those not covered once more, with why and whether they are known to be in use.
	Products    []guard.Product `json:"not_covered_products"`
	Calls       int             `json:"calls"`
	Purpose     guard.Purpose   `json:"purpose"`
	Key         guard.KeyFacts  `json:"key"`
	LastUse     guard.LastUse   `json:"last_use"`
	WasDisabled bool            `json:"was_disabled"`
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
	Group            string         `json:"group"`
	Relation         string         `json:"relation"`
	Detail           string         `json:"detail"`
	Onset            guard.Onset    `json:"onset"`
	Owner            string         `json:"owner"`
}

type coverageJSON struct {
	Category   guard.Category       `json:"category"`
	Account    string               `json:"account"`
	Region     string               `json:"region"`
	Status     guard.CoverageStatus `json:"status"`
	Reason     string               `json:"reason"`
	Population int                  `json:"population"`
	Calls      int                  `json:"calls"`
	Code       string               `json:"code"`
	Items      []string             `json:"items"`
	Evidence   string               `json:"evidence"`
	Throttled  int                  `json:"throttled"`
	Took       time.Duration        `json:"took_ns"` // nanoseconds
}

func writeJSON(w io.Writer, found Finding) error { return encode(w, toJSON(found)) }

func toJSON(found Finding) auditJSON {
	a := found.Audit
	out := auditJSON{
		KeyID: a.Key.Ref.ID, Region: a.Key.Ref.Region, Account: a.Key.Ref.Account, KeyState: a.Key.State,
		Action: a.Purpose.Plan.Action, Complete: a.Complete(), DecisionDigest: found.Decision,
		EvidenceDigest: guard.EvidenceDigest(a), StartedAt: a.Started, Resumed: a.Resumed, FinishedAt: a.Finished,
		Dependencies: make([]dependencyJSON, 0, len(a.Dependencies)), Coverage: make([]coverageJSON, 0, len(a.Coverage)),
		NotCovered: []string{}, Products: []guard.Product{},
		Calls: a.Calls, Purpose: a.Purpose, Key: a.Key, LastUse: a.LastUse, WasDisabled: a.WasDisabled,
	}
	for _, d := range a.Dependencies {
		out.Dependencies = append(out.Dependencies, dependencyToJSON(d))
	}
	for _, c := range a.Coverage {
		out.Coverage = append(out.Coverage, coverageToJSON(c))
	}
	for _, p := range a.NotCovered {
		out.NotCovered = append(out.NotCovered, p.Name)
		out.Products = append(out.Products, p)
	}
	return out
}

func dependencyToJSON(d guard.Dependency) dependencyJSON {
	return dependencyJSON{
		Category: d.Category, Account: d.Account, Region: d.Region, ID: d.ID, Name: d.Name, Severity: d.Severity,
		BreaksOnDisable: d.OnDisable, BreaksOnDeletion: d.OnDeletion, RequestID: d.CloudRequestID,
		Group: d.Group, Relation: d.Relation, Detail: d.Detail, Onset: d.Onset, Owner: d.Owner,
	}
}

func coverageToJSON(c guard.Coverage) coverageJSON {
	items := c.Items
	if items == nil {
		items = []string{}
	}
	return coverageJSON{
		Category: c.Category, Account: c.Account, Region: c.Region, Status: c.Status, Reason: c.Reason, Population: c.Population, Calls: c.Calls,
		Code: c.Code, Items: items, Evidence: c.Evidence, Throttled: c.Throttled, Took: c.Took,
	}
}

// encode writes indented JSON that keeps <, > and & as they stand.
func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
