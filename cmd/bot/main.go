// Command bot guards the keys of Alibaba Cloud KMS from Slack: it serves a
// workspace, runs a sandbox without one, audits a key from the terminal, and
// checks ledger and policy.
//
// Each subcommand is one small file with a Run method; serve.go and wire.go are
// the only place that knows every package. Data goes to standard output, the
// rest to standard error; exit.go says which exit status means what.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], terminal{out: os.Stdout, err: os.Stderr, env: os.LookupEnv})
	stop()
	os.Exit(code)
}
