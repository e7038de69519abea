package main

import (
	"errors"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the scripts of the command line, one theme a file. Beside
// what testscript brings they use these commands:
//
//	status N bot ARG…              the exit status is exactly N
//	start NAME UNTIL bot ARG…      runs it beside the script, from when it prints UNTIL; "" waits for nothing
//	end NAME N                     ends it by SIGTERM; its exit status is exactly N
//	http N METHOD URL [BODY]       asks, the status is exactly N; the answer is on stdout
//	await URL TEXT                 asks until the answer has the text
//	head-of DIR                    sets $HEAD to the head of the ledger in a data folder
//	tamper HOW FROM TO             copies an export and changes the copy: see tamperings
//	tamperdb HOW DIR               changes the ledger's file itself
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Values[beside{}] = map[string]*process{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": statusCmd, "start": startCmd, "end": endCmd,
			"http": httpCmd, "await": awaitCmd,
			"head-of": headOfCmd, "tamper": tamperCmd, "tamperdb": tamperdbCmd,
		},
	})
}

func statusCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND ARG…")
	}
	err := ts.Exec(args[1], args[2:]...)
	wantStatus(ts, args[0], err)
}

func headOfCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: head-of DIR")
	}
	ts.Check(ts.Exec("bot", "ledger", "head", "--data", args[0]))
	ts.Setenv("HEAD", strings.TrimSpace(ts.ReadFile("stdout")))
}

// wantStatus compares how a process ended with the status that a script names.
func wantStatus(ts *testscript.TestScript, want string, err error) {
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(got) != want {
		ts.Fatalf("exit status %d, want %s", got, want)
	}
	// A stack on the terminal is never an answer, whatever the status.
	if both := ts.ReadFile("stdout") + ts.ReadFile("stderr"); strings.Contains(both, "goroutine ") || strings.Contains(both, "panic:") {
		ts.Fatalf("a stack was printed")
	}
}
