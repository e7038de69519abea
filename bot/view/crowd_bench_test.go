package view_test

import (
	"fmt"
	"testing"
	"time"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// multitude is a deletion of a key on which so many snapshots depend.
func multitude(t testing.TB, n int) *story {
	st := tell(t, harmlessWords()).opened(deletion())
	a := st.audit(deletion())
	for i := range n {
		d := a.Dependencies[1]
		d.ID, d.Group = fmt.Sprintf("s-bp1%017d", i), fmt.Sprintf("d-bp1%017d", i/2)
		a.Dependencies = append(a.Dependencies, d)
	}
	a.Sort()
	return st.auditedWith(a)
}

// BenchmarkMultitude measures what a press or a repaint costs where 100,000 resources depend on a key.
func BenchmarkMultitude(b *testing.B) {
	st := multitude(b, 100_000)
	c := scene(start.Add(time.Hour))
	r := *st.s.Request(first)
	for _, bench := range []struct {
		name string
		do   func()
	}{
		{"digest", func() { _ = r.DecisionDigest() }},
		{"repaint", func() { view.Living(st.s, c) }},
		{"audit message", func() { st.last(guard.NoticeAudit, c) }},
		{"statements message", func() { st.last(guard.NoticeStatements, c) }},
		{"statement modal", func() { _, _ = view.StatementModal(st.s, first, 1, "U0BOB", c) }},
		{"audit modal", func() { view.AuditModal(st.s, first, 0, c) }},
		{"disposition modal", func() { view.DispositionModal(st.s, first, c) }},
		{"fold", func() { guard.Evolve(st.s, guard.AuditViewed{Request: first, By: "U0BOB"}) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bench.do()
			}
		})
	}
}
