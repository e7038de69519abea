package main

import (
	"errors"
	"os"
	"slices"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// former reads the audit with which the new one is compared; nil if none is named.
func (c auditCmd) former() (*report.Finding, error) {
	if c.Against == "" {
		return nil, nil
	}
	f, err := os.Open(c.Against)
	if err != nil {
		return nil, &guard.Error{Op: "audit", Subject: c.Against, Kind: guard.Invalid, Err: err, Hint: "Name a file that an audit wrote with --format json."}
	}
	defer func() { _ = f.Close() }() // it was only read
	found, err := report.ReadJSON(f)
	if err != nil {
		return nil, err
	}
	return &found, nil
}

// write prints what was found, and its plan into a file of its own.
func (c auditCmd) write(t terminal, found []report.Finding, before *report.Finding) error {
	if c.Plan != "" {
		if err := c.writePlan(found[0]); err != nil {
			return err
		}
	}
	format := report.Format(c.Format)
	switch {
	case before != nil:
		return c.compare(t, format, *before, found[0])
	case c.All || len(found) > 1:
		if err := report.WriteSweep(t.out, format, report.Sweep{Findings: found}); err != nil {
			return err
		}
	default:
		if err := report.Write(t.out, format, found[0]); err != nil {
			return err
		}
	}
	return verdict(found)
}

// compare prints what changed. The answer is no where something is worse than it was.
func (c auditCmd) compare(t terminal, format report.Format, before, now report.Finding) error {
	if before.Audit.Key.Ref != now.Audit.Key.Ref {
		return &guard.Error{
			Op: "audit", Subject: c.Against, Kind: guard.Invalid, Err: errors.New("that audit is of another key: " + before.Audit.Key.Ref.String()),
			Hint: "Name an audit of the same key.",
		}
	}
	if err := report.WriteComparison(t.out, format, before, now); err != nil {
		return err
	}
	if !now.Audit.Complete() {
		return verdict([]report.Finding{now})
	}
	if slices.ContainsFunc(guard.Compare(before.Audit, now.Audit), func(ch guard.Change) bool { return len(ch.Statements) > 0 }) {
		return answerNo{}
	}
	return nil
}

func (c auditCmd) writePlan(found report.Finding) error {
	f, err := os.OpenFile(c.Plan, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		err = errors.Join(report.WriteMigration(f, found, c.To), f.Close())
	}
	if err != nil {
		return &guard.Error{Op: "audit", Subject: c.Plan, Kind: guard.Invalid, Err: err, Hint: "Name a file for --plan that is not there yet."}
	}
	return nil
}

// verdict turns audits into the command's answer: the worst of them.
func verdict(found []report.Finding) error {
	no := false
	for _, f := range found {
		a := f.Audit
		if !a.Complete() {
			return &guard.Error{Op: "audit", Subject: a.Key.Ref.String(), Kind: guard.Incomplete, Err: errors.New("the audit is incomplete and proves nothing"), Hint: "Do what the incomplete lines say, and audit again."}
		}
		open := slices.ContainsFunc(a.NotCovered, func(p guard.Product) bool { return p.Open })
		no = no || len(a.Dependencies) > 0 || len(a.UnknowableRows()) > 0 || open
	}
	if no {
		return answerNo{}
	}
	return nil
}
