package view_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/bot/view"
	"kmsguard/guard"
)

func blocksJSON(t *testing.T, m view.Message) []byte { return blocksOf(t, m.Blocks) }

// TestLongTextFits: whatever people and cloud write, Slack takes the message.
func TestLongTextFits(t *testing.T) {
	long := strings.Repeat("a & <b> ", 400)
	w := words{
		description: long, alias: "alias/" + strings.Repeat("o", 250), reason: long, resource: strings.Repeat("r", 255), detail: long, breaks: long, use: long,
		unknown: long, product: strings.Repeat("p", 1400), why: long, settled: long, end: long,
	}
	for name, m := range messages(t, w) {
		t.Run(name, func(t *testing.T) { sound(t, m) })
	}
	for name, v := range views(t, w) {
		t.Run(name, func(t *testing.T) { soundView(t, encode(t, v)) })
	}
}

// crowded is an audit with n dependencies, as many unknowables, and everything else in numbers.
func crowded(st *story, n int) guard.Audit {
	a := st.audit(deletion())
	for i := range n {
		d := a.Dependencies[1]
		d.ID, d.Group = fmt.Sprintf("s-bp%04d", i), fmt.Sprintf("d-bp%04d", i)
		a.Dependencies = append(a.Dependencies, d)
		a.Coverage = append(a.Coverage, guard.Coverage{
			Category: guard.Certificate, Account: key.Account, Region: fmt.Sprintf("region-%d", i), Status: guard.StatusUnknowable, Reason: "HTTPS listeners", Population: 2,
		})
		a.NotCovered = append(a.NotCovered, guard.Product{Name: fmt.Sprintf("Product %d", i), Why: "its API names no key"})
	}
	a.Sort()
	return a
}

func TestCrowdedAuditFits(t *testing.T) {
	for _, n := range []int{12, 100, 300} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			st := tell(t, harmlessWords()).opened(deletion())
			a := crowded(st, n)
			st.auditedWith(a)
			c := scene(start)
			for _, kind := range []guard.NoticeKind{guard.NoticeAudit, guard.NoticeStatements, guard.NoticeChecklist, guard.NoticeParent} {
				sound(t, st.last(kind, c))
			}
			m := st.last(guard.NoticeAudit, c)
			if want := fmt.Sprintf("and %d more: OSS 1 and snapshots %d in all", n-10, n+1); !strings.Contains(m.Text, want) {
				t.Errorf("the audit does not say %q:\n%s", want, m.Text)
			}
			var file strings.Builder
			if err := m.Files[0].Write(&file); err != nil {
				t.Fatal(err)
			}
			if rows := strings.Count(file.String(), "\n"); rows != n+3 {
				t.Errorf("%s has %d rows, want %d", m.Files[0].Name, rows, n+3)
			}
			soundView(t, encode(t, view.DispositionModal(st.s, first, c)))
			for page := -1; page < 20; page++ {
				soundView(t, encode(t, view.AuditModal(st.s, first, page, c)))
			}
		})
	}
}

// TestEveryUnknowableIsAsked: in one input each while there are few, by category beyond that, and each answer
// reaches every place that it is for.
func TestEveryUnknowableIsAsked(t *testing.T) {
	for _, n := range []int{1, 20, 300} {
		st := tell(t, harmlessWords()).opened(deletion())
		a := crowded(st, n)
		st.auditedWith(a).disposed()
		st.add(guard.AuditViewed{Request: first, By: "U0CAROL", DecisionDigest: st.s.Request(first).DecisionDigest(), At: start})
		m, why := view.StatementModal(st.s, first, guard.StatementAudit, "U0CAROL", scene(start))
		if why != nil {
			t.Fatal(why)
		}
		raw := encode(t, m)
		soundView(t, raw)
		typed := map[string]string{}
		for _, in := range blockkit.Inputs(encode(t, m.Blocks)) {
			if strings.HasPrefix(in.BlockID, view.BlockSettled) {
				typed[in.BlockID] = "looked at"
			}
		}
		settled := view.Settled(a, typed)
		for _, row := range a.UnknowableRows() {
			if settled[guard.CoverageKey(row)] != "looked at" {
				t.Errorf("%d unknowables: %s is not settled by any input", n, guard.CoverageKey(row))
			}
		}
	}
}

func TestCrowdedListsFit(t *testing.T) {
	st := tell(t, harmlessWords()).scheduled()
	open := tell(t, harmlessWords()).opened(deletion()).audited()
	var pending []guard.State
	var requests []view.Open
	var records []guard.Record
	for range 200 {
		pending = append(pending, st.s)
		requests = append(requests, view.Open{Key: key, Facts: open.s.Facts, Request: *open.s.Request(first)})
		records = append(records, record(t, harmlessWords())...)
	}
	c := scene(start.Add(time.Hour))
	for name, m := range map[string]view.Message{"pending": view.Pending(pending, c), "requests": view.Requests(requests, c), "log": view.Log(key, records, c)} {
		sound(t, m)
		if !strings.Contains(m.Text, "more") && !strings.Contains(m.Text, "left out") {
			t.Errorf("%s is cut in silence:\n%s", name, m.Text)
		}
	}
	soundView(t, encode(t, view.Home("U0BOB", requests, pending, c)))
}
