// Package storagetest is the promise of a store as tests.
//
// The words to know: a harness is one ledger's data and the means to open,
// damage and restore it; each promise is a subtest of Run.
//
// Start reading at Run. A store's own test is a call of it with a harness.
//
// It never looks inside a store: what a promise does not show through
// storage.Store and Harness is the business of the store's own tests.
package storagetest
