package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/rs/zerolog"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
	"kmsguard/storage/spare"
)

// keeping is where the bot writes: its ledger, or while that cannot be, memory.
type keeping struct {
	folder     string
	log        zerolog.Logger
	store      *bolt.Store     // nil: nothing can be read
	ledger     spare.Whole     // what the engine appends to
	whole      *storage.Ledger // the ledger itself; nil while it cannot be written
	generation uint64
	spare      *spare.Ledger // what could not be written yet; nil: nothing
	unwritable error         // why the ledger cannot be written; nil: it can. Constant while a round lasts
	returned   bool          // it seems to be back; watch's alone until the round is over
	file       os.FileInfo   // as it was when it could not be used; nil: it was not there
	lost       chan error    // holds the error after which the ledger is none
}

// errLedgerChanged ends a round of serving: the ledger was lost, or is back.
var errLedgerChanged = errors.New("the ledger has to be opened again")

// keep opens the ledger in a folder. What an earlier round kept in memory is written
// first. A ledger that cannot be opened or written leaves the bot to rescues, on
// what can be read; only one that another process holds ends it, since that process
// is a bot too. broken is why the round before could not use it; nil: it could.
func keep(ctx context.Context, folder string, kept *spare.Ledger, broken error, log zerolog.Logger) (*keeping, error) {
	k := &keeping{folder: folder, log: log, spare: kept, lost: make(chan error, 1)}
	err := broken
	if err == nil {
		err = k.open(ctx)
	}
	if err == nil || ctx.Err() != nil || heldByAnother(err) {
		return k, errors.Join(err, ctx.Err())
	}
	log.Error().Err(err).Msg("the ledger cannot be written; only rescues are carried out")
	return k, k.openToRead(ctx, err)
}

// heldByAnother reports whether another process has the ledger.
func heldByAnother(err error) bool { return errors.Is(err, bolt.ErrHeld) }

func (k *keeping) path() string { return filepath.Join(k.folder, ledgerFile) }

// open opens the ledger for writing, and writes what was kept.
func (k *keeping) open(ctx context.Context) error {
	if err := dataFolder(k.folder); err != nil {
		return err
	}
	s, err := bolt.Open(ctx, k.path(), bolt.Options{})
	if err != nil {
		return err
	}
	if err = k.lead(ctx, s); err != nil {
		return errors.Join(err, s.Close())
	}
	k.store = s
	k.whole = storage.NewLedger(s)
	k.ledger = spare.Watch(k.whole, func(err error) { k.lost <- err })
	return nil
}

func (k *keeping) lead(ctx context.Context, s *bolt.Store) (err error) {
	if k.generation, _, err = s.Lead(ctx); err != nil || k.spare == nil {
		return err
	}
	if err = k.spare.Replay(ctx, storage.NewLedger(s), k.generation); err == nil {
		k.spare = nil
	}
	return err
}

// openToRead lays what is kept over as much of the ledger as can be read.
func (k *keeping) openToRead(ctx context.Context, why error) error {
	k.unwritable = why
	if info, err := os.Stat(k.path()); err == nil {
		k.file = info
	}
	if k.spare == nil {
		k.spare = spare.New(func(subject string, err error) {
			k.log.Error().Str("subject", subject).Err(err).Msg("the ledger has nothing readable of this; it is taken for empty")
		})
	}
	var base spare.Base
	s, err := bolt.Open(ctx, k.path(), bolt.Options{ReadOnly: true})
	if err == nil {
		k.store = s
		base = storage.NewLedger(s)
	} else {
		k.log.Error().Err(err).Msg("the ledger cannot be read either")
	}
	k.ledger = k.spare
	return k.spare.Over(ctx, base)
}

// why is what people are told, empty while the ledger can be written.
func (k *keeping) why() string {
	if k.unwritable == nil {
		return ""
	}
	return guard.Plain(k.unwritable)
}

// watch returns errLedgerChanged when the ledger is lost, or seems to be back.
func (k *keeping) watch(ctx context.Context, every time.Duration) error {
	look := time.NewTicker(every)
	defer look.Stop()
	for {
		select {
		case err := <-k.lost:
			k.lost <- err // for settled
			pause(ctx, answersTravel)
			return errLedgerChanged
		case <-look.C:
			if k.unwritable != nil && k.back() {
				k.returned = true
				return errLedgerChanged
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// answersTravel is how long, in real time, those who were told that something could
// not be recorded have to be told it, before the bot lets go of Slack.
const answersTravel = 500 * time.Millisecond

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// settled says how a round ended: whatever part ended first, a ledger that was lost
// is the cause.
func (k *keeping) settled(err error) error {
	select {
	case lost := <-k.lost:
		k.unwritable, k.returned = lost, false
		return errLedgerChanged
	default:
		return err
	}
}

// broken is why the next round cannot use the ledger; nil: it is worth a try.
func (k *keeping) broken() error {
	if k.returned {
		return nil
	}
	return k.unwritable
}

// back reports whether it is worth to open the ledger again: a damaged file when it
// is another one, or has other rights; anything else when the folder can be written.
func (k *keeping) back() bool {
	kind := guard.KindOf(k.unwritable)
	if kind == guard.Invalid || kind == guard.Denied && !errors.Is(k.unwritable, syscall.EROFS) {
		return k.replaced()
	}
	if err := tryDisk(k.folder); err != nil {
		k.log.Debug().Err(err).Msg("the data folder still cannot be written")
		return false
	}
	return true
}

func (k *keeping) replaced() bool {
	info, err := os.Stat(k.path())
	if err != nil || k.file == nil {
		return (err == nil) != (k.file != nil)
	}
	return !os.SameFile(info, k.file) || !info.ModTime().Equal(k.file.ModTime()) || info.Mode() != k.file.Mode() || info.Size() != k.file.Size()
}

// diskTrial is how much has to fit beside the ledger before it is opened again.
const diskTrial = 1 << 20

// tryDisk writes a file and takes it away again.
func tryDisk(folder string) error {
	f, err := os.CreateTemp(folder, ".room-*")
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, diskTrial))
	if err = errors.Join(err, f.Sync(), f.Close(), os.Remove(f.Name())); err != nil {
		return fmt.Errorf("no room for %d bytes in %s: %w", diskTrial, folder, err)
	}
	return nil
}

func (k *keeping) close() error {
	if k == nil || k.store == nil {
		return nil
	}
	return k.store.Close()
}
