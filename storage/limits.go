package storage

import "time"

// Every bound of the package. They keep a mistake of a caller from becoming a
// ledger that cannot be read again.
const (
	// MaxName is the longest name of a stream, and the longest ID of an input, in
	// bytes. A key's ARN is well under 200, and Slack's IDs are under 100.
	MaxName = 512
	// MaxData is the largest content of one entry in bytes. The audit of a key
	// with 100,000 dependents takes about 20 MB.
	MaxData = 64 << 20
	// MaxInput is the largest content of one input in bytes. Slack's view
	// submissions are under 250 KB.
	MaxInput = 1 << 20
	// MaxBatch is the largest number of entries in one batch.
	MaxBatch = 1024
)

// RememberHandled is how long the ID of a handled input is kept at least, in
// the time of the batches, so that a delivery that is repeated is recognised.
// Slack repeats a delivery for about an hour.
const RememberHandled = 24 * time.Hour
