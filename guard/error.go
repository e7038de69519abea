package guard

import (
	"errors"
	"strings"
)

// Kind says what a caller does differently about a failure.
type Kind uint8

// The kinds. Internal is the zero value, so that an error nobody classified is
// never mistaken for one that may be ignored or repeated.
const (
	// Internal is a fault of ours, or one that nobody classified.
	Internal Kind = iota
	// Invalid is input that can never be accepted as it stands.
	Invalid
	// NotFound means that the thing asked for is certainly not there.
	NotFound
	// Denied means that the identity used may not do this.
	Denied
	// Conflict means that somebody else changed the thing first; nothing was written.
	Conflict
	// Throttled means that a quota refused the call; the same call may work later.
	Throttled
	// Unavailable means that an outside system could not be reached or failed before any effect.
	Unavailable
	// Incomplete means that a part of an answer is missing, so that the whole proves nothing.
	Incomplete
	// Uncertain means that the effect may have happened: never repeat it, settle it by looking.
	Uncertain
)

var kindNames = [...]string{"internal", "invalid", "not found", "denied", "conflict", "throttled", "unavailable", "incomplete", "uncertain"}

// String returns the kind's name in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown kind"
}

// Error is a failure told to its reader: what was tried, on what, what kind of
// failure it was, and what to do next. It never carries a secret.
type Error struct {
	Op      string // what was tried, as package.Action: "aliyun.ScheduleKeyDeletion"
	Subject string // what it was tried on: "key-hzz… in cn-hangzhou"
	Kind    Kind
	Hint    string // one imperative sentence, may be empty
	Err     error  // the cause, reached by errors.Is and errors.As
}

// Error returns operation, subject and cause in one line, without the hint,
// which is shown on a line of its own at the edge.
func (e *Error) Error() string {
	var parts []string
	for _, p := range []string{e.Op, e.Subject} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	} else {
		parts = append(parts, e.Kind.String())
	}
	return strings.Join(parts, ": ")
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the outermost Error in err's chain that has one,
// so that a wrapper without a kind takes over the kind of its cause. An error
// that is not ours is Internal.
func KindOf(err error) Kind {
	for err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return Internal
		}
		if e.Kind != Internal {
			return e.Kind
		}
		err = e.Err
	}
	return Internal
}

// HintOf returns the hint of the outermost Error in err's chain that has one.
func HintOf(err error) string {
	for err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return ""
		}
		if e.Hint != "" {
			return e.Hint
		}
		err = e.Err
	}
	return ""
}

// Plain returns what happened as people read it: the innermost text, without
// the names of operations, ending in a full stop.
func Plain(err error) string {
	for {
		var e *Error
		if !errors.As(err, &e) || e.Err == nil {
			break
		}
		err = e.Err
	}
	text := err.Error()
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}
