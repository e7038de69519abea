package main

import (
	"errors"
	"fmt"

	"kmsguard/guard"
)

// Exit statuses.
const (
	exitDone    = 0
	exitNo      = 1 // the answer is no: an audit found dependents, a verification failed
	exitUsage   = 2 // usage or configuration; what was named is not there
	exitOutside = 3 // an outside system failed
)

// answerNo is the answer of a command that did what it should and found what is
// no good. What it found is on standard output already, or in why.
type answerNo struct{ why string }

func (a answerNo) Error() string { return a.why }

// exitStatus says what a command's error means to a script.
func exitStatus(err error) int {
	var no answerNo
	switch kind := guard.KindOf(err); {
	case err == nil:
		return exitDone
	case errors.As(err, &no):
		return exitNo
	case kind == guard.Invalid || kind == guard.NotFound:
		return exitUsage
	}
	return exitOutside
}

// report tells an error on standard error: what happened, then what to do, each
// on a line of its own.
func (t terminal) report(err error) {
	if err.Error() == "" {
		return
	}
	fmt.Fprintf(t.err, "bot: %v\n", err)
	if hint := guard.HintOf(err); hint != "" {
		fmt.Fprintf(t.err, "hint: %s\n", hint)
	}
}
