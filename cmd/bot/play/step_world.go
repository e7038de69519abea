package play

import (
	"fmt"
	"strings"
	"time"

	"kmsguard/cmd/bot/config"
)

// World loads a world: a file seen from the play, or a built-in name.
type World struct {
	Line
	Name string
}

// WorldAdd adds a row of a kind of the world file.
type WorldAdd struct {
	Line
	Kind string
	Row  string // a YAML mapping in braces
}

// WorldRemove removes a row by its ID or name.
type WorldRemove struct {
	Line
	Kind, Name string
}

// Console is a call that somebody makes outside the bot.
type Console struct {
	Line
	Event string   // the name of the API: ScheduleKeyDeletion
	Args  []string // the key, then what the API takes further
}

// Slack changes something in the workspace, or in how Slack delivers.
type Slack struct {
	Line
	Change string   // one of slackChanges
	Args   []string // the group before the person, where both are named
}

// Advance moves the one clock of bot and simulators.
type Advance struct {
	Line
	By time.Duration
}

// Start starts a bot that was killed.
type Start struct{ Line }

// Kill ends the bot with SIGKILL, now.
type Kill struct{ Line }

// KillAt ends the bot with SIGKILL when it next makes this call.
type KillAt struct {
	Line
	API   string // product.Action, or slack. and a method
	After bool   // after the call took effect; else before
}

// Fault makes calls go wrong.
type Fault struct {
	Line
	API    string // product.Action, or slack. and a method; the last part may be *
	Kind   string
	Code   string // what the error or the answer says; empty: that of the kind
	Status int    // HTTP status; zero: that of the kind
	After  int    // so many calls pass first
	Times  int    // how often; zero: until unfault
}

// Unfault removes every fault.
type Unfault struct{ Line }

// String returns the step as Parse reads it.
func (s World) String() string { return "world " + s.Name }

// String returns the step as Parse reads it.
func (s WorldAdd) String() string { return "world add " + s.Kind + " " + s.Row }

// String returns the step as Parse reads it.
func (s WorldRemove) String() string { return "world remove " + s.Kind + " " + s.Name }

// String returns the step as Parse reads it.
func (s Console) String() string {
	return strings.Join(append([]string{"console", s.Event}, s.Args...), " ")
}

// String returns the step as Parse reads it.
func (s Slack) String() string {
	return strings.Join(append([]string{"slack", s.Change}, s.Args...), " ")
}

// String returns the step as Parse reads it.
func (s Advance) String() string { return "advance " + config.FormatDuration(s.By) }

// String returns the step as Parse reads it.
func (Start) String() string { return "start" }

// String returns the step as Parse reads it.
func (Kill) String() string { return "kill" }

// String returns the step as Parse reads it.
func (s KillAt) String() string { return "kill at " + s.API + " " + s.phase() }

// phase returns the word for when the bot dies.
func (s KillAt) phase() string {
	if s.After {
		return "after"
	}
	return "before"
}

// String returns the step as Parse reads it.
func (s Fault) String() string {
	text := "fault " + s.API + " " + s.Kind
	if s.Code != "" {
		text += " code " + s.Code
	}
	for _, number := range []struct {
		word string
		n    int
	}{{"status", s.Status}, {"after", s.After}, {"times", s.Times}} {
		if number.n != 0 {
			text += fmt.Sprintf(" %s %d", number.word, number.n)
		}
	}
	return text
}

// String returns the step as Parse reads it.
func (Unfault) String() string { return "unfault" }
