package storage

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"kmsguard/guard"
)

// Fault is the way in which a chain is broken.
type Fault string

// The faults that Verify tells apart.
const (
	Edited     Fault = "edited"     // an entry's bytes, or those before it, are not the ones that were hashed
	Removed    Fault = "removed"    // entries are missing in the middle
	Swapped    Fault = "swapped"    // two neighbours changed places
	Repeated   Fault = "repeated"   // an entry stands where a later one belongs
	Misplaced  Fault = "misplaced"  // the versions of a stream have a gap
	Truncated  Fault = "truncated"  // entries up to a known head are missing at the end
	Rewritten  Fault = "rewritten"  // the chain is sound in itself, but another one than a witness saw
	Unreadable Fault = "unreadable" // the bytes have no meaning
)

// ChainError says which entry is the first bad one, and why. Verify returns it
// inside a *guard.Error of kind Invalid.
type ChainError struct {
	Seq    uint64 // the first entry that cannot be trusted
	Fault  Fault
	Detail string
}

// Error returns the entry, the fault and the detail in one line.
func (e *ChainError) Error() string {
	return fmt.Sprintf("entry %d is %s: %s", e.Seq, e.Fault, e.Detail)
}

// Verify reads a whole chain from its first entry and returns its head. Each
// known head, from a witness outside the store, must lie on the chain: without
// one, nobody can tell a chain that was cut at its end from a shorter one.
//
// A broken chain is a *ChainError inside a *guard.Error of kind Invalid, and the
// head returned is the last one that can be trusted. An error of the entries
// themselves is returned as it is.
func Verify(ctx context.Context, entries iter.Seq2[Entry, error], known ...Head) (Head, error) {
	v := verifier{head: Head{Hash: Genesis}, versions: map[string]uint64{}, known: known}
	if broken := v.checkKnown(); broken != nil {
		return v.head, chainError(broken)
	}
	var stray Entry // what stands in the place of another entry; the one after it tells why
	for e, err := range entries {
		if stray.record != nil {
			return v.head, chainError(v.outOfOrder(stray, e))
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return v.head, readError(err)
		}
		if e.Seq != v.head.Seq+1 {
			stray = e
			continue
		}
		if broken := v.append(e); broken != nil {
			return v.head, chainError(broken)
		}
	}
	if stray.record != nil {
		return v.head, chainError(v.outOfOrder(stray, Entry{}))
	}
	if broken := v.checkEnd(); broken != nil {
		return v.head, chainError(broken)
	}
	return v.head, nil
}

type verifier struct {
	head     Head
	versions map[string]uint64 // of the last entry of each stream
	known    []Head
}

func (v *verifier) append(e Entry) *ChainError {
	if link(v.head.Hash, e.body()) != e.Hash {
		return &ChainError{e.Seq, Edited, "its hash does not fit its bytes after the entry before it"}
	}
	if want := v.versions[e.Stream] + 1; e.Version != want {
		return &ChainError{e.Seq, Misplaced, fmt.Sprintf("it is version %d of stream %s, where %d is next", e.Version, e.Stream, want)}
	}
	v.versions[e.Stream] = e.Version
	v.head = Head{Seq: e.Seq, Hash: e.Hash}
	return v.checkKnown()
}

func (v *verifier) checkKnown() *ChainError {
	for _, k := range v.known {
		if k.Seq == v.head.Seq && k.Hash != v.head.Hash {
			return &ChainError{k.Seq, Rewritten, fmt.Sprintf("its hash is %s, a witness saw %s", v.head.Hash, k.Hash)}
		}
	}
	return nil
}

func (v *verifier) checkEnd() *ChainError {
	for _, k := range v.known {
		if k.Seq > v.head.Seq {
			return &ChainError{v.head.Seq + 1, Truncated, fmt.Sprintf("the chain ends at %d, a witness saw entry %d", v.head.Seq, k.Seq)}
		}
	}
	return nil
}

// outOfOrder names the fault where e stands in the place of another entry and
// is followed by after.
func (v *verifier) outOfOrder(e, after Entry) *ChainError {
	want := v.head.Seq + 1
	switch {
	case e.Seq < want:
		return &ChainError{want, Repeated, fmt.Sprintf("entry %d stands in its place", e.Seq)}
	case after.Seq == want:
		return &ChainError{want, Swapped, fmt.Sprintf("entry %d stands before it", e.Seq)}
	default:
		return &ChainError{want, Removed, fmt.Sprintf("entry %d follows entry %d", e.Seq, v.head.Seq)}
	}
}

func chainError(broken *ChainError) error {
	return &guard.Error{Op: "storage.Verify", Kind: guard.Invalid, Err: broken,
		Hint: "Keep the damaged store as evidence, and restore the newest backup that verifies against a posted head."}
}

// readError adds a kind to what ended the reading, unless it has one.
func readError(err error) error {
	kind := guard.KindOf(err)
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		kind = guard.Unavailable
	}
	return &guard.Error{Op: "storage.Verify", Kind: kind, Err: err}
}
