package report

import (
	"io"

	"kmsguard/guard"
)

// sweepJSON is a sweep as JSON: each key as Write writes it, and the resources. The names are a promise.
type sweepJSON struct {
	Keys      []auditJSON    `json:"keys"`
	Resources []resourceJSON `json:"resources"`
}

type resourceJSON struct {
	Category guard.Category `json:"category"`
	Account  string         `json:"account"`
	Region   string         `json:"region"`
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Owner    string         `json:"owner"`
	Keys     []holdJSON     `json:"keys"`
}

type holdJSON struct {
	KeyID    string         `json:"key_id"`
	Region   string         `json:"region"`
	Account  string         `json:"account"`
	State    guard.KeyState `json:"key_state"`
	Relation string         `json:"relation"`
	Severity guard.Severity `json:"severity"`
	Onset    guard.Onset    `json:"onset"`
}

func (s Sweep) json(w io.Writer) error {
	out := sweepJSON{Keys: []auditJSON{}, Resources: []resourceJSON{}}
	for _, f := range s.Findings {
		out.Keys = append(out.Keys, toJSON(f))
	}
	for _, r := range Reverse(s) {
		resource := resourceJSON{Category: r.Category, Account: r.Account, Region: r.Region, ID: r.ID, Name: r.Name, Owner: r.Owner}
		for _, h := range r.Holds {
			resource.Keys = append(resource.Keys, holdJSON{
				KeyID: h.Key.ID, Region: h.Key.Region, Account: h.Key.Account, State: h.State, Relation: h.Relation, Severity: h.Severity, Onset: h.Onset,
			})
		}
		out.Resources = append(out.Resources, resource)
	}
	return encode(w, out)
}
