package storage

import (
	"context"
	"fmt"

	"kmsguard/guard"
)

// Check verifies the chain of a store against known heads and then reads each
// stream by its index: an index row that is missing or points elsewhere would
// hide an event from a decision while the chain itself is sound. It returns the
// head, and the same errors as Verify; an index that does not fit is a
// *guard.Error of kind Invalid too.
func Check(ctx context.Context, s Store, known ...Head) (Head, error) {
	ends := map[string]Entry{}
	head, err := Verify(ctx, func(yield func(Entry, error) bool) {
		for e, err := range s.All(ctx, 0) {
			ends[e.Stream] = Entry{Version: e.Version, Hash: e.Hash}
			if !yield(e, err) {
				return
			}
		}
	}, known...)
	if err != nil {
		return head, err
	}
	for stream, end := range ends {
		if err := checkIndex(ctx, s, stream, end); err != nil {
			return head, err
		}
	}
	return head, nil
}

// checkIndex reads a stream up to the version that ended it when the chain was
// read; a store in use may have more by now.
func checkIndex(ctx context.Context, s Store, stream string, end Entry) error {
	version := uint64(0)
	for e, err := range s.Stream(ctx, stream, 0) {
		if err != nil {
			return err
		}
		version++
		if e.Stream != stream || e.Version != version {
			return indexError(stream, fmt.Sprintf("version %d is answered with version %d of stream %s", version, e.Version, e.Stream))
		}
		if version == end.Version && e.Hash != end.Hash {
			return indexError(stream, fmt.Sprintf("version %d is not the entry of the chain", version))
		}
	}
	if version < end.Version {
		return indexError(stream, fmt.Sprintf("it ends at version %d, the chain has %d", version, end.Version))
	}
	return nil
}

func indexError(stream, reason string) error {
	return &guard.Error{Op: "storage.Check", Subject: "index of stream " + stream, Kind: guard.Invalid, Err: fmt.Errorf("%s", reason),
		Hint: "Keep the damaged store as evidence, and restore the newest backup that verifies against a posted head."}
}
