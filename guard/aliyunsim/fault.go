package aliyunsim

import (
	"fmt"
	"slices"
	"strings"
)

// FaultKind is a way to fail.
type FaultKind string

// The kinds of fault. Before and after mean the effect of the call.
const (
	FaultError         FaultKind = "error"          // refuses with Code and Status; the default
	FaultTimeoutBefore FaultKind = "timeout-before" // holds the connection until the client gives up
	FaultTimeoutAfter  FaultKind = "timeout-after"
	FaultResetBefore   FaultKind = "reset-before" // cuts the connection
	FaultResetAfter    FaultKind = "reset-after"
	FaultTruncate      FaultKind = "truncate"      // answers 200 with half a body, after the effect
	FaultHTML          FaultKind = "html"          // answers a 502 page as a proxy does, after the effect
	FaultWrongTotal    FaultKind = "wrong-total"   // counts one more than there is
	FaultRepeatToken   FaultKind = "repeat-token"  // answers the token that it was asked with
	FaultEmptyPage     FaultKind = "empty-page"    // drops all rows of a page
	FaultDropRow       FaultKind = "drop-row"      // drops the last row of a page
	FaultUnknownValue  FaultKind = "unknown-value" // answers a status that no documentation knows
	FaultSlow          FaultKind = "slow"          // answers after Delay of real time
)

var faultKinds = []FaultKind{
	FaultError, FaultTimeoutBefore, FaultTimeoutAfter, FaultResetBefore, FaultResetAfter, FaultTruncate, FaultHTML,
	FaultWrongTotal, FaultRepeatToken, FaultEmptyPage, FaultDropRow, FaultUnknownValue, FaultSlow,
}

// Fault is a failure ordered for later calls.
type Fault struct {
	API     string    `yaml:"api" json:"api"`                   // product.Action; the action may be *
	Account string    `yaml:"account" json:"account,omitempty"` // only calls served from that account; empty: of any
	Kind    FaultKind `yaml:"kind" json:"kind"`
	Code    string    `yaml:"code" json:"code,omitempty"`     // with error only; default InternalFailure for KMS, else InternalError
	Status  int       `yaml:"status" json:"status,omitempty"` // with error only; default by code
	After   int       `yaml:"after" json:"after,omitempty"`   // lets so many calls pass first
	Every   int       `yaml:"every" json:"every,omitempty"`   // of those after, only each so-many-th fails; 0 and 1: each
	Times   int       `yaml:"times" json:"times,omitempty"`   // 0: until removed
	Delay   Duration  `yaml:"delay" json:"-"`                 // with slow only; default 1s
}

// check refuses a fault that could never happen as it was meant.
func (f Fault) check(known func(api string) bool) error {
	switch {
	case !slices.Contains(faultKinds, f.Kind):
		return fmt.Errorf("fault kind %q is unknown: use one of %s", f.Kind, joinKinds())
	case !known(f.API):
		return fmt.Errorf("fault api %q is not served: use product.Action or product.*, like kms.ScheduleKeyDeletion", f.API)
	case f.Kind != FaultError && (f.Code != "" || f.Status != 0):
		return fmt.Errorf("fault %s of kind %s has a code or status: only kind error takes them", f.API, f.Kind)
	case f.Status != 0 && (f.Status < 400 || f.Status > 599):
		return fmt.Errorf("fault %s has status %d: it must be from 400 to 599", f.API, f.Status)
	case f.After < 0 || f.Every < 0 || f.Times < 0:
		return fmt.Errorf("fault %s has a negative after, every or times: use 0 or more", f.API)
	}
	return nil
}

func joinKinds() string {
	names := make([]string, len(faultKinds))
	for i, k := range faultKinds {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}

// concerns says whether the fault is for that API in that account.
func (f Fault) concerns(account, api string) bool {
	if f.Account != "" && f.Account != account {
		return false
	}
	if f.API == api {
		return true
	}
	product, isAll := strings.CutSuffix(f.API, ".*")
	return isAll && strings.HasPrefix(api, product+".")
}

// orderedFault is a fault in force. Its After and Times are counted down as it is used.
type orderedFault struct {
	Fault
	met int // calls that it concerns, since After was used up
}

// passes counts a call that the fault concerns, and says whether it goes unharmed.
func (f *orderedFault) passes() bool {
	if f.After > 0 {
		f.After--
		return true
	}
	f.met++
	return f.Every > 1 && f.met%f.Every != 0
}

// faults are the faults in force, in the order in which they were set.
type faults struct{ list []*orderedFault }

// take returns the fault for this call, if any, and counts it.
func (fs *faults) take(account, api string) (Fault, bool) {
	for i, f := range fs.list {
		if !f.concerns(account, api) || f.passes() {
			continue
		}
		if f.Times == 1 {
			fs.list = slices.Delete(fs.list, i, i+1)
		} else if f.Times > 1 {
			f.Times--
		}
		return f.Fault, true
	}
	return Fault{}, false
}

// refusal is what a fault of kind error answers.
func (f Fault) refusal(p *product) *apiError {
	code := f.Code
	switch {
	case code != "":
	case p.kms:
		code = "InternalFailure"
	default:
		code = "InternalError"
	}
	return refuse(firstOf(f.Status, statusOf(code)), code, "The request was refused by an ordered fault.")
}

// SetFault orders a failure for later calls, after those that are ordered already.
func (s *Sim) SetFault(f Fault) error {
	f.Kind = firstOf(f.Kind, FaultError)
	if err := f.check(s.serves); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Account != "" && s.owner(f.Account) == nil {
		return fmt.Errorf("fault %s is for account %s, which the world does not have", f.API, f.Account)
	}
	s.faults.list = append(s.faults.list, &orderedFault{Fault: f})
	return nil
}

// ClearFaults removes every ordered failure.
func (s *Sim) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.list = nil
}

// Faults returns the failures that are still ordered, with what is left of
// their After and Times.
func (s *Sim) Faults() []Fault {
	s.mu.Look()
	defer s.mu.Leave()
	list := make([]Fault, len(s.faults.list))
	for i, f := range s.faults.list {
		list[i] = f.Fault
	}
	return list
}

// serves says whether product.Action or product.* names something that is served.
func (s *Sim) serves(api string) bool {
	code, name, _ := strings.Cut(api, ".")
	actions, ok := s.actions[code]
	return ok && (name == "*" || actions[name] != nil)
}
