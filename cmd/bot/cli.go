package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"

	"kmsguard/guard"
)

// cli is the command line.
type cli struct {
	Serve   serveCmd   `cmd:"" help:"Serve a Slack workspace and guard the keys of an account."`
	Sandbox sandboxCmd `cmd:"" help:"Try everything on this machine, without workspace and account."`
	Audit   auditCmd   `cmd:"" help:"Find what depends on a key, before a change of it."`
	Ledger  ledgerCmd  `cmd:"" help:"Verify, export or name the head of the ledger."`
	Policy  policyCmd  `cmd:"" help:"Check a policy file, or explain what it says of a key."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// terminal is where a command reads and writes. Only main knows the process.
type terminal struct {
	out, err io.Writer
	env      func(string) (string, bool)
}

// run runs one command line and returns its exit status.
func run(ctx context.Context, args []string, t terminal) int {
	out := &sink{w: t.out}
	t.out = out
	err := parseAndRun(ctx, args, t)
	if failed := out.failure(); failed != nil {
		err = failed
	}
	if err != nil {
		t.report(err)
	}
	return exitStatus(err)
}

// helpShown is thrown through kong when it has printed a help text.
type helpShown struct{ status int }

func parseAndRun(ctx context.Context, args []string, t terminal) (err error) {
	defer func() {
		if p := recover(); p != nil {
			shown, ok := p.(helpShown)
			if !ok {
				panic(p)
			}
			if shown.status != 0 {
				err = answerNo{}
			}
		}
	}()
	var c cli
	parser, err := kong.New(&c, kong.Name("bot"), kong.Description("Guards the keys of Alibaba Cloud KMS from Slack."),
		kong.Writers(t.out, t.err), kong.Exit(func(status int) { panic(helpShown{status}) }))
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if err != nil {
		return usage(err)
	}
	k.BindTo(ctx, (*context.Context)(nil))
	return k.Run(t)
}

func usage(err error) error {
	hint := "Type `bot --help` to see the commands."
	var pe *kong.ParseError
	if errors.As(err, &pe) && pe.Context != nil && pe.Context.Command() != "" {
		hint = fmt.Sprintf("Type `bot %s --help` to see how it is used.", firstWord(pe.Context.Command()))
	}
	return &guard.Error{Kind: guard.Invalid, Err: err, Hint: hint}
}

func firstWord(s string) string {
	for i, r := range s {
		if r == ' ' {
			return s[:i]
		}
	}
	return s
}
