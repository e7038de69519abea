package view

import (
	"fmt"
	"io"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// How much of an audit a message shows; the attachments hold all of it.
const (
	shownDependencies = 12
	shownRows         = 8
)

// audited is the message of a complete audit.
func audited(s guard.State, r guard.Request, n guard.Notice) Message {
	var p page
	a := *n.Audit
	st := style()
	p.say(bold(report.Headline(a)) + fmt.Sprintf(" · read completely at %s (%s)", date(a.Finished), report.Effort(a)) + lookedAt(a))
	auditBody(&p, a)
	verdict, why := report.Assessment(a)
	p.say(bold("Assessment: "+verdict+".") + " " + why)
	if change := mayChange(r, a); change {
		about := refTo(s, r)
		p.act(primary(button(ActionToDisable, "Change to disable", about)), destroys(button(ActionContinue, "Continue with delete", about)))
	}
	p.note(joined("audit.csv, audit.json and audit.html hold all of it", "decision digest "+st.Code(shortDigest(n.Digest))))
	p.files = auditFiles(a, n.Digest)
	return p.message()
}

// lookedAt says that objects were looked at one by one, where they were.
func lookedAt(a guard.Audit) string {
	if a.Purpose.ScanObjects == 0 {
		return ""
	}
	return fmt.Sprintf(" · up to %d objects of OSS looked at", a.Purpose.ScanObjects)
}

// mayChange reports whether a deletion can still be changed to the disable that the audit advises.
func mayChange(r guard.Request, a guard.Audit) bool {
	return r.Plan.Action == guard.Delete && beforeIntent(r.Phase) && a.Key.State == guard.StateEnabled && report.Advise(a).DisableFirst
}

// auditBody shows dependencies, coverage and last use, in the order in which they are read.
func auditBody(p *page, a guard.Audit) {
	st := style()
	if len(a.Dependencies) > 0 {
		p.say(append([]string{report.Severities(a)}, dependencyLines(a)...)...)
	}
	var lines []string
	if empty := report.Empty(a); len(empty) > 0 {
		lines = append(lines, bold("Read and empty:")+" "+strings.Join(empty, ", "))
	}
	lines = append(lines, undetermined(a, shownRows, shownItems)...)
	if names := st.NotCoveredNames(a); names != "" {
		lines = append(lines, bold("Not covered:")+" "+names)
	}
	lines = append(lines, report.SelfEncrypted)
	p.say(append(lines, useLines(a, shownCallers)...)...)
}

// shownCallers is how many callers of a key a message names.
const shownCallers = 5

// useLines say who used the key when, as far as that is recorded, and until when its material serves.
func useLines(a guard.Audit, shown int) []string {
	st := style()
	lines := []string{bold("Last use:") + " " + st.LastUse(a)}
	callers := st.Callers(a)
	for _, c := range callers[:min(shown, len(callers))] {
		lines = append(lines, "• "+c)
	}
	if more := len(callers) - shown; more > 0 {
		lines = append(lines, fmt.Sprintf("and %s", report.Count(more, "more caller")))
	}
	if m := st.Material(a); m != "" {
		lines = append(lines, bold("Key material:")+" "+m)
	}
	return lines
}

// dependencyLines shows the dependencies that would come to the worst harm and counts the others by category.
func dependencyLines(a guard.Audit) []string {
	st := style()
	var lines []string
	for _, d := range worst(a.Dependencies, shownDependencies) {
		lines = append(lines, "• "+st.Dependency(d))
	}
	if more := len(a.Dependencies) - len(lines); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more: %s in all; audit.csv lists every one", more, report.Sum(a)))
	}
	return lines
}

// worst returns the first n dependencies of their ranking. Only the first of each kind of harm are ranked: there
// may be a hundred thousand.
func worst(deps []guard.Dependency, n int) []guard.Dependency {
	type harm struct {
		severity guard.Severity
		onset    guard.Onset
	}
	seen := map[harm]int{}
	var first []guard.Dependency
	for i := range deps {
		h := harm{deps[i].Severity, deps[i].Onset}
		if seen[h] < n {
			seen[h]++
			first = append(first, deps[i])
		}
	}
	ranked := report.Ranked(first)
	return ranked[:min(n, len(ranked))]
}

// listed is a labelled list in one line while it is short, else one line each, cut with a count.
func listed(name string, lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	if len(lines) == 1 {
		return []string{bold(name+":") + " " + lines[0]}
	}
	out := []string{bold(name + ":")}
	for _, l := range lines[:min(shownRows, len(lines))] {
		out = append(out, "• "+l)
	}
	if more := len(lines) - shownRows; more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return out
}

// migrationPlan is the attachment that says for each dependency how it is moved to another key.
const migrationPlan = "migration.md"

// auditFiles are the attachments of an audit.
func auditFiles(a guard.Audit, digest string) []File {
	var files []File
	for _, f := range []report.Format{report.CSV, report.JSON, report.HTML} {
		name := "audit." + string(f)
		files = append(files, File{Name: name, Title: name, Write: func(w io.Writer) error {
			return report.Write(w, f, report.Finding{Audit: a, Decision: digest})
		}})
	}
	if len(a.Dependencies) > 0 {
		files = append(files, File{Name: migrationPlan, Title: migrationPlan, Write: func(w io.Writer) error {
			return report.WriteMigration(w, report.Finding{Audit: a, Decision: digest}, "")
		}})
	}
	return append(files, undeterminedFile(a)...)
}

// shortDigest is how a digest is named where a person reads it.
func shortDigest(d string) string { return d[:min(12, len(d))] }
