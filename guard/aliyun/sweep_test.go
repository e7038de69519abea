package aliyun_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// TestSweepIsTheAuditOfEachKey: one reading of everything says of each key what
// an audit of it alone says, for the price of little more than one.
func TestSweepIsTheAuditOfEachKey(t *testing.T) {
	g := start(t, full())
	var alone []guard.Audit
	refs := []guard.KeyRef{key, {Account: account, Region: home, ID: other}, {Account: account, Region: home, ID: signing}}
	for _, ref := range refs {
		alone = append(alone, whole(t, g, ref))
	}
	before := len(g.sim.Calls())
	together, err := g.Sweep(t.Context(), refs, deletion, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range together {
		if d := cmp.Diff(listing(alone[i]), listing(a)); d != "" {
			t.Errorf("%s (-alone +together):\n%s", refs[i].ID, d)
		}
		if one, two := guard.DecisionDigest(deletion.Plan, alone[i], nil, ""), guard.DecisionDigest(deletion.Plan, a, nil, ""); one != two {
			t.Errorf("%s: decided on %s alone and on %s together: %v", refs[i].ID, one, two, guard.Compare(alone[i], a))
		}
	}
	calls := len(g.sim.Calls()) - before
	if most := alone[0].Calls * 3 / 2; calls > most {
		t.Errorf("three keys cost %d calls where one costs %d, want at most %d", calls, alone[0].Calls, most)
	}
}

func listing(a guard.Audit) []string {
	var all []string
	for _, d := range a.Dependencies {
		all = append(all, string(d.Category)+" "+d.Region+" "+d.ID+" "+d.Relation)
	}
	return all
}

// TestSweepOfEveryKey leaves out what services made for themselves.
func TestSweepOfEveryKey(t *testing.T) {
	w := full()
	w.Keys = append(w.Keys,
		aliyunsim.Key{ID: "key-bjj650far0000000001", Region: "cn-beijing"},
		aliyunsim.Key{ID: "key-hzz650service000001", Region: home, Creator: "Ecs", Aliases: []string{"alias/acs/ecs"}})
	audits, err := start(t, w).SweepAll(t.Context(), deletion, nil)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, a := range audits {
		ids = append(ids, a.Key.Ref.ID)
	}
	for _, id := range []string{keyID, other, signing, "key-bjj650far0000000001"} {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is not among %v", id, ids)
		}
	}
	if slices.Contains(ids, "key-hzz650service000001") {
		t.Error("a service's own key is audited")
	}
}

// journal keeps entries in memory.
type journal struct{ entries sync.Map }

func (j *journal) Load(name string) ([]byte, bool) {
	e, ok := j.entries.Load(name)
	if !ok {
		return nil, false
	}
	return e.([]byte), true
}

func (j *journal) Keep(name string, entry []byte) error {
	j.entries.Store(name, entry)
	return nil
}

func (*journal) End([]string, bool) {}

// TestAnAuditGoesOn where an earlier one could not read everything: what was
// read is not read again while it is fresh, and is afterwards.
func TestAnAuditGoesOn(t *testing.T) {
	kept := &journal{}
	g := start(t, full(), func(o *aliyun.Options) { o.Journal = kept })
	aliyun.Hurry(g.Client)
	g.fault(t, aliyunsim.Fault{API: "rds.DescribeDBInstances", Code: "Forbidden.RAM", Status: 403})
	began := g.clock.at
	if a := audit(t, g, key); a.Complete() {
		t.Fatal("the audit counts as complete")
	}
	g.sim.ClearFaults()
	disks := g.calls("ecs.DescribeDisks")

	g.clock.at = began.Add(guard.DefaultAuditAge)
	whole := audit(t, g, key)
	if !whole.Complete() || !whole.Started.Equal(began) {
		t.Errorf("complete %v, started %v; want a whole audit as old as its oldest part, %v", whole.Complete(), whole.Started, began)
	}
	if d := cmp.Diff(listing(audit(t, start(t, full()), key)), listing(whole)); d != "" {
		t.Errorf("what was kept and what was read (-alone +both):\n%s", d)
	}
	if n := g.calls("ecs.DescribeDisks"); n != disks {
		t.Errorf("disks were read %d times more, want none: they were kept", n-disks)
	}

	g.clock.at = began.Add(guard.DefaultAuditAge + 1)
	if audit(t, g, key); g.calls("ecs.DescribeDisks") == disks {
		t.Error("what was kept is used although it is too old")
	}
}

// endings is a journal that knows how the sweeps ended which kept something in it.
type endings struct {
	journal
	interrupted, done []string
}

func (e *endings) End(names []string, interrupted bool) {
	if interrupted {
		e.interrupted = names
	} else {
		e.done = names
	}
}

