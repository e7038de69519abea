// Package bolt keeps the ledger in one file of one process.
//
// The words to know: a job is one commit or one accepted input; a round is the
// jobs that waited together and share one transaction of the file, and so one
// sync; a generation counts how often the file was opened for writing; the seal
// binds the rows that are no entries, so that damage to them is found too.
//
// Start reading at Open, then Store.Commit, then layout.go for what lies where.
//
// It never acknowledges what is not on disk, never repairs by itself what it
// finds broken, and never lets two processes write to one file.
package bolt
