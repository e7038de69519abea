// Package play reads and performs plays: text files, one step a line, in which
// the people of a small company use the bot, things go wrong, time passes, and
// what was seen is compared with what was expected.
//
// The words to know: a step is one line; an act is what one person does in it
// ("as bob confirm 1"); an expectation is a step that only looks ("see", "ok",
// "cloud calls"); a Stage is where a play is performed: the sandbox with its
// two simulators and the real bot.
//
// Start reading at Parse (text to steps; the grammar is the table in
// grammar.go), then Run (steps to a transcript).
//
// It never looks into the bot: what it knows of the bot is what a person sees
// and what the cloud holds. The sentence that somebody types to confirm is read
// from the open modal, not from our code.
package play
