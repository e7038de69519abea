package report

import "time"

// Style says how phrases show what readers copy, press or compare, where they are read. Text that comes from
// people or from the cloud always passes one of its functions.
type Style struct {
	Code   func(string) string    // exact: key IDs, resource IDs, commands
	Text   func(string) string    // names, reasons and other words that are not ours
	Date   func(time.Time) string // a moment
	Person func(string) string    // somebody, by user ID
}

// Plain shows everything as it stands, for a terminal or a file. Line breaks and other control characters
// become spaces, so that no text can forge a line.
func Plain() Style {
	return Style{Code: oneLine, Text: oneLine, Date: Date, Person: oneLine}
}
