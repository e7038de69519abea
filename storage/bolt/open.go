package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"kmsguard/guard"
)

const (
	// fileMode keeps the ledger from everybody but the bot's own user.
	fileMode = 0o600
	// lockWait is how long Open waits for the lock of the file: long enough
	// for a process that is just ending, too short to be taken for a hang.
	lockWait = 2 * time.Second
	// mapSize is the address space reserved for the file, so that a reader
	// does not hold up a writer that makes it grow. It costs no memory.
	mapSize = 256 << 20
)

// Options of Open. The zero value opens for writing.
type Options struct {
	// ReadOnly opens the file beside other readers, without raising its
	// generation; the file must exist. Writing is refused with kind Denied.
	ReadOnly bool
	// LockWait is how long to wait for the lock of the file, 0: two seconds.
	LockWait time.Duration
	// MaxSize refuses to let the file grow beyond so many bytes, 0: no bound.
	MaxSize int
}

// Open opens the ledger in the file at path, which it makes with mode 0600 if
// it is not there. A file of an older version is migrated, after a copy of it
// was made beside it.
//
// Kinds: Unavailable when another process holds the file, or the disk is full or
// fails; NotFound when its folder is missing, or the file for reading only; Denied
// when the file system refuses or is read only, others may use the file, or a newer
// version wrote it; Invalid when it is not a ledger, or so damaged that it cannot
// be read. A ledger in which less is damaged opens, so that it can be looked at;
// storage.Check finds that.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	return open(ctx, path, o, migrations)
}

func open(ctx context.Context, path string, o Options, steps []migration) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, openError(path, guard.Unavailable, err, "")
	}
	if err := checkMode(path); err != nil {
		return nil, err
	}
	s := &Store{path: path, readOnly: o.ReadOnly, lost: make(chan struct{})}
	if err := s.openFile(o); err != nil {
		return nil, err
	}
	if err := shielded(path, func() error { return s.prepare(steps) }); err != nil {
		return nil, errors.Join(classifyOpen(path, err), s.closeFile())
	}
	if !o.ReadOnly {
		s.start()
	}
	return s, nil
}

// openFile has bbolt open the file, and looks at what bbolt does not mind.
func (s *Store) openFile(o Options) error {
	var kept keptFile
	options := boltOptions(o)
	options.OpenFile = kept.open
	err := shielded(s.path, func() (err error) {
		s.db, err = bbolt.Open(s.path, fileMode, options)
		return err
	})
	if err != nil {
		if guard.KindOf(err) == guard.Invalid && kept.file != nil {
			err = errors.Join(err, kept.file.Close()) // bbolt failed without a word and did not
		}
		return classifyOpen(s.path, err)
	}
	var newest header
	newest, s.headers = readHeaders(kept.file, s.db.Info().PageSize)
	if err := checkPages(kept.file, s.db.Info().PageSize, newest); err != nil {
		return errors.Join(openError(s.path, guard.Invalid, fmt.Errorf("its pages are damaged: %w", err), hintDamaged), s.closeFile())
	}
	return nil
}

func boltOptions(o Options) *bbolt.Options {
	wait := o.LockWait
	if wait == 0 {
		wait = lockWait
	}
	return &bbolt.Options{
		Timeout: wait, ReadOnly: o.ReadOnly, MaxSize: o.MaxSize,
		FreelistType: bbolt.FreelistMapType, InitialMmapSize: mapSize,
	}
}

// checkMode refuses a file that others may read or write: it names people and
// what they decided.
func checkMode(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return openError(path, guard.Denied, err, "")
	case !info.Mode().IsRegular():
		return openError(path, guard.Invalid, errors.New("it is not a regular file"), "Name a file, not a folder.")
	case info.Mode().Perm()&0o077 != 0:
		return openError(path, guard.Denied, fmt.Errorf("its mode is %#o, others may use it", info.Mode().Perm()),
			"Run `chmod 600` on it, and ask who could have changed it: `bot ledger verify` with a posted head tells.")
	}
	return nil
}

// ErrHeld is why Open fails while another process uses the file.
var ErrHeld = errors.New("another process holds the file, and a ledger is used by one at a time")

func classifyOpen(path string, err error) error {
	var ours *guard.Error
	switch {
	case errors.As(err, &ours):
		return err
	case errors.Is(err, bolterrors.ErrTimeout):
		return openError(path, guard.Unavailable, ErrHeld,
			"Stop the bot that runs on this file, or ask the running bot instead of the file.")
	case errors.Is(err, os.ErrNotExist):
		return openError(path, guard.NotFound, err, "Check the path; the folder must exist, and to read a ledger the file too.")
	case errors.Is(err, os.ErrPermission):
		return openError(path, guard.Denied, err, "Check that folder and file belong to the bot's user.")
	case errors.Is(err, syscall.EROFS):
		return openError(path, guard.Denied, err, "The disk cannot be written to. Find out why (a failing disk is often mounted anew for reading only), mount it for writing, then start the bot again.")
	case isMedium(err):
		return openError(path, guard.Unavailable, err, hintDisk)
	default:
		return openError(path, guard.Invalid, fmt.Errorf("it is not a ledger, or damaged: %w", err), hintDamaged)
	}
}

// isMedium says whether an error is the system's: bbolt's own are about what it
// read.
func isMedium(err error) bool {
	var number syscall.Errno
	return errors.As(err, &number)
}

func openError(path string, kind guard.Kind, err error, hint string) error {
	return &guard.Error{Op: "bolt.Open", Subject: path, Kind: kind, Err: err, Hint: hint}
}
