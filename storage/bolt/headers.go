package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// A bbolt file begins with two pages that each hold a header of 64 bytes, after the
// 16 bytes that begin every page. Commits write them by turns. Where one does not
// fit its checksum bbolt uses the other, which is right after a crash in the middle
// of writing it, and wrong when it was damaged later: then the last commit is gone.
// A header lies within one sector, so that no crash cuts it.
const (
	headerSize = 64
	magic      = 0xED0CDAED
)

// header is what a commit wrote last: where everything lies.
type header struct {
	root     uint64 // page of the bucket of buckets
	freelist uint64 // page of the list of free pages
	pages    uint64 // how many there are, used or free
	tx       uint64
}

// readHeaders returns the newest header, and what is wrong with the two.
func readHeaders(f io.ReaderAt, pageSize int) (newest header, fault error) {
	var faults []error
	for page := range 2 {
		h, err := readHeader(f, int64(page*pageSize))
		if err != nil {
			faults = append(faults, fmt.Errorf("header %d: %w; the last commit may be missing", page, err))
		} else if h.tx >= newest.tx {
			newest = h
		}
	}
	return newest, errors.Join(faults...)
}

func readHeader(f io.ReaderAt, at int64) (header, error) {
	b := make([]byte, headerSize)
	if _, err := f.ReadAt(b, at+pageStart); err != nil {
		return header{}, err
	}
	sum := fnv.New64a()
	sum.Write(b[:headerSize-8]) //nolint:gosec // a hash never fails
	if native.Uint32(b) != magic || native.Uint64(b[headerSize-8:]) != sum.Sum64() {
		return header{}, errors.New("it does not fit its checksum")
	}
	return header{root: native.Uint64(b[16:]), freelist: native.Uint64(b[32:]), pages: native.Uint64(b[40:]), tx: native.Uint64(b[48:])}, nil
}

// native is the order of bytes in which bbolt writes its own numbers.
var native = binary.NativeEndian
