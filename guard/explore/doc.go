// Package explore looks at everything that can happen to one key in a small
// world, breadth-first, and says whether what the domain promises holds in every
// state of it.
//
// The words to know: a world is one state of everything, which is the key's
// ledger, the process that works on it, the cloud, Slack and what people may
// still do; a step leads from one world to the next; a scenario bounds what may
// happen; a property is a promise that is checked at each step, or at the end of
// what a world comes to when nothing goes wrong any more.
//
// Start reading at Explore (the search), then at model.steps (what can happen)
// and property.go (what must hold). The domain's own functions are used as they
// are, through System, so that a test can put a mistake in their place and see
// that it is found. The effects of the process mirror package guard/engine, one
// file for each of its own; a step is what a crash can stand before or after.
//
// It is for tests and no other code imports it. It never guesses how the domain
// decides: what must hold is said in its own words, from what the cloud did and
// what people said.
package explore
