package explore

import (
	"fmt"

	"kmsguard/guard"
)

// startAudit reads what depends on the key, and whether that is everything.
func (m *model) startAudit(w *world, owed guard.RunAudit) []step {
	j := job{Key: owed.Key(), Kind: auditing, Subject: owed.Request, Disks: w.Disks}
	audited := func(what string) step {
		next := w.fork()
		seen := w.facts()
		j.Seen = &seen
		next.put(j)
		return step{what: "an audit for " + owed.Request + " finds " + what, next: next}
	}
	all := []step{audited("everything")}
	all[0].fair = true
	if m.may(w.Left.Losses) {
		j.Partial = true
		s := audited("only a part")
		s.next.Left.Losses--
		all = append(all, s)
	}
	return all
}

// handInAudit records what an audit found.
func (m *model) handInAudit(w *world, j job) []step {
	next := w.fork()
	next.end(j.Key)
	m.apply(next, guard.RecordAudit{Request: j.Subject, Audit: audit(j)})
	return []step{{what: "the audit for " + j.Subject + " is recorded", next: next, fair: true}}
}

// audit is what one finds: so many disks, and every required category read.
func audit(j job) guard.Audit {
	a := guard.Audit{Key: *j.Seen, Started: j.Seen.ReadAt, Finished: j.Seen.ReadAt}
	for _, c := range guard.Required() {
		a.Coverage = append(a.Coverage, guard.Coverage{Category: c, Account: ref.Account, Region: ref.Region, Status: guard.StatusComplete})
	}
	if j.Partial {
		a.Coverage[0].Status, a.Coverage[0].Reason = guard.StatusIncomplete, "no permission"
	}
	for i := range j.Disks {
		id := fmt.Sprintf("d-%d", i+1)
		a.Dependencies = append(a.Dependencies, guard.Dependency{
			Category: guard.ECSDisk, Account: ref.Account, Region: ref.Region, ID: id, Group: id, Relation: "disk", Severity: guard.AtRest,
		})
	}
	return a
}

// startWatch reads a pending key, because a reminder is due or its window has ended.
func (m *model) startWatch(w *world, owed guard.ReadWatch) []step {
	return m.reading(w, "to remind", func(next *world, seen guard.KeyFacts) {
		next.put(job{Key: owed.Key(), Kind: watching, Seen: &seen})
	})
}

// handInWatch records the reading of a pending key.
func (m *model) handInWatch(w *world, j job) []step {
	next := w.fork()
	next.end(j.Key)
	m.apply(next, guard.Watch{Facts: *j.Seen, Reminder: "reminder"})
	return []step{{what: "the reading of the pending key is recorded", next: next, fair: true}}
}
