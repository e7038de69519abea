package bolt

import (
	"encoding/binary"
	"time"
)

// The buckets. A commit touches the first three, whatever it carries.
//
//	entries  sequence number                -> record (hash and body) of an entry
//	streams  stream, NUL, version           -> sequence number, due time after it
//	owed     'd', due time, stream          -> nothing
//	         'w', number of arrival         -> ID, NUL, time, data of a waiting input
//	         'i', ID                        -> 'w' and number of arrival, or 'h'
//	         'h', time of handling, ID      -> nothing
//	meta     "schema", "generation"         -> number
//	         "seal"                         -> what binds the rows outside the entries
//
// Numbers and times are 8 bytes, big-endian, so that keys sort as they count. A
// time is nanoseconds since 1970; 0 stands for none.
var (
	bucketEntries = []byte("entries")
	bucketStreams = []byte("streams")
	bucketOwed    = []byte("owed")
	bucketMeta    = []byte("meta")
)

const (
	prefixDue     = 'd'
	prefixWaiting = 'w'
	prefixID      = 'i'
	prefixHandled = 'h'
)

var (
	keySchema     = []byte("schema")
	keyGeneration = []byte("generation")
	keySeal       = []byte("seal")
)

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// parseNumber reads 8 bytes; ok is false for any other length.
func parseNumber(b []byte) (n uint64, ok bool) {
	if len(b) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(b), true
}

func nanos(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(t.UnixNano())
}

func timeOf(nanos uint64) time.Time {
	return time.Unix(0, int64(nanos)).UTC() //nolint:gosec // the limits of package storage refuse times before 1970
}

func streamPrefix(stream string) []byte { return append([]byte(stream), 0) }

func streamKey(stream string, version uint64) []byte {
	return binary.BigEndian.AppendUint64(streamPrefix(stream), version)
}

// place is the value of a row of the streams bucket.
type place struct {
	seq uint64
	due uint64 // nanoseconds, 0: nothing is due
}

func (p place) bytes() []byte {
	return binary.BigEndian.AppendUint64(number(p.seq), p.due)
}

func parsePlace(b []byte) (p place, ok bool) {
	if len(b) != 16 {
		return place{}, false
	}
	return place{seq: binary.BigEndian.Uint64(b), due: binary.BigEndian.Uint64(b[8:])}, true
}

func dueKey(due uint64, stream string) []byte {
	return append(binary.BigEndian.AppendUint64([]byte{prefixDue}, due), stream...)
}

func waitingKey(arrival uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{prefixWaiting}, arrival)
}

func idKey(id string) []byte { return append([]byte{prefixID}, id...) }

func handledKey(at uint64, id string) []byte {
	return append(binary.BigEndian.AppendUint64([]byte{prefixHandled}, at), id...)
}
