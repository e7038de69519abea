package aliyun_test

import (
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// meant returns the key of home that a row means, as the world has it.
func meant(keys []aliyunsim.Key, d aliyunsim.Dependent) string {
	owner, region, name := d.Account, d.Region, d.Key
	if parts := strings.SplitN(d.Key, ":", 5); len(parts) == 5 {
		region, owner, name = parts[2], parts[3], parts[4]
	}
	name = strings.TrimPrefix(name, "key/")
	for _, k := range keys {
		if k.ID == name || owner == account && k.Region == region && slices.Contains(k.Aliases, name) {
			return k.ID
		}
	}
	return ""
}

// holdTo compares the audit of a key with what the world holds for it.
func holdTo(t *rapid.T, keys []aliyunsim.Key, world []aliyunsim.Dependent, a guard.Audit) {
	want := map[string]bool{}
	for _, k := range keys {
		for _, alias := range k.Aliases {
			if k.ID == a.Key.Ref.ID {
				want[strings.Join([]string{string(guard.Alias), account, k.Region, alias}, " ")] = true
			}
		}
	}
	for _, d := range world {
		category := sortOf(d.Kind)
		if meant(keys, d) != a.Key.Ref.ID {
			continue
		}
		id := strings.Join([]string{string(category), d.Account, d.Region, d.ID}, " ")
		want[id] = true
		found := slices.ContainsFunc(a.Dependencies, func(x guard.Dependency) bool {
			return x.Category == category && x.Account == d.Account && x.Region == d.Region && x.ID == d.ID
		})
		said := slices.ContainsFunc(a.IncompleteRows(), func(c guard.Coverage) bool {
			return c.Category == category && c.Account == d.Account && (c.Region == "" || c.Region == d.Region)
		})
		if !found && !said {
			t.Errorf("%s depends on %s by %q: it was not found, and nothing is incomplete there: %v", id, a.Key.Ref.ID, d.Key, rows(a, category))
		}
	}
	for _, x := range a.Dependencies {
		if id := strings.Join([]string{string(x.Category), x.Account, x.Region, x.ID}, " "); !want[id] {
			t.Errorf("%s was found for %s, and the world has no such thing", id, a.Key.Ref.ID)
		}
	}
}

// shuffler orders each list anew.
func shuffler(seed uint64) func([]any) {
	var mu sync.Mutex
	r := rand.New(rand.NewPCG(seed, seed))
	return func(rows []any) {
		mu.Lock()
		defer mu.Unlock()
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
}

// TestSweepIsExactOrIncomplete: however a world is cut into pages, ordered and
// disturbed, a sweep finds for each key exactly what the world holds, or says
// where it does not know.
func TestSweepIsExactOrIncomplete(t *testing.T) {
	checks := "12"
	if long() {
		checks = "1000"
	}
	was := flag.Lookup("rapid.checks").Value.String()
	_ = flag.Set("rapid.checks", checks)
	t.Cleanup(func() { _ = flag.Set("rapid.checks", was) })
	rapid.Check(t, func(rt *rapid.T) {
		w := besideMember(world(), aliyunsim.Resources{})
		w.Keys = append(randomKeys(), aliyunsim.Key{ID: "key-service", Region: home, Creator: "ECS"})
		w.Members[0].Keys = []aliyunsim.Key{{ID: "key-theirs", Region: home, Aliases: []string{"alias/orders"}}}
		w.Quotas["kms.DescribeSecret"], w.Quotas["kms.ListSecrets"] = "10000/s", "10000/s"
		size := rapid.IntRange(0, 4).Draw(rt, "page")
		c := &cutter{size: pagesOf(size), order: shuffler(rapid.Uint64().Draw(rt, "order"))}
		ended := &ending{TB: t}
		defer ended.end()
		g := behind(ended, w, c.front(), readingMember, swift, func(o *aliyun.Options) { o.Timeout = 20 * time.Second })
		populate(rt, g.sim, randomKeys())
		held := g.sim.Dependents()
		disturb(rt, g.sim)
		var refs []guard.KeyRef
		for _, k := range randomKeys()[:rapid.IntRange(1, 5).Draw(rt, "keys")] {
			refs = append(refs, guard.KeyRef{Account: account, Region: k.Region, ID: k.ID})
		}
		audits, err := g.Sweep(t.Context(), refs, deletion, nil)
		if err != nil {
			rt.Fatal(err)
		}
		for _, a := range audits {
			holdTo(rt, randomKeys(), held, a)
		}
	})
}

// ending is a test whose cleaning up happens when one of its worlds has been looked at.
type ending struct {
	testing.TB
	todo []func()
}

func (e *ending) Cleanup(f func()) { e.todo = append(e.todo, f) }

func (e *ending) end() {
	for _, f := range slices.Backward(e.todo) {
		f()
	}
}
