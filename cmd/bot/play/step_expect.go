package play

import "strconv"

// See waits until the text is seen, up to ten seconds of real time.
type See struct {
	Line
	Text  string
	Where Where
}

// NotSee holds when the text is not seen once everything has settled.
type NotSee struct {
	Line
	Text  string
	Where Where
}

// Error holds when the last act met an error with this text in it.
type Error struct {
	Line
	Text string // empty: any error
}

// OK holds when the last act met no error.
type OK struct{ Line }

// Count holds when so many messages have the text in them.
type Count struct {
	Line
	Text  string
	Where Where
	N     int
}

// CloudKey holds when the cloud has the key in this state.
type CloudKey struct {
	Line
	ID    string
	State string // one of KeyStates
}

// KeyStates are the states that a key can be expected in; Deleted means that
// the cloud has it no more.
var KeyStates = []string{"Enabled", "Disabled", "PendingDeletion", "PendingImport", "Deleted"}

// CloudCalls holds when the API took effect so many times.
type CloudCalls struct {
	Line
	API string
	N   int
}

// Dump prints the channels and their threads.
type Dump struct{ Line }

// String returns the step as Parse reads it.
func (s See) String() string { return "see " + quote(s.Text) + s.Where.String() }

// String returns the step as Parse reads it.
func (s NotSee) String() string { return "not see " + quote(s.Text) + s.Where.String() }

// String returns the step as Parse reads it.
func (s Error) String() string {
	if s.Text == "" {
		return "error"
	}
	return "error " + quote(s.Text)
}

// String returns the step as Parse reads it.
func (OK) String() string { return "ok" }

// String returns the step as Parse reads it.
func (s Count) String() string {
	return "count " + quote(s.Text) + s.Where.String() + " " + strconv.Itoa(s.N)
}

// String returns the step as Parse reads it.
func (s CloudKey) String() string { return "cloud key " + s.ID + " state " + s.State }

// String returns the step as Parse reads it.
func (s CloudCalls) String() string { return "cloud calls " + s.API + " " + strconv.Itoa(s.N) }

// String returns the step as Parse reads it.
func (Dump) String() string { return "dump" }
