package slacksim

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Fault is something that goes wrong with a Web API method.
type Fault struct {
	// API is the method as "slack.chat.postMessage"; the last part may be "*".
	// slack.response_url and slack.upload are the two that are no methods.
	API string `yaml:"api" json:"api"`
	// Kind is one of FaultKinds; error when empty.
	Kind string `yaml:"kind" json:"kind,omitempty"`
	// Code is the error word of an error (internal_error when empty), the pause of
	// slow ("5s"; 5 s when empty), the seconds of rate-limit ("1" when empty,
	// "none" leaves the header out).
	Code string `yaml:"code" json:"code,omitempty"`
	// Status is the HTTP status of error (200 when zero) and html (502 when zero).
	Status int `yaml:"status" json:"status,omitempty"`
	// After lets so many calls pass first.
	After int `yaml:"after" json:"after,omitempty"`
	// Times is how often it happens; zero: until removed.
	Times int `yaml:"times" json:"times,omitempty"`

	seen int // calls that matched
}

// FaultKinds are the kinds; "before" and "after" mean the effect of the call.
// A truncated answer comes after the effect, error, html, ok-false-empty and
// rate-limit come instead of it; slow is an answer that comes late.
var FaultKinds = []string{
	"error", "timeout-before", "timeout-after", "reset-before", "reset-after",
	"truncate", "html", "slow", "ok-false-empty", "rate-limit",
}

// before tells whether the call has no effect.
func (f *Fault) before() bool {
	return !slices.Contains([]string{"timeout-after", "reset-after", "truncate", "slow"}, f.Kind)
}

// matches compares with "slack.METHOD"; the prefix may be left out.
func (f *Fault) matches(api string) bool {
	pattern := f.API
	if !strings.HasPrefix(pattern, "slack.") {
		pattern = "slack." + pattern
	}
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(api, prefix)
	}
	ok, err := path.Match(pattern, api)
	return err == nil && ok
}

// SetFault adds a fault; the first one that matches a call happens.
func (s *Sim) SetFault(f Fault) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addFault(f)
}

// ClearFaults removes all faults.
func (s *Sim) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Sim) addFault(f Fault) error {
	if f.Kind == "" {
		f.Kind = "error"
	}
	if !slices.Contains(FaultKinds, f.Kind) {
		return fmt.Errorf("slacksim: fault kind %q is not one of %s", f.Kind, strings.Join(FaultKinds, ", "))
	}
	name := strings.TrimPrefix(f.API, "slack.")
	_, known := methodNamed(name)
	known = known || name == responseAPI || name == uploadAPI || strings.HasSuffix(name, "*")
	if !known {
		return fmt.Errorf("slacksim: fault on %q: there is no such method; name one, such as slack.chat.postMessage", f.API)
	}
	f.seen = 0
	s.faults = append(s.faults, &f)
	return nil
}

// takeFault returns the fault that happens to this call, nil for none.
func (s *Sim) takeFault(api string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if !f.matches(api) {
			continue
		}
		f.seen++
		if f.seen <= f.After || (f.Times > 0 && f.seen > f.After+f.Times) {
			continue
		}
		taken := *f
		return &taken
	}
	return nil
}
