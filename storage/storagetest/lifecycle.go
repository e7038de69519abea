package storagetest

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/storage"
)

var lifecyclePromises = []promise{
	{"a closed store says Unavailable, and may be closed again", closedStore},
	{"a backup opens and is equal", backupEqual},
	{"a backup goes on from where it was made", backupGoesOn},
	{"a backup fails with its writer and with its context", backupFails},
	{"data of a newer version is refused", newerRefused},
}

func closedStore(t *testing.T, h Harness) {
	s := open(t, h)
	closeStore(t, s)
	closeStore(t, s)
	_, commitErr := s.Commit(t.Context(), batch("a", 0, "x"))
	_, acceptErr := s.Accept(t.Context(), storage.Input{ID: "in", At: start})
	_, waitingErr := s.Waiting(t.Context())
	_, headErr := s.Head(t.Context())
	var readErr error
	for _, err := range s.All(t.Context(), 0) {
		readErr = errors.Join(readErr, err)
	}
	for i, err := range []error{commitErr, acceptErr, waitingErr, headErr, readErr, s.Backup(t.Context(), &bytes.Buffer{})} {
		if err == nil || guard.KindOf(err) != guard.Unavailable {
			t.Errorf("call %d: %v, want an error of kind unavailable", i, err)
		}
	}
}

func backup(t *testing.T, s storage.Store) *bytes.Buffer {
	t.Helper()
	var copied bytes.Buffer
	if err := s.Backup(t.Context(), &copied); err != nil {
		t.Fatalf("backup: %v", err)
	}
	return &copied
}

func backupEqual(t *testing.T, h Harness) {
	s := open(t, h)
	accept(t, s, "in")
	b := batch("a", 0, "one", "two")
	b.Next = start
	commit(t, s, b)
	copied := backup(t, s)
	commit(t, s, batch("a", 2, "after the backup"))
	want := collect(t, s.All(t.Context(), 0))[:2]
	r := open(t, h.Restore(t, copied))
	if diff := cmp.Diff(want, collect(t, r.All(t.Context(), 0))); diff != "" {
		t.Errorf("entries of the backup (-want +got):\n%s", diff)
	}
	if !cmp.Equal(waiting(t, r), []string{"in"}) || !cmp.Equal(due(t, r, start, 0), []string{"a"}) {
		t.Errorf("the backup has waiting %q, due %q", waiting(t, r), due(t, r, start, 0))
	}
}

func backupGoesOn(t *testing.T, h Harness) {
	s := open(t, h)
	commit(t, s, batch("a", 0, "one"))
	r := open(t, h.Restore(t, backup(t, s)))
	old, _ := lead(t, s)
	if restored, _ := lead(t, r); restored <= old {
		t.Errorf("the restored store leads with generation %d, not above %d", restored, old)
	}
	commit(t, r, batch("a", 1, "two"))
}

func backupFails(t *testing.T, h Harness) {
	s := open(t, h)
	commit(t, s, batch("a", 0, "one"))
	full := errors.New("no space left")
	if err := s.Backup(t.Context(), failing{full}); !errors.Is(err, full) {
		t.Errorf("backup into a full writer: %v", err)
	}
	if err := s.Backup(cancelled(t), &bytes.Buffer{}); guard.KindOf(err) != guard.Unavailable || err == nil {
		t.Errorf("backup with an ended context: %v", err)
	}
	commit(t, s, batch("a", 1, "two"))
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func newerRefused(t *testing.T, h Harness) {
	s := open(t, h)
	commit(t, s, batch("a", 0, "one"))
	closeStore(t, s)
	h.MarkNewer(t)
	s, err := h.Open(t.Context())
	if err == nil {
		closeStore(t, s)
		t.Fatal("data of a newer version was opened")
	}
	if guard.KindOf(err) != guard.Denied || guard.HintOf(err) == "" {
		t.Errorf("open: %v, kind %v, hint %q; want kind denied and a hint", err, guard.KindOf(err), guard.HintOf(err))
	}
}
