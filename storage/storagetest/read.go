package storagetest

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/storage"
)

var readPromises = []promise{
	{"a stream is read from the version after the one seen", streamAfter},
	{"the chain is read from the number after the one seen", allAfter},
	{"an iteration ends where the ledger ended when it began", iterationEnds},
	{"the body of an iteration may read and write", bodyMayWrite},
	{"an iteration can be left and begun again", iterationLeft},
	{"the head is the last entry, and Genesis before the first", headIsLast},
	{"reopened data gives equal entries", reopenEqual},
	{"long streams come complete and in order", longStream},
}

func streamAfter(t *testing.T, h Harness) {
	s := open(t, h)
	commit(t, s, batch("a", 0, "one", "two"))
	commit(t, s, batch("b", 0, "other"))
	commit(t, s, batch("a", 2, "three"))
	for after, want := range [][]string{
		{"1 a/1 one", "2 a/2 two", "4 a/3 three"}, {"2 a/2 two", "4 a/3 three"}, {"4 a/3 three"}, nil, nil,
	} {
		got := show(collect(t, s.Stream(t.Context(), "a", uint64(after))))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("stream after version %d (-want +got):\n%s", after, diff)
		}
	}
	if got := collect(t, s.Stream(t.Context(), "a", ^uint64(0))); got != nil {
		t.Errorf("stream after the highest version = %q", show(got))
	}
}

func allAfter(t *testing.T, h Harness) {
	s := open(t, h)
	if got := collect(t, s.All(t.Context(), 0)); got != nil {
		t.Errorf("an empty ledger has entries: %q", show(got))
	}
	commit(t, s, batch("a", 0, "one", "two"))
	commit(t, s, batch("b", 0, "three"))
	for after, want := range [][]string{{"1 a/1 one", "2 a/2 two", "3 b/1 three"}, {"2 a/2 two", "3 b/1 three"}, {"3 b/1 three"}, nil, nil} {
		got := show(collect(t, s.All(t.Context(), uint64(after))))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("chain after %d (-want +got):\n%s", after, diff)
		}
	}
	if got := collect(t, s.All(t.Context(), ^uint64(0))); got != nil {
		t.Errorf("chain after the highest number = %q", show(got))
	}
}

func iterationEnds(t *testing.T, h Harness) {
	s := open(t, h)
	commit(t, s, batch("a", 0, "one", "two"))
	var chain, stream uint64
	for e, err := range s.All(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		chain++
		commit(t, s, batch("a", 1+chain, fmt.Sprintf("while reading %d", e.Seq)))
	}
	for _, err := range s.Stream(t.Context(), "a", 0) {
		if err != nil {
			t.Fatal(err)
		}
		stream++
		commit(t, s, batch("a", 3+stream, "more"))
	}
	if chain != 2 || stream != 4 {
		t.Errorf("read %d entries of the chain and %d of the stream, want the 2 and 4 that were there", chain, stream)
	}
}

func bodyMayWrite(t *testing.T, h Harness) {
	s := open(t, h)
	for i := range uint64(300) {
		commit(t, s, batch("a", i, "x"))
	}
	n := uint64(0)
	for e, err := range s.Stream(t.Context(), "a", 0) {
		if err != nil {
			t.Fatal(err)
		}
		commit(t, s, batch("b", n, fmt.Sprintf("copy of %d", e.Seq)))
		n++
		if got := collect(t, s.Stream(t.Context(), "b", n-1)); len(got) != 1 {
			t.Fatalf("what was committed in the loop is not read in it: %q", show(got))
		}
	}
	if n != 300 {
		t.Errorf("read %d entries, want 300", n)
	}
}

func iterationLeft(t *testing.T, h Harness) {
	s := open(t, h)
	commit(t, s, batch("a", 0, "one", "two", "three"))
	all := s.All(t.Context(), 0)
	for e, err := range all {
		if err != nil || e.Seq == 2 {
			break
		}
	}
	if got := collect(t, all); len(got) != 3 {
		t.Errorf("the second iteration read %q", show(got))
	}
}

func headIsLast(t *testing.T, h Harness) {
	s := open(t, h)
	if got, want := headOf(t, s), (storage.Head{Hash: storage.Genesis}); got != want {
		t.Errorf("head of an empty ledger = %v, want %v", got, want)
	}
	commit(t, s, batch("a", 0, "one", "two"))
	last := collect(t, s.All(t.Context(), 1))[0]
	if got, want := headOf(t, s), (storage.Head{Seq: 2, Hash: last.Hash}); got != want {
		t.Errorf("head = %v, want %v", got, want)
	}
}

func reopenEqual(t *testing.T, h Harness) {
	s := open(t, h)
	accept(t, s, "in")
	b := batch("a", 0, "one", "two")
	b.Next = start
	commit(t, s, b)
	commit(t, s, batch("b", 0, "three"))
	before, head := collect(t, s.All(t.Context(), 0)), headOf(t, s)
	s = reopen(t, h, s)
	if diff := cmp.Diff(before, collect(t, s.All(t.Context(), 0))); diff != "" {
		t.Errorf("entries after reopening (-want +got):\n%s", diff)
	}
	if got := headOf(t, s); got != head {
		t.Errorf("head after reopening = %v, want %v", got, head)
	}
	due, err := s.DueBefore(t.Context(), start, 0)
	if err != nil || !cmp.Equal(due, []string{"a"}) || !cmp.Equal(waiting(t, s), []string{"in"}) {
		t.Errorf("after reopening: due %q, %v, waiting %q", due, err, waiting(t, s))
	}
	commit(t, s, batch("a", 2, "four"))
}

func longStream(t *testing.T, h Harness) {
	const batches, each = 8, 250
	s := open(t, h)
	for i := range uint64(batches) {
		b := batch("a", i*each)
		for j := range uint64(each) {
			b.Data = append(b.Data, fmt.Appendf(nil, "%d", i*each+j+1))
		}
		commit(t, s, b)
		commit(t, s, batch("b", i, "between"))
	}
	got := collect(t, s.Stream(t.Context(), "a", 0))
	if len(got) != batches*each {
		t.Fatalf("read %d entries, want %d", len(got), batches*each)
	}
	for i, e := range got {
		if want := fmt.Sprint(i + 1); string(e.Data) != want || fmt.Sprint(e.Version) != want {
			t.Fatalf("entry %d is version %d with data %q", i+1, e.Version, e.Data)
		}
	}
}
