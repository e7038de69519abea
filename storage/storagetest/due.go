package storagetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/storage"
)

var duePromises = []promise{
	{"streams are due at their time, the earliest first", dueInOrder},
	{"a batch replaces the due time of its stream", dueReplaced},
	{"a batch without a due time takes the stream out", dueRemoved},
	{"a batch without entries moves the due time", dueMoved},
	{"times a nanosecond apart keep their order", dueNanoseconds},
}

// commitDue appends an entry to a stream and sets when it is due.
func commitDue(t *testing.T, s storage.Store, stream string, after uint64, next time.Time) {
	t.Helper()
	b := batch(stream, after, "x")
	b.Next = next
	commit(t, s, b)
}

func due(t *testing.T, s storage.Store, at time.Time, limit int) []string {
	t.Helper()
	streams, err := s.DueBefore(t.Context(), at, limit)
	if err != nil {
		t.Fatalf("due before %v: %v", at, err)
	}
	return streams
}

func nextDue(t *testing.T, s storage.Store) time.Time {
	t.Helper()
	next, err := s.NextDue(t.Context())
	if err != nil {
		t.Fatalf("next due: %v", err)
	}
	return next
}

func dueInOrder(t *testing.T, h Harness) {
	s := open(t, h)
	if got := nextDue(t, s); !got.IsZero() {
		t.Errorf("next due of an empty ledger = %v", got)
	}
	for i, minutes := range []int{30, 10, 20, 10} {
		commitDue(t, s, fmt.Sprintf("s%d", i), 0, start.Add(time.Duration(minutes)*time.Minute))
	}
	commit(t, s, batch("never", 0, "x"))
	rows := []struct {
		after time.Duration
		limit int
		want  []string
	}{
		{10*time.Minute - 1, 0, nil},
		{10 * time.Minute, 0, []string{"s1", "s3"}},
		{10 * time.Minute, 1, []string{"s1"}},
		{25 * time.Minute, 0, []string{"s1", "s3", "s2"}},
		{24 * time.Hour, 0, []string{"s1", "s3", "s2", "s0"}},
		{24 * time.Hour, 3, []string{"s1", "s3", "s2"}},
	}
	for _, row := range rows {
		if diff := cmp.Diff(row.want, due(t, s, start.Add(row.after), row.limit)); diff != "" {
			t.Errorf("due after %v, at most %d (-want +got):\n%s", row.after, row.limit, diff)
		}
	}
	if got, want := nextDue(t, s), start.Add(10*time.Minute); !got.Equal(want) {
		t.Errorf("next due = %v, want %v", got, want)
	}
}

func dueReplaced(t *testing.T, h Harness) {
	s := open(t, h)
	commitDue(t, s, "a", 0, start.Add(time.Hour))
	commitDue(t, s, "a", 1, start.Add(2*time.Hour))
	commitDue(t, s, "a", 2, start.Add(2*time.Hour))
	if got := due(t, s, start.Add(time.Hour), 0); got != nil {
		t.Errorf("due at the time that was replaced: %q", got)
	}
	if got := due(t, s, start.Add(2*time.Hour), 0); !cmp.Equal(got, []string{"a"}) {
		t.Errorf("due at the new time: %q", got)
	}
}

func dueRemoved(t *testing.T, h Harness) {
	s := open(t, h)
	commitDue(t, s, "a", 0, start.Add(time.Hour))
	commitDue(t, s, "b", 0, start.Add(2*time.Hour))
	commitDue(t, s, "a", 1, time.Time{})
	if got := due(t, s, start.Add(24*time.Hour), 0); !cmp.Equal(got, []string{"b"}) {
		t.Errorf("due = %q, want b alone", got)
	}
	if got, want := nextDue(t, s), start.Add(2*time.Hour); !got.Equal(want) {
		t.Errorf("next due = %v, want %v", got, want)
	}
}

func dueMoved(t *testing.T, h Harness) {
	s := open(t, h)
	commitDue(t, s, "a", 0, start.Add(time.Hour))
	head := headOf(t, s)
	if got := commit(t, s, storage.Batch{Stream: "a", After: 1, At: start, Next: start.Add(3 * time.Hour)}); got != 1 {
		t.Errorf("version after a batch without entries = %d, want 1", got)
	}
	if got := headOf(t, s); got != head {
		t.Errorf("a batch without entries moved the head to %v", got)
	}
	if got, want := nextDue(t, s), start.Add(3*time.Hour); !got.Equal(want) {
		t.Errorf("next due = %v, want %v", got, want)
	}
	commitDue(t, s, "a", 1, start.Add(4*time.Hour))
	if got := due(t, s, start.Add(24*time.Hour), 0); !cmp.Equal(got, []string{"a"}) {
		t.Errorf("due = %q, want a once", got)
	}
}

func dueNanoseconds(t *testing.T, h Harness) {
	s := open(t, h)
	commitDue(t, s, "later", 0, start.Add(1))
	commitDue(t, s, "sooner", 0, start)
	if got := due(t, s, start, 0); !cmp.Equal(got, []string{"sooner"}) {
		t.Errorf("due = %q", got)
	}
	if got := due(t, s, start.Add(1), 0); !cmp.Equal(got, []string{"sooner", "later"}) {
		t.Errorf("due a nanosecond later = %q", got)
	}
}
