// Package engine carries out what the domain decided, one recorded effect at a
// time, through ports that it declares.
//
// Every input becomes a command, every command an answer of guard.Decide, every
// answer one commit to the ledger. What is to be done next is asked of
// guard.Due after each commit and after each start; there is no queue that
// could fall out of step with the ledger. An effect on the outside world is
// recorded as intended before and as settled after.
//
// The words to know: a work is what guard.Due says is owed; a lane is a kind of
// work with a width of its own; a cell is one key in memory; a stain marks a key
// whose message shows an older state.
//
// Start reading at ports.go (what the engine needs), then loop.go (what it does
// all day), works.go (how what is owed is started), execute.go and carry_out.go
// (how a key is changed). wake.go says what a start looks at, and
// recall.go what is read after it.
//
// It never repeats a mutation whose outcome it does not know, never sleeps on
// calendar time inside an effect, and knows neither Slack nor Alibaba Cloud.
package engine
