package storagetest

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/storage"
)

var commitPromises = []promise{
	{"versions of a stream count from one without gaps", versionsCount},
	{"sequence numbers count over all streams", sequenceCounts},
	{"an entry keeps what was committed to the nanosecond and the byte", entryKeeps},
	{"a batch is one step: all of its entries or none", batchIsOneStep},
	{"a stale version is refused with Conflict and changes nothing", staleVersion},
	{"a version from the future is refused with Conflict", futureVersion},
	{"a batch beyond the limits is refused with Invalid", beyondLimits},
	{"entries up to the limits are kept", upToLimits},
	{"names that begin alike are different streams", namesBeginAlike},
}

func versionsCount(t *testing.T, h Harness) {
	s := open(t, h)
	if got := commit(t, s, batch("a", 0, "one", "two")); got != 2 {
		t.Fatalf("version after two entries = %d, want 2", got)
	}
	if got := commit(t, s, batch("a", 2, "three")); got != 3 {
		t.Fatalf("version after three entries = %d, want 3", got)
	}
	want := []string{"1 a/1 one", "2 a/2 two", "3 a/3 three"}
	if diff := cmp.Diff(want, show(collect(t, s.Stream(t.Context(), "a", 0)))); diff != "" {
		t.Errorf("stream (-want +got):\n%s", diff)
	}
}

func sequenceCounts(t *testing.T, h Harness) {
	s := open(t, h)
	commit(t, s, batch("a", 0, "one"))
	commit(t, s, batch("b", 0, "two", "three"))
	commit(t, s, batch("a", 1, "four"))
	want := []string{"1 a/1 one", "2 b/1 two", "3 b/2 three", "4 a/2 four"}
	if diff := cmp.Diff(want, show(collect(t, s.All(t.Context(), 0)))); diff != "" {
		t.Errorf("chain (-want +got):\n%s", diff)
	}
}

func entryKeeps(t *testing.T, h Harness) {
	s := open(t, h)
	at := time.Date(2026, 11, 2, 10, 0, 0, 123456789, time.FixedZone("CET", 3600))
	data := "\x00\xff{ \"not\": compact }\n"
	commit(t, s, storage.Batch{Stream: "key/1/cn-hangzhou/ü", At: at, Data: texts(data, "")})
	got := collect(t, s.All(t.Context(), 0))
	if len(got) != 2 || string(got[0].Data) != data || len(got[1].Data) != 0 {
		t.Fatalf("entries = %q", show(got))
	}
	if want := at.UTC(); got[0].At != want || got[0].Stream != "key/1/cn-hangzhou/ü" {
		t.Errorf("entry = %v %q, want %v", got[0].At, got[0].Stream, want)
	}
}

func batchIsOneStep(t *testing.T, h Harness) {
	s := open(t, h)
	accept(t, s, "in")
	commit(t, s, batch("a", 0, "one"))
	b := batch("a", 0, "two", "three")
	b.Next, b.Handled = start.Add(time.Hour), "in"
	refused(t, s, b, guard.Conflict)
	if got := waiting(t, s); !cmp.Equal(got, []string{"in"}) {
		t.Errorf("the refused batch settled its input: waiting = %q", got)
	}
	if next, err := s.NextDue(t.Context()); err != nil || !next.IsZero() {
		t.Errorf("the refused batch left a due time: %v, %v", next, err)
	}
	b.After = 1
	commit(t, s, b)
	if got := waiting(t, s); got != nil {
		t.Errorf("the batch did not settle its input: waiting = %q", got)
	}
	if next, err := s.NextDue(t.Context()); err != nil || !next.Equal(b.Next) {
		t.Errorf("next due = %v, %v, want %v", next, err, b.Next)
	}
}

func staleVersion(t *testing.T, h Harness) {
	s := open(t, h)
	commit(t, s, batch("a", 0, "one", "two"))
	for _, after := range []uint64{0, 1} {
		refused(t, s, batch("a", after, "late"), guard.Conflict)
	}
	commit(t, s, batch("a", 2, "three"))
}

func futureVersion(t *testing.T, h Harness) {
	s := open(t, h)
	refused(t, s, batch("a", 1, "early"), guard.Conflict)
	commit(t, s, batch("a", 0, "one"))
	refused(t, s, batch("a", 2, "early"), guard.Conflict)
}

func beyondLimits(t *testing.T, h Harness) {
	s := open(t, h)
	commit(t, s, batch("a", 0, "one"))
	rows := map[string]storage.Batch{
		"nothing at all":        {At: start},
		"no stream":             {At: start, Data: texts("x")},
		"no time":               {Stream: "b", Data: texts("x")},
		"a time before 1970":    {Stream: "b", At: time.Unix(-1, 0), Data: texts("x")},
		"a time after 2261":     {Stream: "b", At: time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC), Data: texts("x")},
		"due after 2261":        {Stream: "b", At: start, Data: texts("x"), Next: time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC)},
		"due without a stream":  {At: start, Handled: "x", Next: start},
		"due without entries":   {Stream: "b", At: start, Next: start},
		"a long name":           {Stream: strings.Repeat("x", storage.MaxName+1), At: start, Data: texts("x")},
		"a name with NUL":       {Stream: "a\x00b", At: start, Data: texts("x")},
		"a name that is broken": {Stream: "a\xff", At: start, Data: texts("x")},
		"too many entries":      {Stream: "b", At: start, Data: make([][]byte, storage.MaxBatch+1)},
		"a long handled ID":     {At: start, Handled: strings.Repeat("x", storage.MaxName+1)},
	}
	for name, b := range rows {
		t.Run(name, func(t *testing.T) { refused(t, s, b, guard.Invalid) })
	}
}

func upToLimits(t *testing.T, h Harness) {
	s := open(t, h)
	long := strings.Repeat("x", storage.MaxName)
	commit(t, s, storage.Batch{Stream: long, At: start, Data: make([][]byte, storage.MaxBatch)})
	big := strings.Repeat("audit ", 1<<20)
	commit(t, s, batch(long, storage.MaxBatch, big))
	got := collect(t, s.Stream(t.Context(), long, storage.MaxBatch-1))
	if len(got) != 2 || string(got[1].Data) != big {
		t.Errorf("%d entries came back, want the last of %d and one of %d bytes", len(got), storage.MaxBatch, len(big))
	}
}

func namesBeginAlike(t *testing.T, h Harness) {
	s := open(t, h)
	for _, stream := range []string{"key/1", "key/10", "key/1/x", "key", "key/1 "} {
		commit(t, s, batch(stream, 0, "of "+stream))
	}
	commit(t, s, batch("key/1", 1, "more"))
	want := []string{"1 key/1/1 of key/1", "6 key/1/2 more"}
	if diff := cmp.Diff(want, show(collect(t, s.Stream(t.Context(), "key/1", 0)))); diff != "" {
		t.Errorf("stream (-want +got):\n%s", diff)
	}
	if got := collect(t, s.Stream(t.Context(), "key/", 0)); got != nil {
		t.Errorf("a stream that does not exist has entries: %q", show(got))
	}
}
