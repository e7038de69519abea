package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"kmsguard/guard"
	"kmsguard/storage"
)

// RestoreOptions of Restore.
type RestoreOptions struct {
	// Known are heads that a witness saw and that the backup must hold.
	Known []storage.Head
	// Replace puts the backup in the place of a ledger that has entries which the
	// backup does not have, or of which nobody can tell.
	Replace bool
}

// Restored is what Restore did.
type Restored struct {
	Head storage.Head
	Kept string // where the ledger that was there before lies now, empty: there was none
}

// Restore makes a backup the ledger at path. It verifies the backup before it
// changes anything, and changes the file in one step: at every moment there is
// either the old ledger or the new one. The old one is kept beside it, under a
// name that ends in .replaced-1, -2 and so on. No bot may run meanwhile.
//
// Kinds: Invalid when the backup is no sound ledger; Conflict when the ledger at
// path has entries that the backup lacks, is another one or cannot be read, and
// Replace is not set; Unavailable when a process holds the ledger, or the disk
// fails; NotFound when the backup or the folder is missing.
func Restore(ctx context.Context, backup, path string, o RestoreOptions) (Restored, error) {
	present, unreadable := openPresent(ctx, path)
	if guard.KindOf(unreadable) == guard.Unavailable {
		return Restored{}, unreadable
	}
	if present != nil {
		defer present.Close() //nolint:errcheck // it was only read, and its lock keeps bots away until the end
	}
	folder, err := os.MkdirTemp(filepath.Dir(path), ".restore-")
	if err != nil {
		return Restored{}, classifyOpen(path, err)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a copy of the backup, which is still there
	fresh := filepath.Join(folder, filepath.Base(path))
	if err := copyBackup(backup, fresh); err != nil {
		return Restored{}, err
	}
	head, err := verifyBackup(ctx, backup, fresh, present, unreadable, o)
	if err != nil {
		return Restored{}, err
	}
	kept, err := swap(fresh, path)
	return Restored{Head: head, Kept: kept}, err
}

// openPresent opens the ledger that is to be replaced; both results are nil where
// there is none.
func openPresent(ctx context.Context, path string) (*Store, error) {
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	s, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// copyBackup copies a file of whatever mode to one for the bot's user alone.
func copyBackup(from, to string) error {
	in, err := os.Open(from) //nolint:gosec // the operator's own argument
	if err != nil {
		return classifyOpen(from, err)
	}
	defer in.Close()                                                         //nolint:errcheck // it was only read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode) //nolint:gosec // in a folder of our own
	if err != nil {
		return classifyOpen(to, err)
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return classifyOpen(to, err)
	}
	return nil
}

// verifyBackup checks the copy of a backup, which it brings up to date, against
// what a witness saw and against the ledger that it is to replace.
func verifyBackup(ctx context.Context, backup, fresh string, present *Store, unreadable error, o RestoreOptions) (storage.Head, error) {
	s, err := Open(ctx, fresh, Options{})
	if err != nil {
		return storage.Head{}, backupError(backup, err)
	}
	head, err := storage.Check(ctx, s, o.Known...)
	if err != nil {
		err = backupError(backup, err)
	} else if !o.Replace {
		err = contains(ctx, s, head, present, unreadable)
	}
	return head, errors.Join(err, s.Close())
}

// contains returns an error unless nothing is lost by a restore.
func contains(ctx context.Context, s *Store, head storage.Head, present *Store, unreadable error) error {
	if unreadable != nil {
		return aheadError(fmt.Errorf("the ledger that is there cannot be read, so that nobody can tell what it holds: %w", unreadable))
	}
	if present == nil {
		return nil
	}
	there, err := present.Head(ctx)
	if err != nil {
		return aheadError(err)
	}
	_, err = storage.Verify(ctx, s.All(ctx, 0), there)
	var broken *storage.ChainError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &broken):
		return err
	case broken.Fault == storage.Truncated:
		return aheadError(fmt.Errorf("the ledger that is there has %d entries, the backup %d: what was decided between them would be lost", there.Seq, head.Seq))
	}
	return aheadError(fmt.Errorf("the ledger that is there is another one than the backup: entry %d differs", broken.Seq))
}

func aheadError(err error) error {
	return &guard.Error{Op: "bolt.Restore", Kind: guard.Conflict, Err: err,
		Hint: "If it is to be replaced all the same, say so with --replace; it is kept beside the new one."}
}

func backupError(backup string, err error) error {
	return &guard.Error{Op: "bolt.Restore", Subject: backup, Kind: guard.KindOf(err), Err: err,
		Hint: "Nothing was changed. Take another backup; one that verifies is one to restore."}
}

// swap gives the ledger at path a second name and puts the fresh file under the
// first, so that there is no moment without a ledger, at which a bot would begin a
// new one.
func swap(fresh, path string) (kept string, err error) {
	for n := 1; kept == ""; n++ {
		name := fmt.Sprintf("%s.replaced-%d", path, n)
		err := os.Link(path, name)
		if errors.Is(err, os.ErrNotExist) {
			break
		}
		if err == nil {
			kept = name
		} else if !errors.Is(err, os.ErrExist) {
			return "", classifyOpen(path, err)
		}
	}
	if err := errors.Join(os.Rename(fresh, path), syncFile(filepath.Dir(path))); err != nil {
		return kept, classifyOpen(path, err)
	}
	return kept, nil
}
