// Package clock is calendar time: the wall clock of a real deployment, or the
// clock of a sandbox, which people and plays move.
//
// Wall is what `bot serve` uses. Follower is what it uses inside a sandbox: it
// asks a Server what time it is, and its question is at the same time the report
// that everything due so far is done. Server is the sandbox's side of that.
//
// Start reading at Server.Settle and Server.Advance, which say how the sandbox
// knows that nothing is left to do. A Follower never falls back to the wall
// clock: a lost clock ends the bot.
package clock