// TestTheJournalIsToldOfTheEnd of a sweep, with all names under which it may have
// kept something, and whether somebody may go on with it.
func TestTheJournalIsToldOfTheEnd(t *testing.T) {
	kept := &endings{}
	g := start(t, full(), func(o *aliyun.Options) { o.Journal = kept })
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if _, err := g.Audit(ctx, key, deletion, func(s guard.Step) {
		if s.Done == 3 {
			cancel()
		}
	}); err == nil || len(kept.interrupted) == 0 || kept.done != nil {
		t.Errorf("an audit that was interrupted: %v, names %v and %v", err, kept.interrupted, kept.done)
	}
	audit(t, g, key)
	kept.entries.Range(func(name, _ any) bool {
		if !slices.Contains(kept.done, name.(string)) || !slices.Contains(kept.interrupted, name.(string)) {
			t.Errorf("%v was kept, and nobody is told of its end", name)
		}
		return true
	})
}

// TestTheJournalIsOfTheKey: what was kept of one key says nothing of another, nor
// of the same key in another state.
func TestTheJournalIsOfTheKey(t *testing.T) {
	kept := &journal{}
	g := start(t, full(), func(o *aliyun.Options) { o.Journal = kept })
	audit(t, g, key)
	disks := g.calls("ecs.DescribeDisks")
	audit(t, g, guard.KeyRef{Account: account, Region: home, ID: other})
	if n := g.calls("ecs.DescribeDisks"); n == disks {
		t.Error("another key was given what was kept of the first")
	}
	disks = g.calls("ecs.DescribeDisks")
	g.console(t, "DisableKey", keyID)
	audit(t, g, key)
	if n := g.calls("ecs.DescribeDisks"); n == disks {
		t.Error("a disabled key was given what was kept of it enabled")
	}
}

// member is an account whose disk is under a key of the home account.
const member = "2222222222222222"

func withOther(role string) aliyunsim.World {
	w := full()
	w.Members = []aliyunsim.Member{{
		Account:    member,
		Principals: []aliyunsim.Principal{{Role: role, Trusts: []string{account}, Policies: []aliyunsim.PolicyRef{{Name: "kmsguard-base"}}}},
		Resources:  aliyunsim.Resources{RDSInstances: []aliyunsim.RDSInstance{{ID: "rm-member", Region: home, TDE: true, Key: key.ARN()}}},
	}}
	return w
}

func TestOtherAccounts(t *testing.T) {
	reaching := func(o *aliyun.Options) { o.Accounts = []aliyun.Account{{ID: member, Role: "kmsguard-audit"}} }
	a := audit(t, start(t, withOther("kmsguard-audit"), reaching), key)
	i := slices.IndexFunc(a.Dependencies, func(d guard.Dependency) bool { return d.ID == "rm-member" })
	if i < 0 || a.Dependencies[i].Account != member || !a.Complete() {
		t.Errorf("complete %v, dependencies %v: want the instance of the other account", a.Complete(), listing(a))
	}
	closed := audit(t, start(t, withOther("another-role"), reaching), key)
	for _, row := range closed.IncompleteRows() {
		if row.Account == member && row.Category == guard.RDS && strings.Contains(row.Reason, "cannot be looked at") {
			return
		}
	}
	t.Errorf("an account that cannot be reached: incomplete %+v; want its categories, with the reason", closed.IncompleteRows())
}

// TestAccountsOfTheDirectory: every account of the resource directory is looked
// at, beyond the first page, and a directory that cannot be read is incomplete.
func TestAccountsOfTheDirectory(t *testing.T) {
	w := withOther("kmsguard-audit")
	w.Directory = true
	for n := range 11 { // one more than the default page shows
		w.Members = append(w.Members, aliyunsim.Member{Account: fmt.Sprintf("3%015d", n), Principals: w.Members[0].Principals})
	}
	g := start(t, w, func(o *aliyun.Options) { o.Directory = "kmsguard-audit" })
	a := audit(t, g, key)
	seen := map[string]bool{}
	for _, row := range a.Coverage {
		seen[row.Account] = true
	}
	if len(seen) != 13 || !a.Complete() || !slices.ContainsFunc(a.Dependencies, func(d guard.Dependency) bool { return d.Account == member }) {
		t.Errorf("%d accounts were looked at, complete %v, found %v: want 13 and the instance of %s", len(seen), a.Complete(), listing(a), member)
	}
	g.fault(t, aliyunsim.Fault{API: "resourcemanager.ListAccounts", Code: "NoPermission", Status: 403})
	if a := audit(t, g, key); a.Complete() || rowOf(t, a, guard.Scope, "").Status != guard.StatusIncomplete {
		t.Error("a directory that cannot be read counts as one without accounts")
	}
}
