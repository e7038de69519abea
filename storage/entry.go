package storage

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// Entry is one link of the chain. Entries come from a store, from ReadExport
// or from Seal, and their Data is read only: it shares memory with the bytes
// that the hash is over.
type Entry struct {
	Seq     uint64    // 1 for the first of the ledger, without gaps
	At      time.Time // UTC, to the nanosecond
	Stream  string
	Version uint64 // of the stream with this entry; 1 for its first, without gaps
	Data    []byte
	Hash    Hash

	record []byte // as it lies in a store: the hash, then the body
}

// The layout of a body, all numbers big-endian and of fixed width, so that each
// entry has one encoding and each encoding is of one entry:
//
//	byte    format, 1
//	uint64  Seq
//	uint64  At in nanoseconds since 1970
//	uint64  Version
//	uint32  length of Stream, then Stream
//	uint32  length of Data, then Data
//
// A record, which is what stores keep, is the hash followed by the body.
const (
	bodyFormat = 1
	bodyFixed  = 1 + 8 + 8 + 8
)

// Seal makes the entry that follows the entry with hash prev. The caller has
// checked the limits (Batch.Validate).
func Seal(prev Hash, e Entry) Entry {
	e.record = encodeRecord(e)
	e.At = time.Unix(0, e.At.UnixNano()).UTC()
	e.Data = e.record[len(e.record)-len(e.Data):]
	e.Hash = link(prev, e.body())
	copy(e.record, e.Hash[:])
	return e
}

// body is what is hashed.
func (e Entry) body() []byte { return e.record[len(e.Hash):] }

func encodeRecord(e Entry) []byte {
	record := make([]byte, 0, len(e.Hash)+bodyFixed+4+len(e.Stream)+4+len(e.Data))
	record = append(record, e.Hash[:]...)
	record = append(record, bodyFormat)
	record = binary.BigEndian.AppendUint64(record, e.Seq)
	record = binary.BigEndian.AppendUint64(record, uint64(e.At.UnixNano()))
	record = binary.BigEndian.AppendUint64(record, e.Version)
	record = binary.BigEndian.AppendUint32(record, uint32(len(e.Stream))) //nolint:gosec // the limits refuse longer names
	record = append(record, e.Stream...)
	record = binary.BigEndian.AppendUint32(record, uint32(len(e.Data))) //nolint:gosec // the limits refuse larger contents
	return append(record, e.Data...)
}

func link(prev Hash, body []byte) Hash {
	h := sha256.New()
	h.Write(prev[:])
	h.Write(body)
	return Hash(h.Sum(nil))
}

// Record returns what a store keeps of the entry: its hash, then its body. It
// shares memory with the entry and is read only.
func (e Entry) Record() []byte { return e.record }

// Equal says whether two entries have the same bytes and the same hash.
func (e Entry) Equal(other Entry) bool {
	return bytes.Equal(e.record, other.record)
}

// ParseRecord reads what Record returned. It checks the form only, not the
// chain (Verify does), and keeps the slice.
func ParseRecord(record []byte) (Entry, error) {
	if len(record) < len(Hash{})+bodyFixed {
		return Entry{}, fmt.Errorf("a record of %d bytes is cut short", len(record))
	}
	e := Entry{record: record}
	copy(e.Hash[:], record)
	body := e.body()
	if body[0] != bodyFormat {
		return Entry{}, fmt.Errorf("a record of format %d, only %d is known", body[0], bodyFormat)
	}
	e.Seq = binary.BigEndian.Uint64(body[1:])
	nanos := binary.BigEndian.Uint64(body[9:])
	e.Version = binary.BigEndian.Uint64(body[17:])
	e.At = time.Unix(0, int64(nanos)).UTC() //nolint:gosec // a time that was written from an int64
	if err := e.parseNames(nanos); err != nil {
		return Entry{}, err
	}
	return e, nil
}

func (e *Entry) parseNames(nanos uint64) error {
	stream, rest, ok := cutLength(e.body()[bodyFixed:])
	if !ok {
		return errors.New("a record whose stream is cut short")
	}
	data, rest, ok := cutLength(rest)
	if !ok {
		return errors.New("a record whose data is cut short")
	}
	e.Stream, e.Data = string(stream), data
	switch {
	case len(rest) > 0:
		return fmt.Errorf("a record with %d bytes too many", len(rest))
	case nanos >= 1<<63 || !representable(e.At):
		return errors.New("a record whose time is out of range")
	case len(data) > MaxData:
		return fmt.Errorf("a record with %d bytes of data, at most %d are kept", len(data), MaxData)
	}
	if reason := nameFault("stream", e.Stream); reason != "" {
		return errors.New("a record is refused: " + reason)
	}
	return nil
}

// cutLength takes a length and so many bytes off the front.
func cutLength(b []byte) (field, rest []byte, ok bool) {
	if len(b) < 4 {
		return nil, nil, false
	}
	n := uint64(binary.BigEndian.Uint32(b))
	if b = b[4:]; n > uint64(len(b)) {
		return nil, nil, false
	}
	return b[:n:n], b[n:], true
}
