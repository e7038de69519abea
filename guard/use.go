package guard

import "time"

// Use is one recorded use, or refused use, of a key.
type Use struct {
	At      time.Time `json:"at"`
	Event   string    `json:"event"` // Decrypt, GenerateDataKey, …
	By      string    `json:"by"`    // user/etl, role/app
	From    string    `json:"from,omitempty"`
	Refused bool      `json:"refused,omitempty"`
	Code    string    `json:"code,omitempty"`
}

// LastUse is what ActionTrail can tell about the use of a key, and how far back it reaches.
type LastUse struct {
	Known   bool      `json:"known"` // false: the trail could not be read; Why says why
	Why     string    `json:"why,omitempty"`
	Found   bool      `json:"found"`
	Use     Use       `json:"use,omitzero"`
	Horizon time.Time `json:"horizon,omitzero"` // records reach back to here
	// Callers sum up the recorded uses since the horizon, the latest first.
	Callers []Caller `json:"callers,omitempty"`
}

// Caller sums up the recorded uses of a key by one caller, through one service, from one region.
type Caller struct {
	By      string    `json:"by"`                // user/etl, role/app
	Service string    `json:"service,omitempty"` // the cloud service that called for it; empty: the caller itself
	Region  string    `json:"region"`
	Events  []string  `json:"events"` // Decrypt, GenerateDataKey, … sorted
	Count   int       `json:"count"`  // refused ones included
	Refused int       `json:"refused,omitempty"`
	Last    time.Time `json:"last"`
}
