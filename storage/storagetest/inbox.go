package storagetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/storage"
)

var inboxPromises = []promise{
	{"an input waits until a batch handled it, in order of arrival", inputsWait},
	{"an input comes back as it was accepted", inputKept},
	{"a repeated ID is not fresh while it waits", repeatedWaiting},
	{"a repeated ID is not fresh after it was handled, and after reopening", repeatedHandled},
	{"a handled ID is remembered for a day at least, and forgotten in time", handledForgotten},
	{"a batch may settle an input and nothing else", settleAlone},
	{"an input is settled once", settledOnce},
	{"inputs beyond the limits are refused with Invalid", inputLimits},
}

// handle settles an input by a batch without entries, at a time.
func handle(t *testing.T, s storage.Store, id string, at time.Time) {
	t.Helper()
	commit(t, s, storage.Batch{At: at, Handled: id})
}

func inputsWait(t *testing.T, h Harness) {
	s := open(t, h)
	for _, id := range []string{"c", "a", "b"} {
		if !accept(t, s, id) {
			t.Errorf("%s is not fresh", id)
		}
	}
	b := batch("s", 0, "x")
	b.Handled = "a"
	commit(t, s, b)
	accept(t, s, "0")
	if got, want := waiting(t, s), []string{"c", "b", "0"}; !cmp.Equal(got, want) {
		t.Errorf("waiting = %q, want %q", got, want)
	}
	s = reopen(t, h, s)
	accept(t, s, "00")
	if got, want := waiting(t, s), []string{"c", "b", "0", "00"}; !cmp.Equal(got, want) {
		t.Errorf("waiting after reopening = %q, want %q", got, want)
	}
}

func inputKept(t *testing.T, h Harness) {
	s := open(t, h)
	want := []storage.Input{
		{ID: "i:\xc3\xbc 1", At: start.Add(7), Data: []byte("\x00\xff data")},
		{ID: "empty", At: start, Data: []byte{}},
	}
	for _, in := range want {
		if _, err := s.Accept(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Waiting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("waiting (-want +got):\n%s", diff)
	}
}

func repeatedWaiting(t *testing.T, h Harness) {
	s := open(t, h)
	accept(t, s, "in")
	if accept(t, s, "in") {
		t.Error("the repetition is fresh")
	}
	s = reopen(t, h, s)
	if accept(t, s, "in") {
		t.Error("the repetition is fresh after reopening")
	}
	if got := waiting(t, s); !cmp.Equal(got, []string{"in"}) {
		t.Errorf("waiting = %q", got)
	}
}

func repeatedHandled(t *testing.T, h Harness) {
	s := open(t, h)
	accept(t, s, "in")
	handle(t, s, "in", start)
	if accept(t, s, "in") {
		t.Error("the repetition of a handled input is fresh")
	}
	s = reopen(t, h, s)
	if accept(t, s, "in") || waiting(t, s) != nil {
		t.Errorf("after reopening the repetition is fresh; waiting = %q", waiting(t, s))
	}
}

func handledForgotten(t *testing.T, h Harness) {
	s := open(t, h)
	for i := range 40 {
		id := fmt.Sprintf("old %d", i)
		accept(t, s, id)
		handle(t, s, id, start)
	}
	settle := func(n int, at time.Time) {
		for i := range n {
			id := fmt.Sprintf("%d at %v", i, at)
			accept(t, s, id)
			handle(t, s, id, at)
		}
	}
	settle(3, start.Add(storage.RememberHandled))
	if accept(t, s, "old 0") || accept(t, s, "old 39") {
		t.Error("an ID was forgotten within the time it has to be remembered")
	}
	settle(40, start.Add(storage.RememberHandled+time.Second))
	if !accept(t, s, "old 0") || !accept(t, s, "old 39") {
		t.Error("old IDs are kept although many batches have passed: the inbox grows without bound")
	}
}

func settleAlone(t *testing.T, h Harness) {
	s := open(t, h)
	accept(t, s, "in")
	handle(t, s, "in", start)
	if head := headOf(t, s); head.Seq != 0 || waiting(t, s) != nil {
		t.Errorf("head %v, waiting %q", head, waiting(t, s))
	}
}

func settledOnce(t *testing.T, h Harness) {
	s := open(t, h)
	b := batch("s", 0, "x")
	b.Handled = "in"
	refused(t, s, b, guard.NotFound)
	accept(t, s, "in")
	commit(t, s, b)
	b.After = 1
	refused(t, s, b, guard.NotFound)
}

func inputLimits(t *testing.T, h Harness) {
	s := open(t, h)
	rows := map[string]storage.Input{
		"no ID":          {At: start},
		"a long ID":      {ID: strings.Repeat("x", storage.MaxName+1), At: start},
		"an ID with NUL": {ID: "a\x00b", At: start},
		"much data":      {ID: "in", At: start, Data: make([]byte, storage.MaxInput+1)},
		"no time":        {ID: "in"},
	}
	for name, in := range rows {
		if fresh, err := s.Accept(t.Context(), in); fresh || guard.KindOf(err) != guard.Invalid {
			t.Errorf("%s: fresh %v, %v; want an error of kind invalid", name, fresh, err)
		}
	}
	big := storage.Input{ID: strings.Repeat("x", storage.MaxName), At: start, Data: make([]byte, storage.MaxInput)}
	if fresh, err := s.Accept(t.Context(), big); !fresh || err != nil {
		t.Errorf("an input at the limits: fresh %v, %v", fresh, err)
	}
	handle(t, s, big.ID, start)
}
