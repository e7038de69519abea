package admin_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"kmsguard/cmd/bot/admin"
	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// running starts the side of a bot whose ledger holds three entries.
func running(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s, err := bolt.Open(t.Context(), filepath.Join(dir, "ledger.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	batch := storage.Batch{Stream: "key/1/r/key-1", At: time.Unix(1, 0), Data: [][]byte{[]byte("a"), []byte("b"), []byte("c")}}
	if _, err := s.Commit(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- admin.Serve(ctx, dir, s) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, err := admin.Dial(dir).Head(t.Context()); err != nil; _, err = admin.Dial(dir).Head(t.Context()) {
		if t.Context().Err() != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestARunningLedgerIsRead(t *testing.T) {
	dir := running(t)
	c := admin.Dial(dir)
	head, err := c.Head(t.Context())
	if err != nil || head.Seq != 3 {
		t.Fatalf("head %v, %v", head, err)
	}
	if got, err := c.Verify(t.Context(), head); err != nil || got != head {
		t.Errorf("verify gives %v, %v", got, err)
	}
	if _, err := c.Verify(t.Context(), storage.Head{Seq: 9, Hash: head.Hash}); guard.KindOf(err) != guard.Invalid {
		t.Errorf("a head that is not there is accepted: %v", err)
	}
	var text bytes.Buffer
	if err := c.Export(t.Context(), &text); err != nil {
		t.Fatal(err)
	}
	if got, err := storage.Verify(t.Context(), storage.ReadExport(t.Context(), &text), head); err != nil || got != head {
		t.Errorf("the export verifies to %v, %v", got, err)
	}
	var copied bytes.Buffer
	if err := c.Backup(t.Context(), &copied); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(file, copied.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := bolt.Open(t.Context(), file, bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Head(t.Context()); err != nil || got != head {
		t.Errorf("the backup's head is %v, %v", got, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestTheSocketIsForTheBotsUserOnly(t *testing.T) {
	info, err := os.Stat(filepath.Join(running(t), admin.SocketName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestWithoutABotTheErrorSaysSo(t *testing.T) {
	_, err := admin.Dial(t.TempDir()).Head(t.Context())
	if guard.KindOf(err) != guard.Unavailable || guard.HintOf(err) == "" {
		t.Errorf("error %v", err)
	}
}
