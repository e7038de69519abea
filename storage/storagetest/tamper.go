package storagetest

import (
	"errors"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
)

var tamperPromises = []promise{
	{"a changed byte is found and named", tampered(storage.Edited, 3, func(r Records) { flip(r, 3, -1) })},
	{"a changed hash is found and named", tampered(storage.Edited, 3, func(r Records) { flip(r, 3, 0) })},
	{"a removed entry is found and named", tampered(storage.Removed, 3, func(r Records) { r.Delete(3) })},
	{"a removed entry is found where the others moved up", tampered(storage.Removed, 3, moveUp)},
	{"a removed first entry is found and named", tampered(storage.Removed, 1, func(r Records) { r.Delete(1) })},
	{"a swapped pair is found and named", tampered(storage.Swapped, 3, func(r Records) { swap(r, 3, 4) })},
	{"a repeated entry is found and named", tampered(storage.Repeated, 4, func(r Records) { r.Put(4, r.Get(3)) })},
	{"a truncated tail is found by a known head", tampered(storage.Truncated, 5, func(r Records) { r.Delete(5); r.Delete(6) })},
	{"a record that is cut short is found and named", tampered(storage.Unreadable, 3, func(r Records) { r.Put(3, r.Get(3)[:40]) })},
	{"an entry written anew with all that follow is found by a known head", tampered(storage.Rewritten, 6, rewrite)},
}

// tampered commits six entries, changes them behind the store's back and wants
// Verify with the head of before to name the fault and the first bad entry.
func tampered(fault storage.Fault, seq uint64, change func(Records)) func(*testing.T, Harness) {
	return func(t *testing.T, h Harness) {
		s := open(t, h)
		for i, text := range []string{"one", "two", "three", "four", "five", "six"} {
			commit(t, s, batch([]string{"a", "b"}[i%2], uint64(i/2), text))
		}
		head := headOf(t, s)
		closeStore(t, s)
		h.Alter(t, change)

		s, err := h.Open(t.Context())
		if err != nil {
			t.Fatalf("a damaged ledger must open, so that it can be looked at and a key rescued: %v", err)
		}
		defer closeStore(t, s)
		_, err = storage.Verify(t.Context(), s.All(t.Context(), 0), head)
		var broken *storage.ChainError
		if !errors.As(err, &broken) {
			t.Fatalf("verify: %v, want a chain error", err)
		}
		if broken.Fault != fault || broken.Seq != seq || guard.KindOf(err) != guard.Invalid {
			t.Errorf("verify: %v (%s at %d), want %s at %d", err, broken.Fault, broken.Seq, fault, seq)
		}
	}
}

// flip changes a bit of the byte at an index of a record, counted from its end
// if negative.
func flip(r Records, seq uint64, index int) {
	record := r.Get(seq)
	if index < 0 {
		index += len(record)
	}
	record[index] ^= 1
	r.Put(seq, record)
}

func swap(r Records, a, b uint64) {
	ra, rb := r.Get(a), r.Get(b)
	r.Put(a, rb)
	r.Put(b, ra)
}

func moveUp(r Records) {
	for seq := uint64(3); seq < 6; seq++ {
		r.Put(seq, r.Get(seq+1))
	}
	r.Delete(6)
}

// rewrite changes entry 2 and seals it and all that follow again, as somebody
// with access to the file and to this code could.
func rewrite(r Records) {
	prev, err := storage.ParseRecord(r.Get(1))
	for seq := uint64(2); seq <= 6 && err == nil; seq++ {
		var e storage.Entry
		if e, err = storage.ParseRecord(r.Get(seq)); err != nil {
			break
		}
		if seq == 2 {
			e.Data = []byte("never happened")
		}
		prev = storage.Seal(prev.Hash, e)
		r.Put(seq, prev.Record())
	}
	if err != nil {
		panic("storagetest: records of the suite cannot be read: " + err.Error())
	}
}
