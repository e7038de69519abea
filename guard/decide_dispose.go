package guard

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

func (c Dispose) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	c.Keys = r.spelledOut(c.Keys)
	why := accountable(c.By)
	why.add(stillOpen(*r, now), r.mayDispose(p, c.By), c.kindAndWhy())
	if r.Audit == nil {
		why.add(because(CodeNoAudit, "There is no complete audit of this key yet.", "Wait for it; the thread shows how far it is."))
		return nil, why.refusal()
	}
	why = append(why, c.listed(*r)...)
	why = append(why, c.usedNow(*r)...)
	if len(why) > 0 {
		return nil, why.refusal()
	}
	given := DispositionGiven{Request: r.ID, At: now}
	seen := r.evidence()
	for _, k := range c.Keys {
		given.Dispositions = append(given.Dispositions, Disposition{Key: k, Kind: c.Kind, By: c.By.ID, Why: withEvidence(c.Why, seen[k]), At: now})
	}
	return append(c.changed(*r, now), given), nil
}

// mayDispose: the requester and the approvers say what becomes of dependencies.
func (r Request) mayDispose(p Policy, who Person) *Reason {
	if who.ID == r.Requester {
		return nil
	}
	rule, ok := r.inForce(p, r.Facts)
	if !ok {
		return noRule()
	}
	return r.mayApprove(rule, p, who)
}

func (c Dispose) kindAndWhy() *Reason {
	if !slices.Contains([]DispositionKind{Migrated, NonCritical, Scanned, Accepted}, c.Kind) {
		return because(CodeUnknownDisposition, fmt.Sprintf("There is no disposition %q.", string(c.Kind)), "Say migrated, non-critical, scanned or accepted.")
	}
	if strings.TrimSpace(c.Why) == "" {
		return because(CodeWhyMissing, "A disposition needs a word on why.", "Say in a sentence what was done or who decided.")
	}
	if len(c.Keys)*(len(c.Why)+roomOfDisposition) > maxDispositions {
		return because(CodeWhyLong, fmt.Sprintf("That is too long to be recorded with each of %d things.", len(c.Keys)), "Say it in a sentence.")
	}
	return nil
}

// What dispositions that are given by one press may take in the ledger, in bytes,
// and what each takes beside its words. An entry of the ledger takes 64 MiB.
const (
	maxDispositions   = 48 << 20
	roomOfDisposition = 300
)

// listed: what a disposition is about is a dependency of the audit, or one of
// the things that the cloud cannot tell.
func (c Dispose) listed(r Request) (why reasons) {
	if len(c.Keys) == 0 {
		why.add(because(CodeUnknownDependency, "No dependency was named.", "Choose one of the list."))
	}
	known := r.disposables()
	for _, k := range c.Keys {
		if !known[k] {
			why.add(because(CodeUnknownDependency, "The audit does not list "+k+".", "Open the audit again and choose from its list."))
		}
	}
	return why
}

// disposables are the keys of everything of which somebody can say what becomes
// of it. An audit may list a hundred thousand things, and one press speak of all.
func (r Request) disposables() map[string]bool {
	known := map[string]bool{}
	for _, d := range r.Audit.Dependencies {
		known[DispositionKey(d)] = true
	}
	for _, row := range r.Audit.UnknowableRows() {
		known[CoverageKey(row)] = true
	}
	return known
}

// usedNow: what is in production use is disposed of one by one, and by somebody
// other than the requester.
func (c Dispose) usedNow(r Request) (why reasons) {
	named := make(map[string]bool, len(c.Keys))
	for _, k := range c.Keys {
		named[k] = true
	}
	var used []Dependency
	for _, d := range r.Audit.InUse() {
		if named[DispositionKey(d)] {
			used = append(used, d)
		}
	}
	if len(used) == 0 {
		return nil
	}
	if len(c.Keys) > 1 {
		why.add(because(CodeInUseSingly, "Some of these are in production use: "+names(used)+".", "Give each of those a disposition by itself."))
	}
	if c.By.ID == r.Requester {
		why.add(because(CodeInUseRequester, names(used)+" is in production use; the requester may not say what becomes of it.", "Ask an approver."))
	}
	return why
}

// changed opens statement 5 again where a disposition that it spoke of is
// replaced by another one.
func (c Dispose) changed(r Request, now time.Time) []Event {
	if _, given := r.Confirmations[StatementMigrated]; !given {
		return nil
	}
	var changes []Change
	for _, k := range c.Keys {
		if was, ok := r.Dispositions[k]; ok && was.Kind != c.Kind {
			changes = append(changes, Change{Kind: ChangeDisposition, What: fmt.Sprintf("%s was %s, is %s", k, was.Kind, c.Kind), Statements: []int{StatementMigrated}})
		}
	}
	if len(changes) == 0 {
		return nil
	}
	return []Event{voiding(r, changes, now)}
}

// ChangeDisposition is the kind of a change that a person made to what was said
// of a dependency.
const ChangeDisposition = "disposition"
