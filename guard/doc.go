// Package guard decides what may be done to a KMS key, by whom, and after
// which statements.
//
// It is pure: it imports the standard library only, reads no clock, does no
// I/O and draws no random numbers. Time, IDs and what was read of people and
// clouds come in as values.
//
// The words to know: a key is the unit of everything, and its events form one
// stream; a request is one proposed action on it; a statement is one of the
// five confirmation sentences, each given by another person; a mutation is the
// one KMS call in which a request ends; a watch is what follows a key until a
// pending deletion has ended.
//
// Start reading at Decide (what a command does to a key), then Evolve (what an
// event changes) and Due (what is owed next). The closed sets of events and
// commands are in event.go and command.go.
//
// It never trusts an absence: what could not be read is a value of its own and
// blocks whatever is destructive.
package guard
