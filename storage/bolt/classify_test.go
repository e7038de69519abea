package bolt

import (
	"os"
	"strings"
	"syscall"
	"testing"

	bolterrors "go.etcd.io/bbolt/errors"

	"kmsguard/guard"
)

// Each way in which a file refuses has a kind of its own and says what to do next.
func TestClassifyOpen(t *testing.T) {
	const path = "/data/ledger.db"
	system := func(number syscall.Errno) error { return &os.PathError{Op: "open", Path: path, Err: number} }
	rows := []struct {
		err  error
		want guard.Kind
		hint string
	}{
		{system(syscall.EROFS), guard.Denied, "mount it for writing"},
		{system(syscall.EACCES), guard.Denied, "belong to the bot's user"},
		{system(syscall.ENOENT), guard.NotFound, "the folder must exist"},
		{system(syscall.ENOSPC), guard.Unavailable, "Check the disk and its free space"},
		{system(syscall.EIO), guard.Unavailable, "Check the disk"},
		{bolterrors.ErrTimeout, guard.Unavailable, "Stop the bot"},
		{bolterrors.ErrChecksum, guard.Invalid, "restore the newest backup"},
	}
	for _, row := range rows {
		err := classifyOpen(path, row.err)
		if guard.KindOf(err) != row.want || !strings.Contains(guard.HintOf(err), row.hint) || !strings.Contains(err.Error(), path) {
			t.Errorf("%v: %v (kind %v, hint %q), want kind %v and %q", row.err, err, guard.KindOf(err), guard.HintOf(err), row.want, row.hint)
		}
	}
}
