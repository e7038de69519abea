package guard

import (
	"reflect"
	"sync"
)

// digestMemo keeps the decision digest of a request, which is asked for many times
// between two changes of what it is over: by every button that is rendered and
// every press. Over a hundred thousand dependencies it takes a tenth of a second.
// It changes nothing that anybody can observe: a digest is kept with everything
// that it was computed from, and computed anew where any of that is another one.
type digestMemo struct {
	mu     sync.Mutex
	known  bool
	of     digested
	digest string

	groupsOf *Audit // whose groups are kept
	groups   []DispositionGroup
}

// digested is what a digest is over, by identity where it is large: audits and
// dispositions that a state holds are replaced, never changed.
type digested struct {
	plan  Plan
	audit *Audit
	given map[string]Disposition
	rule  string
}

func (d digested) same(o digested) bool {
	return d.plan == o.plan && d.audit == o.audit && d.rule == o.rule && len(d.given) == len(o.given) &&
		reflect.ValueOf(d.given).Pointer() == reflect.ValueOf(o.given).Pointer()
}

// decision returns the kept digest, or computes it. A nil memo keeps nothing.
func (m *digestMemo) decision(d digested) string {
	if m == nil {
		return DecisionDigest(d.plan, *d.audit, d.given, d.rule)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.known || !m.of.same(d) {
		m.known, m.of, m.digest = true, d, DecisionDigest(d.plan, *d.audit, d.given, d.rule)
	}
	return m.digest
}
