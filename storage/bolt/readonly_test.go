package bolt_test

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// A file system that became read-only, as the kernel does to a failing disk, refuses
// to write but not to read: the ledger can still be looked at, and whoever starts a
// bot is told what to do.
func TestReadOnlyFileSystem(t *testing.T) {
	folder := t.TempDir()
	ledgerOf(t, filepath.Join(folder, "ledger.db"), "one")
	if err := syscall.Mount(folder, folder, "", syscall.MS_BIND, ""); err != nil {
		t.Logf("no file system can be mounted here, which takes root (%v): TestClassifyOpen has to do", err)
		return
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	if err := syscall.Mount("", folder, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Logf("it cannot be made read-only (%v): TestClassifyOpen has to do", err)
		return
	}
	path := filepath.Join(folder, "ledger.db")
	s, err := bolt.Open(t.Context(), path, bolt.Options{})
	if err == nil {
		t.Fatal(errors.New("it was opened for writing"), s.Close())
	}
	if guard.KindOf(err) != guard.Denied || !strings.Contains(err.Error(), path) || !strings.Contains(guard.HintOf(err), "mount it for writing") {
		t.Errorf("open: %v (kind %v, hint %q)", err, guard.KindOf(err), guard.HintOf(err))
	}
	reader := open(t, path, bolt.Options{ReadOnly: true})
	if head, err := storage.Check(t.Context(), reader); err != nil || head.Seq != 1 {
		t.Errorf("check: %v, %v", head, err)
	}
}
