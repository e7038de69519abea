package explore

import (
	"slices"

	"kmsguard/guard"
)

// The cast: alice asks, three people approve, gina rescues.
const (
	requester = "alice"
	rescuer   = "gina"
	approvers = "approvers"
)

// team are the approvers. Nothing tells them apart before they act, so that they
// act for the first time in this order.
var team = []string{"bob", "carol", "dave"}

// assigned says who gives which statement where each has its person.
var assigned = map[int]string{
	guard.StatementKey: "bob", guard.StatementAudit: "carol", guard.StatementPermanent: "dave",
	guard.StatementApprove: "bob", guard.StatementMigrated: "dave",
}

// person is what is read of somebody now.
func (w *world) person(id string) guard.Person {
	p := guard.Person{ID: id, ReadAt: w.Now}
	if slices.Contains(team, id) && !slices.Contains(w.Absent, id) {
		p.Groups = []string{approvers}
	}
	return p
}

func (w *world) candidates() []guard.Person {
	var all []guard.Person
	for _, id := range team {
		if !slices.Contains(w.Absent, id) {
			all = append(all, w.person(id))
		}
	}
	return all
}

func channel() guard.Channel { return guard.Channel{ID: "C0KEYS", Member: true} }

// policy is one that three approvers can satisfy.
func policy() guard.Policy {
	return guard.Policy{
		Digest: "policy-1", Rescuers: guard.People{Users: []string{rescuer, "hana"}}, Escalation: "C0ESCALATE",
		Reminders: []guard.Offset{{Half: true}},
		Rules: []guard.Rule{{
			Name: "all", Channel: channel().ID, Requesters: guard.People{Users: []string{requester}}, Approvers: guard.People{Groups: []string{approvers}},
			MinWindowDays: guard.MinWindowDays, MaxWindowDays: guard.MaxWindowDays, BlockInUse: true, Demands: guard.SmallTeamDemands(),
		}},
	}
}

// act notes that somebody acts. Of those who have not, the first one does: it
// makes no difference which.
func (w *world) act(id string) bool {
	at := slices.Index(team, id)
	if at > w.Acted {
		return false
	}
	if at == w.Acted {
		w.Acted++
	}
	return true
}

// drift changes what the world is like: something new depends on the key, or an
// approver leaves the group.
func (m *model) drift(w *world) []step {
	if !m.may(w.Left.Changes) {
		return nil
	}
	disk := w.fork()
	disk.Left.Changes--
	disk.Disks++
	all := []step{{what: "another disk depends on the key", next: disk}}
	for i, id := range team {
		if slices.Contains(w.Absent, id) || i > w.Acted {
			continue
		}
		next := w.fork()
		next.Left.Changes--
		next.act(id)
		next.Absent = append(slices.Clip(next.Absent), id)
		slices.Sort(next.Absent)
		all = append(all, step{what: id + " leaves the approvers", next: next})
	}
	return all
}
