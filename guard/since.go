package guard

import "slices"

// maxSince is how many changes a reminder carries; the others are counted.
const maxSince = 50

// SinceLastAudit says what an audit during a pending window shows that the last
// one of a request did not, new dependents first; more counts what a reminder has
// no room for. That the key is pending now is no news. An audit with parts missing
// proves only what is new.
func (s State) SinceLastAudit(fresh Audit) (changes []Change, more int) {
	last := s.lastAudit()
	if last == nil {
		return nil, 0
	}
	was := *last
	was.Key.State = fresh.Key.State
	all := Compare(was, fresh)
	for _, kind := range []string{ChangeNew, ChangeWorse, ChangeKey, ChangeChanged, ChangeGone, ChangeBetter} {
		if kind != ChangeNew && !fresh.Complete() {
			continue
		}
		for _, c := range all {
			if c.Kind == kind {
				changes = append(changes, Change{Kind: c.Kind, What: c.What})
			}
		}
	}
	if more = len(changes) - maxSince; more > 0 {
		return slices.Clip(changes[:maxSince]), more
	}
	return changes, 0
}

// lastAudit is the last complete audit of the request that is watched, or of any
// request where the deletion was scheduled elsewhere; nil if there was none.
func (s State) lastAudit() *Audit {
	if s.Watch != nil {
		if r := s.Request(s.Watch.Request); r != nil {
			return r.Audit
		}
	}
	for _, r := range slices.Backward(s.Requests) {
		if r.Audit != nil {
			return r.Audit
		}
	}
	return nil
}
