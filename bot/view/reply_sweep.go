package view

import (
	"fmt"
	"io"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// shownResources is how many resources a message names with their keys; the attachments have all.
const shownResources = 12

// SweepReply renders the audits of several keys that were made in one enumeration before an operation: a line for
// each key, the resources with the keys that they depend on where these are few, and the attachments.
func SweepReply(audits []guard.Audit, c Scene) Message {
	var p page
	if len(audits) == 0 {
		p.say("No key was audited.")
		return p.message()
	}
	var sweep report.Sweep
	for _, a := range audits {
		sweep.Findings = append(sweep.Findings, report.Finding{Audit: a})
	}
	first := audits[0]
	p.say(bold("Dependency audit of "+report.Count(len(audits), "key")) + fmt.Sprintf(" · before %s · read at %s (%s, shared by all)", report.Noun(first.Purpose.Plan.Action), date(first.Finished), report.Effort(first)))
	for _, a := range audits {
		p.say(keyLine(a))
	}
	p.say(resourceLines(report.Reverse(sweep))...)
	p.say(report.SelfEncrypted, "Nothing was asked or changed by this. A change is asked for one key at a time: "+Code(fmt.Sprintf("%s %s KEY", c.command(), first.Purpose.Plan.Action)))
	p.note("sweep.csv, sweep.json and sweep.html hold all of it")
	p.files = sweepFiles(sweep)
	return p.message()
}

// keyLine is one key of a sweep: what it is, what depends on it, and what is not known.
func keyLine(a guard.Audit) string {
	name := ""
	if n := a.Key.Name(); n != "" {
		name = " (" + Escape(clip(n, 80)) + ")"
	}
	known := "read completely"
	if missing := a.IncompleteRows(); len(missing) > 0 || !a.Complete() {
		known = bold("incomplete") + ": " + report.Count(len(missing), "list") + " could not be read"
	}
	open := 0
	for _, row := range a.UnknowableRows() {
		open += row.Population
	}
	undetermined := ""
	if open > 0 {
		undetermined = fmt.Sprintf("%d not determinable", open)
	}
	return joined("• "+named(a.Key.Ref)+name, string(a.Key.State), report.Severities(a), known, undetermined)
}

// resourceLines name the resources with the keys that they depend on, where these are few enough to be read here.
func resourceLines(list []report.Resource) []string {
	if len(list) == 0 {
		return []string{"Nothing that was read depends on any of these keys."}
	}
	lines := []string{bold(report.Count(len(list), "resource") + " by key:")}
	for _, r := range list[:min(shownResources, len(list))] {
		var keys []string
		seen := map[guard.KeyRef]bool{}
		for _, h := range r.Holds {
			if !seen[h.Key] {
				seen[h.Key] = true
				keys = append(keys, Code(h.Key.ID)+" ("+string(h.Severity)+")")
			}
		}
		lines = append(lines, "• "+Code(string(r.Category))+" "+Code(r.ID)+" in "+Escape(r.Region)+": "+report.List(keys))
	}
	if more := len(list) - shownResources; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more; sweep.csv lists every one", more))
	}
	return lines
}

func sweepFiles(s report.Sweep) []File {
	var files []File
	for _, f := range []report.Format{report.CSV, report.JSON, report.HTML} {
		name := "sweep." + string(f)
		files = append(files, File{Name: name, Title: name, Write: func(w io.Writer) error { return report.WriteSweep(w, f, s) }})
	}
	return files
}
