package view

import (
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// meaning is what stands above the sentence of a statement: what it is about, and what it does not say.
func meaning(r guard.Request, statement int) []string {
	switch statement {
	case guard.StatementKey:
		return keyMeaning(r)
	case guard.StatementAudit:
		return auditMeaning(r)
	case guard.StatementPermanent:
		return permanentMeaning(r)
	case guard.StatementApprove:
		return approveMeaning(r)
	case guard.StatementMigrated:
		return migratedMeaning(r)
	}
	return nil
}

func keyMeaning(r guard.Request) []string {
	f := auditedFacts(r)
	lines := []string{
		fmt.Sprintf("The key is %s, %s, %s, created %s.", f.State, Escape(f.Spec), Escape(f.Usage), date(f.Created)),
		"Compare the ID with your own source, not with this message alone. It says nothing yet of what depends on the key.",
	}
	if name := known(f); name != "" {
		lines = append([]string{"People call it " + name + ". Names can be moved to another key; the ID cannot."}, lines...)
	}
	return lines
}

func auditMeaning(r guard.Request) []string {
	if r.Audit == nil {
		return []string{"This is a rescue: the key was not audited for it."}
	}
	a := *r.Audit
	lines := []string{
		report.Headline(a) + ", read at " + date(a.Finished) + ". " + report.Severities(a) + ".",
		"You say that you have read the audit and that its list is what you know. " + report.SelfEncrypted,
	}
	if open := a.UnknowableRows(); len(open) > 0 {
		lines = append(lines, "The cloud cannot tell "+report.Count(len(open), "thing")+". Say for each how it was settled:")
	}
	return lines
}

func permanentMeaning(r guard.Request) []string {
	if r.Plan.Action == guard.Delete {
		return []string{
			fmt.Sprintf("After %s the key is destroyed. Nobody, Alibaba Cloud included, can read the data again.", report.Count(r.Plan.WindowDays, "day")),
			"Until then anybody who may can cancel. This does not approve the deletion yet.",
		}
	}
	return []string{
		"Nothing is scheduled for deletion now: this is a " + report.Noun(r.Plan.Action) + ".",
		"The sentence says what a later deletion would mean, with the window it would have by default.",
	}
}

func approveMeaning(r guard.Request) []string {
	lines := []string{joined("You approve this "+report.Noun(r.Plan.Action), asked(r))}
	switch r.Plan.Action {
	case guard.Delete:
		lines = append(lines, "It is scheduled once every statement is given, and is destroyed "+report.Count(r.Plan.WindowDays, "day")+" later unless cancelled.")
	case guard.Disable:
		lines = append(lines, "Everything encrypted under the key fails to read until it is enabled again.")
	case guard.Rotate:
		lines = append(lines, "New data is encrypted under a new version; old versions still decrypt.")
	case guard.Enable, guard.Cancel:
		lines = append(lines, "It gives the key back to its users.")
	}
	return append(lines, "The call: "+Code(report.PlanCommand(r.Plan, r.Facts.Ref)))
}

func migratedMeaning(r guard.Request) []string {
	if r.Audit == nil || len(r.Audit.Dependencies) == 0 {
		return []string{"The audit lists nothing that depends on the key. " + report.SelfEncrypted}
	}
	lines := []string{"What was said of the " + report.Count(len(r.DispositionGroups()), "dependency") + " that the audit lists:"}
	return append(lines, dispositionSums(r)...)
}
