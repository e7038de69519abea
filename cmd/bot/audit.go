package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/term"

	"kmsguard/cmd/bot/clock"
	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
	"kmsguard/guard/report"
)

// auditCmd audits one key from the terminal. It needs no Slack and changes nothing.
type auditCmd struct {
	Key    string `arg:"" help:"The key's ID or ARN; an alias is refused."`
	Region string `help:"The key's region; the configured default unless the ARN names one." placeholder:"REGION"`
	For    string `required:"" help:"What is intended: disable, delete, enable, cancel or rotate." placeholder:"ACTION"`
	Format string `default:"text" enum:"text,json,csv,markdown" help:"text, json, csv or markdown."`
	Window int    `default:"30" help:"Days of the deletion window that is intended."`
	Config string `required:"" help:"The configuration." placeholder:"FILE"`
}

// auditBound is how long one audit may take.
const auditBound = 30 * time.Minute

// Run prints the audit. The exit status says what it found: done if nothing
// depends on the key and everything could be determined, no if not, outside if
// a part could not be read.
func (c auditCmd) Run(ctx context.Context, t terminal) error {
	if err := quietSDK(t); err != nil {
		return err
	}
	plan, err := c.plan()
	if err != nil {
		return err
	}
	conf, err := t.configured(c.Config, config.ForAudit)
	if err != nil {
		return err
	}
	a, err := c.audit(ctx, t, conf, plan)
	switch {
	case ctx.Err() != nil:
		return &guard.Error{Op: "audit", Subject: c.Key, Kind: guard.Unavailable, Err: errors.New("it was interrupted before everything was read"), Hint: "Audit again; an audit changes nothing."}
	case err != nil:
		return err
	}
	digest := guard.DecisionDigest(plan, a, nil, "")
	if err := report.Write(t.out, report.Format(c.Format), report.Finding{Audit: a, Decision: digest}); err != nil {
		return err
	}
	return verdict(a)
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

func (c auditCmd) audit(ctx context.Context, t terminal, conf config.Config, plan guard.Plan) (guard.Audit, error) {
	calendar, err := calendarOf(ctx, conf)
	if err != nil {
		return guard.Audit{}, err
	}
	cloud, err := newCloud(conf.Alicloud, calendar.Now, nil)
	if err != nil {
		return guard.Audit{}, err
	}
	defer cloud.Close()
	ctx, cancel := context.WithTimeout(ctx, auditBound)
	defer cancel()
	ref, err := c.key(ctx, conf, cloud)
	if err != nil {
		return guard.Audit{}, err
	}
	progress, clear := progressLine(t)
	defer clear()
	return cloud.Audit(ctx, ref, guard.Purpose{Plan: plan}, progress)
}

// locator finds keys.
type locator interface {
	Locate(ctx context.Context, id, region string) (guard.KeyFacts, error)
	Resolve(ctx context.Context, alias, region string) (string, error)
}

// key names the key for certain, or says why it cannot.
func (c auditCmd) key(ctx context.Context, conf config.Config, cloud locator) (guard.KeyRef, error) {
	name, err := guard.ParseKeyName(c.Key)
	if err != nil {
		return guard.KeyRef{}, err
	}
	region := or(c.Region, or(name.Region, conf.Alicloud.DefaultRegion))
	bad := func(kind guard.Kind, hint, format string, args ...any) error {
		return &guard.Error{Op: "audit", Subject: c.Key, Kind: kind, Err: fmt.Errorf(format, args...), Hint: hint}
	}
	if name.Account != "" && name.Account != conf.Alicloud.Account {
		return guard.KeyRef{}, bad(guard.Invalid, "Use the configuration of that account.", "the key belongs to account %s, the configuration is for %s", name.Account, conf.Alicloud.Account)
	}
	if name.Alias != "" {
		id, err := cloud.Resolve(ctx, name.Alias, region)
		if err != nil || id == "" {
			return guard.KeyRef{}, errors.Join(bad(guard.Invalid, "Name the key by its ID.", "that is an alias, and it could not be read where it points"), err)
		}
		return guard.KeyRef{}, bad(guard.Invalid, "Name the key by that ID if it is the one you mean.", "that is an alias; it points to %s now, and can be pointed elsewhere at any time", id)
	}
	facts, err := cloud.Locate(ctx, name.ID, region)
	switch {
	case err != nil:
		return guard.KeyRef{}, err
	case facts.State == guard.StateNotFound:
		return guard.KeyRef{}, bad(guard.NotFound, "Check the ID; a deleted key cannot be recovered.", "the key is not found in %s or in any other configured region", region)
	case facts.Ref.Region != region:
		return guard.KeyRef{}, bad(guard.Invalid, fmt.Sprintf("Add --region %s if that is the key you mean.", facts.Ref.Region), "the key is not in %s, it is in %s", region, facts.Ref.Region)
	}
	return facts.Ref, nil
}

// verdict turns an audit into the command's answer.
func verdict(a guard.Audit) error {
	if !a.Complete() {
		return &guard.Error{Op: "audit", Subject: a.Key.Ref.String(), Kind: guard.Incomplete, Err: errors.New("the audit is incomplete and proves nothing"), Hint: "Do what the incomplete lines say, and audit again."}
	}
	open := slices.ContainsFunc(a.NotCovered, func(p guard.Product) bool { return p.Open })
	if len(a.Dependencies) > 0 || len(a.UnknowableRows()) > 0 || open {
		return answerNo{}
	}
	return nil
}

// progressLine shows how far an audit has come, on one line of a terminal that
// rewrites itself; where standard error is no terminal it shows nothing.
func progressLine(t terminal) (progress guard.Progress, end func()) {
	f, ok := t.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func(guard.Step) {}, func() {}
	}
	return func(s guard.Step) {
		fmt.Fprintf(f, "\r\x1b[Kauditing: %d of %d lists read %s", s.Done, s.Total, s.What)
	}, func() { fmt.Fprint(f, "\r\x1b[K") }
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
