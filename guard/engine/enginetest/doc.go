// Package enginetest is the time of an engine in a test.
//
// The words to know: a calendar is time that a test moves; a tick is one question
// of the test whether the engine is idle; a skew is how wrong the engine's own clock
// is. Start reading at Calendar.
//
// It never sleeps, and it looks into no engine: it knows it as whoever waits for time.
package enginetest
