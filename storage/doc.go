// Package storage is the ledger's chain and encoding, and what a store
// promises.
//
// The words to know: an entry is one link of an append-only chain, hashed over
// the entry before it; a stream is the entries that belong together, numbered
// from 1; a batch is what becomes durable together, or not at all; the head is
// the number and hash of the last entry, which a witness outside the store can
// keep.
//
// There are two layers. Store keeps bytes, versions, due times and an inbox;
// packages below this one implement it, and storagetest holds each to the same
// promises. Ledger wraps a Store with the types of package guard.
//
// Start reading at Store, then Entry (what is hashed) and Verify (what the
// chain proves), then Ledger.
//
// It never skips an entry that it cannot read: an unknown kind, an unknown
// field or a broken link is an error, because a gate that overlooks what it
// does not understand is open.
package storage
