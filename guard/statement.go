package guard

import (
	"fmt"
	"strings"
	"unicode"
)

// Statements of a deletion, by number.
const (
	StatementKey       = 1 // the key is the right one
	StatementAudit     = 2 // the audit is confirmed
	StatementPermanent = 3 // deletion is permanent
	StatementApprove   = 4 // the action is approved
	StatementMigrated  = 5 // data has been migrated or is non-critical; deletion only
)

// listedInSentence is how many resource IDs statement 2 spells out before it
// names their number and the audit instead.
const listedInSentence = 5

// digestInSentence is how many hex digits of the decision digest name an audit
// where a person reads it.
const digestInSentence = 12

// StatementTitle is the short form of a statement, for lists and titles.
func StatementTitle(n int) string {
	switch n {
	case StatementKey:
		return "The key is the right one"
	case StatementAudit:
		return "The audit is confirmed"
	case StatementPermanent:
		return "Deletion is permanent"
	case StatementApprove:
		return "This action is approved"
	case StatementMigrated:
		return "Data has been migrated or is non-critical"
	}
	return fmt.Sprintf("Statement %d", n)
}

// Sentence returns the exact sentence of statement n. For a rescue that was not
// audited a is nil.
func Sentence(n int, plan Plan, key KeyRef, a *Audit, decisionDigest string) string {
	switch n {
	case StatementKey:
		return fmt.Sprintf("I confirm the key is %s in region %s in account %s.", key.ID, key.Region, key.Account)
	case StatementAudit:
		return fmt.Sprintf("I have completed the CMK dependency audit and the following dependencies are confirmed: %s.",
			confirmedList(a, decisionDigest))
	case StatementPermanent:
		return fmt.Sprintf("I understand that key deletion is permanent after the %d-day deletion window and all dependent encrypted data will be irrecoverable.",
			plan.sentenceWindow())
	case StatementApprove:
		return fmt.Sprintf("I approve this key %s action.", plan.Action.noun())
	case StatementMigrated:
		return "I confirm all CMK-dependent data has been migrated or is non-critical."
	}
	return ""
}

// sentenceWindow is the window that statement 3 names: where nothing is
// scheduled now, the default that a later deletion would have.
func (p Plan) sentenceWindow() int {
	if p.WindowDays > 0 {
		return p.WindowDays
	}
	return DefaultWindowDays
}

func (a Action) noun() string {
	switch a {
	case Disable:
		return "disable"
	case Delete:
		return "deletion"
	case Enable:
		return "enable"
	case Cancel:
		return "cancellation"
	case Rotate:
		return "rotation"
	}
	return string(a)
}

func confirmedList(a *Audit, digest string) string {
	if a == nil {
		return "not audited: rescue"
	}
	list := "NONE"
	switch n := len(a.Dependencies); {
	case n > listedInSentence:
		list = fmt.Sprintf("%d resources, audit %s", n, shortDigest(digest))
	case n > 0:
		ids := make([]string, n)
		for i, d := range a.Dependencies {
			ids[i] = d.ID
		}
		list = strings.Join(ids, ", ")
	}
	if open := a.undetermined(); len(open) > 0 {
		list += " (not determinable: " + strings.Join(open, ", ") + ")"
	}
	return list
}

func shortDigest(d string) string {
	if len(d) > digestInSentence {
		return d[:digestInSentence]
	}
	return d
}

// undetermined names what cannot be determined and has a concrete population,
// and products in use that are not covered, each once, in the audit's order.
func (a Audit) undetermined() []string {
	var names []string
	seen := map[string]bool{}
	add := func(s string) {
		if !seen[s] {
			seen[s] = true
			names = append(names, s)
		}
	}
	for _, c := range a.UnknowableRows() {
		add(string(c.Category))
	}
	for _, p := range a.NotCovered {
		if p.Open {
			add(p.Name)
		}
	}
	return names
}

// Mismatch is the first place at which what was typed differs from the sentence.
type Mismatch struct {
	Word int    // from 1
	Got  string // empty: the typed text ends before it
	Want string // empty: the typed text goes on after the sentence
}

// String says where the texts differ, for the input on which it was typed.
func (m Mismatch) String() string {
	switch {
	case m.Got == "":
		return fmt.Sprintf("Ends before word %d: expected %q.", m.Word, m.Want)
	case m.Want == "":
		return fmt.Sprintf("Goes on after the sentence with %q; the sentence has %d words.", m.Got, m.Word-1)
	}
	return fmt.Sprintf("Differs at word %d: %q, expected %q.", m.Word, m.Got, m.Want)
}

// MatchStatement compares what was typed with the sentence. It returns nil if
// they are equal after Normalize, and a missing final full stop is forgiven.
// Case, letters, digits and order must match.
func MatchStatement(want, typed string) *Mismatch {
	w := strings.Fields(withoutStop(Normalize(want)))
	t := strings.Fields(withoutStop(Normalize(typed)))
	for i := 0; i < len(w) || i < len(t); i++ {
		m := Mismatch{Word: i + 1}
		if i < len(w) {
			m.Want = w[i]
		}
		if i < len(t) {
			m.Got = t[i]
		}
		if m.Want != m.Got {
			return &m
		}
	}
	return nil
}

func withoutStop(s string) string { return strings.TrimSuffix(s, ".") }

// Normalize makes plain what keyboards and clipboards change without the
// writer's will: typographic quotes, dashes and ellipses become their plain
// forms, invisible characters go, white space is collapsed and trimmed.
func Normalize(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case invisible(r):
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteString(plain(r))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func plain(r rune) string {
	switch {
	case r == '‘' || r == '’' || r == '‚' || r == '‛' || r == '′':
		return "'"
	case r == '“' || r == '”' || r == '„' || r == '‟' || r == '″':
		return `"`
	case r >= '‐' && r <= '―', r == '−', r == '﹣', r == '-':
		return "-"
	case r == '…':
		return "..."
	}
	return string(r)
}

// invisible reports characters that nobody sees or types: format characters
// (zero width, direction, soft hyphen), variation selectors and control
// characters other than white space.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		(unicode.IsControl(r) && !unicode.IsSpace(r)) || r == '\u034f' || r == '\u3164' || r == '\uffa0'
}
