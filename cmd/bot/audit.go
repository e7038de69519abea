package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kmsguard/cmd/bot/clock"
	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/report"
)

// auditCmd audits keys from the terminal. It needs no Slack and changes nothing.
type auditCmd struct {
	Keys        []string `arg:"" optional:"" name:"key" help:"IDs or ARNs of the keys; an alias is refused."`
	All         bool     `help:"Every key that people made, in every region that is looked into."`
	Region      string   `help:"The keys' region; the configured default unless an ARN names one." placeholder:"REGION"`
	For         string   `required:"" help:"What is intended: disable, delete, enable, cancel or rotate." placeholder:"ACTION"`
	Window      int      `default:"30" help:"Days of the deletion window that is intended."`
	ScanObjects int      `help:"Look at up to so many objects of OSS one by one, for keys of their own." placeholder:"N"`
	Format      string   `default:"text" enum:"text,json,csv,markdown,html" help:"text, json, csv, markdown or html."`
	Against     string   `help:"Say what changed since an audit that was written as json." placeholder:"FILE"`
	Plan        string   `help:"Write a checklist for moving what depends on the key to another one." placeholder:"FILE"`
	To          string   `help:"The key to which --plan moves it." placeholder:"KEY"`
	Resume      string   `help:"Keep what was read here, and go on from it when the audit was interrupted." placeholder:"FILE"`
	Config      string   `required:"" help:"The configuration." placeholder:"FILE"`
}

// auditBound is how long one audit may take, and objectBound how much longer for
// each object that it looks at.
const (
	auditBound  = 2 * time.Hour
	objectBound = 80 * time.Millisecond
)

// Run prints the audit. The exit status says what it found: done if nothing
// depends on the keys and everything could be determined, no if not, outside if
// a part could not be read.
func (c auditCmd) Run(ctx context.Context, t terminal) error {
	if err := quietSDK(t); err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	plan, err := c.plan()
	if err != nil {
		return err
	}
	before, err := c.former()
	if err != nil {
		return err
	}
	conf, err := t.configured(c.Config, config.ForAudit)
	if err != nil {
		return err
	}
	found, err := c.audit(ctx, t, conf, plan)
	switch {
	case ctx.Err() != nil:
		return c.interrupted()
	case err != nil:
		return err
	}
	return c.write(t, found, before)
}

// interrupted says how to go on.
func (c auditCmd) interrupted() error {
	hint := "Audit again; an audit changes nothing."
	if c.Resume != "" {
		hint = fmt.Sprintf("Audit again with --resume %s within %d minutes: what was read is kept.", c.Resume, int(guard.DefaultAuditAge/time.Minute))
	}
	return &guard.Error{Op: "audit", Subject: c.subject(), Kind: guard.Unavailable, Err: errors.New("it was interrupted before everything was read"), Hint: hint}
}

func (c auditCmd) subject() string {
	if c.All {
		return "every key"
	}
	return strings.Join(c.Keys, ", ")
}

// check refuses options that do not go together.
func (c auditCmd) check() error {
	bad := func(hint, why string) error {
		return &guard.Error{Op: "audit", Kind: guard.Invalid, Err: errors.New(why), Hint: hint}
	}
	many := c.All || len(c.Keys) > 1
	switch {
	case c.All && len(c.Keys) > 0:
		return bad("Leave out one of the two.", "--all audits every key, and keys are named beside it")
	case !c.All && len(c.Keys) == 0:
		return bad("Name a key by its ID, or --all.", "no key is named")
	case many && (c.Against != "" || c.Plan != ""):
		return bad("Name one key.", "--against and --plan are about one key")
	case c.To != "" && c.Plan == "":
		return bad("Add --plan FILE.", "--to names the key for a plan, and no plan is asked for")
	case c.ScanObjects < 0 || c.ScanObjects > guard.MaxScanObjects:
		return bad("Name a number such as --scan-objects 10000.", fmt.Sprintf("--scan-objects %d is not from 0 to %d", c.ScanObjects, guard.MaxScanObjects))
	}
	return nil
}

func (c auditCmd) plan() (guard.Plan, error) {
	a := guard.Action(strings.ToLower(c.For))
	if !slices.Contains(guard.Actions(), a) {
		return guard.Plan{}, &guard.Error{Op: "audit", Kind: guard.Invalid, Err: fmt.Errorf("--for %q names no action", c.For), Hint: "Name what is intended: --for disable, delete, enable, cancel or rotate."}
	}
	p := guard.Plan{Action: a}
	switch a {
	case guard.Delete:
		if c.Window < guard.MinWindowDays || c.Window > guard.APIMaxWindowDays {
			return p, &guard.Error{Op: "audit", Kind: guard.Invalid, Err: fmt.Errorf("--window %d: a window is %d to %d whole days", c.Window, guard.MinWindowDays, guard.APIMaxWindowDays), Hint: "Name one such as --window 30."}
		}
		p.WindowDays = c.Window
	case guard.Rotate:
		p.Rotation = guard.RotateNow
	case guard.Disable, guard.Enable, guard.Cancel:
	}
	return p, nil
}

// audit reads everything for the keys.
func (c auditCmd) audit(ctx context.Context, t terminal, conf config.Config, plan guard.Plan) ([]report.Finding, error) {
	calendar, err := calendarOf(ctx, conf)
	if err != nil {
		return nil, err
	}
	journal, err := openJournal(c.Resume)
	if err != nil {
		return nil, err
	}
	cloud, err := newCloud(conf, calendar.Now, journal.orNone())
	if err != nil {
		return nil, errors.Join(err, journal.close(false))
	}
	defer cloud.Close()
	ctx, cancel := context.WithTimeout(ctx, auditBound+time.Duration(c.ScanObjects)*objectBound)
	defer cancel()
	audits, err := c.sweep(ctx, t, conf, cloud, guard.Purpose{Plan: plan, ScanObjects: c.ScanObjects})
	if err := errors.Join(err, journal.close(err == nil)); err != nil {
		return nil, err
	}
	found := make([]report.Finding, len(audits))
	for i, a := range audits {
		found[i] = report.Finding{Audit: a, Decision: guard.DecisionDigest(plan, a, nil, "")}
	}
	return found, nil
}

func (c auditCmd) sweep(ctx context.Context, t terminal, conf config.Config, cloud *aliyun.Client, purpose guard.Purpose) ([]guard.Audit, error) {
	var refs []guard.KeyRef
	for _, name := range c.Keys {
		ref, err := c.key(ctx, name, conf, cloud)
		if err != nil {
			return nil, err
		}
		if slices.Contains(refs, ref) {
			return nil, &guard.Error{Op: "audit", Subject: name, Kind: guard.Invalid, Err: errors.New("the key is named twice"), Hint: "Name each key once."}
		}
		refs = append(refs, ref)
	}
	progress, clear := progressBar(t)
	defer clear()
	if c.All {
		return cloud.SweepAll(ctx, purpose, progress)
	}
	return cloud.Sweep(ctx, refs, purpose, progress)
}

// calendarOf is the clock that the configuration names: the wall clock, or the
// time of a sandbox, which is only asked, not followed.
func calendarOf(ctx context.Context, c config.Config) (interface{ Now() time.Time }, error) {
	if c.SandboxClock == "" {
		return clock.Wall{}, nil
	}
	now, err := clock.Ask(ctx, c.SandboxClock)
	return clock.Fixed(now), err
}
