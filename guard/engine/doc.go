// Package engine carries out what the domain decided, one recorded effect at a
// time, through ports that it declares.
//
// Every input becomes a command, every command an answer of guard.Decide, every
// answer one commit to the ledger. What is to be done next is asked of
// guard.Due after each commit and after each start; there is no queue that
// could fall out of step with the ledger. An effect on the outside world is
// recorded as intended before and as settled after.
//
// Start reading at ports.go (what the engine needs), then loop.go (what it
// does all day) and execute.go (how a key is changed).
//
// It never repeats a mutation whose outcome it does not know, never sleeps on
// calendar time inside an effect, and knows neither Slack nor Alibaba Cloud.
package engine
