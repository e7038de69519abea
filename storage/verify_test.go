package storage_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
)

func TestVerifyAccepts(t *testing.T) {
	entries := numbered(9)
	known := []storage.Head{{Hash: storage.Genesis}, headOf(entries[:4]), headOf(entries)}
	for n := range len(entries) + 1 {
		want := storage.Head{Hash: storage.Genesis}
		if n > 0 {
			want = headOf(entries[:n])
		}
		seen := slices.DeleteFunc(slices.Clone(known), func(h storage.Head) bool { return h.Seq > uint64(n) })
		got, err := storage.Verify(t.Context(), sequence(entries[:n], nil), seen...)
		if err != nil || got != want {
			t.Errorf("Verify of %d entries = %v, %v; want %v", n, got, err, want)
		}
	}
}

func TestVerifyNamesTheFirstBadEntry(t *testing.T) {
	sound, other := numbered(6), chain("another", "ledger", "of", "the", "same", "length")
	known := headOf(sound)
	rows := []struct {
		name  string
		fault storage.Fault
		seq   uint64
		have  func(e []storage.Entry) []storage.Entry
	}{
		{"changed data", storage.Edited, 3, func(e []storage.Entry) []storage.Entry { return changed(t, e, 3, -1) }},
		{"changed stream", storage.Edited, 3, func(e []storage.Entry) []storage.Entry { return changed(t, e, 3, 32+25+4) }},
		{"changed time", storage.Edited, 3, func(e []storage.Entry) []storage.Entry { return changed(t, e, 3, 32+16) }},
		{"changed version", storage.Edited, 3, func(e []storage.Entry) []storage.Entry { return changed(t, e, 3, 32+24) }},
		{"changed hash", storage.Edited, 3, func(e []storage.Entry) []storage.Entry { return changed(t, e, 3, 0) }},
		{"changed last entry", storage.Edited, 6, func(e []storage.Entry) []storage.Entry { return changed(t, e, 6, -1) }},
		{"removed first", storage.Removed, 1, func(e []storage.Entry) []storage.Entry { return e[1:] }},
		{"removed one", storage.Removed, 3, func(e []storage.Entry) []storage.Entry { return slices.Delete(e, 2, 3) }},
		{"removed two", storage.Removed, 3, func(e []storage.Entry) []storage.Entry { return slices.Delete(e, 2, 4) }},
		{"removed all but the last", storage.Removed, 1, func(e []storage.Entry) []storage.Entry { return e[5:] }},
		{"swapped neighbours", storage.Swapped, 3, func(e []storage.Entry) []storage.Entry { e[2], e[3] = e[3], e[2]; return e }},
		{"swapped at the end", storage.Swapped, 5, func(e []storage.Entry) []storage.Entry { e[4], e[5] = e[5], e[4]; return e }},
		{"repeated", storage.Repeated, 4, func(e []storage.Entry) []storage.Entry { return slices.Insert(e, 3, e[2]) }},
		{"truncated", storage.Truncated, 5, func(e []storage.Entry) []storage.Entry { return e[:4] }},
		{"emptied", storage.Truncated, 1, func([]storage.Entry) []storage.Entry { return nil }},
		{"an entry of another ledger", storage.Edited, 3, func(e []storage.Entry) []storage.Entry { e[2] = other[2]; return e }},
		{"another ledger", storage.Rewritten, 6, func([]storage.Entry) []storage.Entry { return other }},
		{"a gap in a stream", storage.Misplaced, 2, func(e []storage.Entry) []storage.Entry {
			skip := storage.Entry{Seq: 2, At: start, Stream: "a", Version: 3}
			return []storage.Entry{e[0], storage.Seal(e[0].Hash, skip)}
		}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			trusted, err := storage.Verify(t.Context(), sequence(row.have(slices.Clone(sound)), nil), known)
			var broken *storage.ChainError
			if !errors.As(err, &broken) || guard.KindOf(err) != guard.Invalid {
				t.Fatalf("Verify: %v, want a chain error of kind invalid", err)
			}
			if broken.Fault != row.fault || broken.Seq != row.seq {
				t.Errorf("Verify: %v, want %s at entry %d", err, row.fault, row.seq)
			}
			if row.fault != storage.Rewritten && trusted.Seq != row.seq-1 {
				t.Errorf("the last trusted entry is %d, want %d", trusted.Seq, row.seq-1)
			}
		})
	}
}

// changed flips a bit of one byte of an entry's record.
func changed(t *testing.T, entries []storage.Entry, seq, index int) []storage.Entry {
	t.Helper()
	record := bytes.Clone(entries[seq-1].Record())
	if index < 0 {
		index += len(record)
	}
	record[index] ^= 1
	entries[seq-1] = parsed(t, record)
	return entries
}

// Whatever single bit of whatever entry is flipped, verifying or reading fails.
func TestVerifyFindsEveryBit(t *testing.T) {
	sound := numbered(3)
	known := headOf(sound)
	for seq := range sound {
		for bit := range len(sound[seq].Record()) * 8 {
			record := bytes.Clone(sound[seq].Record())
			record[bit/8] ^= 1 << (bit % 8)
			e, err := storage.ParseRecord(record)
			if err != nil {
				continue
			}
			entries := slices.Clone(sound)
			entries[seq] = e
			if _, err := storage.Verify(t.Context(), sequence(entries, nil), known); err == nil {
				t.Fatalf("bit %d of entry %d may be flipped", bit, seq+1)
			}
		}
	}
}

func TestVerifyWithoutWitnessCannotSeeATruncation(t *testing.T) {
	entries := numbered(6)
	if head, err := storage.Verify(t.Context(), sequence(entries[:4], nil)); err != nil || head != headOf(entries[:4]) {
		t.Errorf("Verify = %v, %v", head, err)
	}
}

func TestVerifyReturnsErrorsOfTheEntries(t *testing.T) {
	entries := numbered(6)
	head, err := storage.Verify(t.Context(), sequence(entries[:4], io.ErrUnexpectedEOF), headOf(entries))
	if !errors.Is(err, io.ErrUnexpectedEOF) || head != headOf(entries[:4]) {
		t.Errorf("Verify = %v, %v", head, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := storage.Verify(ctx, sequence(entries, nil)); guard.KindOf(err) != guard.Unavailable {
		t.Errorf("Verify with an ended context: %v", err)
	}
}

func BenchmarkVerify(b *testing.B) {
	entries := numbered(10000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := storage.Verify(b.Context(), sequence(entries, nil)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(entries))*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}
