package bolt

import (
	"fmt"
	"os"
	"runtime/debug"

	"kmsguard/guard"
)

// shielded turns into an error what bbolt does about a damaged page: it panics,
// or reads beyond the end of the file, for which the kernel sends a signal.
// Neither may end a bot that could still rescue a key.
func shielded(path string, do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			err = &guard.Error{Op: "bolt", Subject: path, Kind: guard.Invalid, Err: fmt.Errorf("a page of the file is damaged: %v", fault), Hint: hintDamaged}
		}
	}()
	return do()
}

// keptFile remembers the file that bbolt opens: where bbolt panics it is let go of,
// and its lock with it.
type keptFile struct{ file *os.File }

func (k *keptFile) open(path string, flag int, mode os.FileMode) (*os.File, error) {
	f, err := os.OpenFile(path, flag, mode) //nolint:gosec // the ledger's own path
	k.file = f
	return f, err
}
