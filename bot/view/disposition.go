package view

import (
	"cmp"
	"fmt"
	"slices"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// dispositionSums says what was said of the dependencies of a request, by kind.
func dispositionSums(r guard.Request) []string {
	count := map[guard.DispositionKind]int{}
	total := 0
	for _, g := range r.DispositionGroups() {
		if d, ok := r.Dispositions[g.Key]; ok {
			count[d.Kind]++
			total++
		}
	}
	var lines []string
	for _, kind := range dispositionKinds {
		if n := count[kind]; n > 0 {
			lines = append(lines, fmt.Sprintf("• %s: %d", kind, n))
		}
	}
	if open := len(r.DispositionGroups()) - total; open > 0 {
		lines = append(lines, fmt.Sprintf("• nothing said yet: %d", open))
	}
	return lines
}

// dispositionKinds in the order in which they are offered.
var dispositionKinds = []guard.DispositionKind{guard.Migrated, guard.NonCritical, guard.Scanned, guard.Accepted}

// dispositionMeaning is what each kind says.
var dispositionMeaning = map[guard.DispositionKind]string{
	guard.Migrated:    "migrated: its data is under another key",
	guard.NonCritical: "non-critical: its data may be lost",
	guard.Scanned:     "scanned: looked at, it does not need the key",
	guard.Accepted:    "accepted: the loss is known and accepted",
}

// given is the message that says what somebody said of dependencies.
func given(s guard.State, r guard.Request, n guard.Notice) Message {
	const shown = 10
	var p page
	if len(n.Given) == 0 {
		p.say(bold("Nothing was said of any dependency.") + " " + named(s.Key))
		return p.message()
	}
	d := n.Given[0]
	p.say(bold(fmt.Sprintf("%s %s by %s.", report.Count(len(n.Given), "dependency"), verdict(d.Kind, len(n.Given)), person(n.Person))) + " " + quoted(d.Why))
	lines := []string{}
	for _, one := range n.Given[:min(shown, len(n.Given))] {
		lines = append(lines, "• "+groupName(r, one.Key))
	}
	if more := len(n.Given) - shown; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	if left := r.CountMissingDispositions(); left > 0 {
		lines = append(lines, report.Count(left, "dependency")+" without a disposition; statement 5 opens when there is none.")
	} else {
		lines = append(lines, "Every dependency has a disposition.")
	}
	p.say(lines...)
	return p.message()
}

func verdict(k guard.DispositionKind, n int) string {
	verb := "are"
	if n == 1 {
		verb = "is"
	}
	return verb + " said to be " + Escape(string(k))
}

// groupName names what a disposition is about, as the audit lists it.
func groupName(r guard.Request, key string) string {
	for _, g := range r.DispositionGroups() {
		if g.Key == key {
			return Code(string(g.First.Category)) + " " + Code(cmp.Or(g.First.Group, g.First.ID))
		}
	}
	if r.Audit != nil {
		i := slices.IndexFunc(r.Audit.Coverage, func(c guard.Coverage) bool { return guard.CoverageKey(c) == key })
		if i >= 0 {
			return style().Unknowable(r.Audit.Coverage[i])
		}
	}
	return Code(key)
}
