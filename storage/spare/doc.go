// Package spare keeps in memory what the ledger cannot take, so that a key can be
// rescued while the disk is full, read-only or damaged.
//
// Words: the base is the ledger as far as it can still be read, which may be not at
// all; what lies over it was appended here and is on no disk. Start reading in
// ledger.go; replay.go gives what was kept to a ledger that can be written again, and
// watch.go notices when one cannot be any more.
//
// It promises less than a ledger: what it has taken is lost with the process. It
// never says otherwise, decides nothing, and touches no file.
package spare
