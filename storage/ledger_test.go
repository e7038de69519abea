package storage_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

const stream = guard.Stream("key/1/cn-hangzhou/key-1")

// ledger opens an empty ledger on a real store and verifies it in the end.
func ledger(t *testing.T) (*storage.Ledger, storage.Store) {
	t.Helper()
	s, err := bolt.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return storage.NewLedger(s), s
}

func mustAppend(t *testing.T, l *storage.Ledger, a guard.Append) {
	t.Helper()
	a.Stream, a.At = stream, start
	version, err := l.Append(t.Context(), a)
	if want := a.After + uint64(len(a.Events)); err != nil || version != want {
		t.Fatalf("append = %d, %v; want %d", version, err, want)
	}
}

func collect(t *testing.T, records guard.Records) []guard.Record {
	t.Helper()
	var all []guard.Record
	for r, err := range records {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

func TestLedgerKeepsEvents(t *testing.T) {
	l, _ := ledger(t)
	approved := guard.RequestApproved{Request: "r1", At: start}
	ended := guard.RequestEnded{Request: "r1", Phase: guard.Withdrawn, By: "U1", Reason: "<changed> my mind", At: start}
	mustAppend(t, l, guard.Append{Events: []guard.Event{approved}})
	mustAppend(t, l, guard.Append{After: 1, Events: []guard.Event{ended}})
	want := []guard.Record{
		{Seq: 1, Stream: stream, Version: 1, At: start, Event: approved},
		{Seq: 2, Stream: stream, Version: 2, At: start, Event: ended},
	}
	if diff := cmp.Diff(want, collect(t, l.All(t.Context(), 0))); diff != "" {
		t.Errorf("all (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[1:], collect(t, l.Read(t.Context(), stream, 1))); diff != "" {
		t.Errorf("stream (-want +got):\n%s", diff)
	}
	head, err := l.Verify(t.Context())
	if now, headErr := l.Head(t.Context()); err != nil || headErr != nil || head != now || head.Seq != 2 {
		t.Errorf("verify = %v, %v; head = %v, %v", head, err, now, headErr)
	}
}

func TestLedgerRefusesAStaleVersion(t *testing.T) {
	l, _ := ledger(t)
	event := []guard.Event{guard.RequestApproved{Request: "r1", At: start}}
	mustAppend(t, l, guard.Append{Events: event})
	_, err := l.Append(t.Context(), guard.Append{Stream: stream, At: start, Events: event})
	if guard.KindOf(err) != guard.Conflict {
		t.Errorf("append: %v, want a conflict", err)
	}
}

func TestLedgerSettlesAnInputAndKeepsWhatIsDue(t *testing.T) {
	l, _ := ledger(t)
	in := guard.Input{ID: "slack/Ev1", At: start, Kind: guard.InputConfirm, By: "U1", Typed: "I confirm", Statement: 1}
	for _, want := range []bool{true, false} {
		if fresh, err := l.Accept(t.Context(), in); fresh != want || err != nil {
			t.Errorf("accept = %v, %v; want %v", fresh, err, want)
		}
	}
	waiting, err := l.Waiting(t.Context())
	if diff := cmp.Diff([]guard.Input{in}, waiting); diff != "" || err != nil {
		t.Errorf("waiting: %v (-want +got):\n%s", err, diff)
	}
	next := start.Add(time.Hour)
	mustAppend(t, l, guard.Append{Events: []guard.Event{guard.RequestApproved{Request: "r1", At: start}}, Next: next})
	mustAppend(t, l, guard.Append{After: 1, Handled: in.ID})
	if waiting, err := l.Waiting(t.Context()); len(waiting) > 0 || err != nil {
		t.Errorf("waiting after the append = %v, %v", waiting, err)
	}
	if got, err := l.NextDue(t.Context()); !got.Equal(next) || err != nil {
		t.Errorf("next due = %v, %v; want %v", got, err, next)
	}
	if due, err := l.DueBefore(t.Context(), next, 0); !cmp.Equal(due, []guard.Stream{stream}) || err != nil {
		t.Errorf("due = %v, %v", due, err)
	}
	mustAppend(t, l, guard.Append{After: 1})
	if got, err := l.NextDue(t.Context()); !got.IsZero() || err != nil {
		t.Errorf("next due after it was taken out = %v, %v", got, err)
	}
}

func TestLedgerStopsAtWhatItCannotRead(t *testing.T) {
	l, s := ledger(t)
	mustAppend(t, l, guard.Append{Events: []guard.Event{guard.RequestApproved{Request: "r1", At: start}}})
	unknown := storage.Batch{Stream: string(stream), After: 1, At: start, Data: [][]byte{[]byte(`{"kind":"of-the-future","event":{}}`)}}
	if _, err := s.Commit(t.Context(), unknown); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, l, guard.Append{After: 2, Events: []guard.Event{guard.RequestApproved{Request: "r2", At: start}}})
	var seen int
	var failed error
	for _, err := range l.Read(t.Context(), stream, 0) {
		if seen++; err != nil {
			failed = err
		}
	}
	if seen != 2 || guard.KindOf(failed) != guard.Invalid || !strings.Contains(failed.Error(), "entry 2") || guard.HintOf(failed) == "" {
		t.Errorf("read %d records, then %v (hint %q); want one, then entry 2 refused", seen, failed, guard.HintOf(failed))
	}
	if _, err := l.Verify(t.Context()); guard.KindOf(err) != guard.Invalid {
		t.Errorf("verify: %v", err)
	}
}

func TestLedgerStopsAtAnInputThatItCannotRead(t *testing.T) {
	for name, data := range map[string]string{
		"another ID":       `{"id":"other","at":"2026-11-02T09:00:00Z","kind":"open","by":"U1","reply":{}}`,
		"an unknown field": `{"id":"in","weight":1}`,
		"no JSON":          `in`,
	} {
		l, s := ledger(t)
		if _, err := s.Accept(t.Context(), storage.Input{ID: "in", At: start, Data: []byte(data)}); err != nil {
			t.Fatal(err)
		}
		if inputs, err := l.Waiting(t.Context()); guard.KindOf(err) != guard.Invalid {
			t.Errorf("%s: waiting = %v, %v; want kind invalid", name, inputs, err)
		}
	}
}

func TestLedgerExportVerifiesElsewhere(t *testing.T) {
	l, _ := ledger(t)
	mustAppend(t, l, guard.Append{Events: []guard.Event{guard.RequestApproved{Request: "r1", At: start}}})
	var out bytes.Buffer
	head, err := l.Export(t.Context(), &out)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"data":{"kind":"request-approved","event":{"request":"r1"`) {
		t.Errorf("the export does not show the event: %s", out.String())
	}
	got, err := storage.Verify(t.Context(), storage.ReadExport(t.Context(), &out), head)
	if err != nil || got != head {
		t.Errorf("verify of the export = %v, %v; want %v", got, err, head)
	}
}
