// Package sandbox is a whole deployment on one machine: both simulators, their
// control side, a clock that can be moved, and the real bot as a process of its
// own that knows nothing of it.
//
// The words to know: a World is who and what exists at the start; the child is
// the bot's process, exactly `bot serve` on a configuration written here; to
// settle is to wait until the bot has nothing left to do; the turn is the right to
// move the clock of a Live sandbox, in which time also goes on by itself.
//
// Start reading at Open, then settle.go (how it is known that the bot is idle)
// and stage.go (how a play is performed here). What a page moves begins at Live.
//
// It never reaches inside the bot: what it knows of it are the calls that it
// makes and the clock that it follows.
package sandbox
