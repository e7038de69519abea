package bolt_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// The environment of the child of a test of a failing disk.
const (
	diskChildEnv = "KMSGUARD_TEST_BOLT_DISK"  // the path of its ledger
	fileLimitEnv = "KMSGUARD_TEST_BOLT_LIMIT" // beyond how many bytes no file of it may grow
)

// diskCommits is how many commits the child makes where nothing fails.
const diskCommits = 60

// writeUntilRefused is the child: it appends until something fails, tries twice
// more, and opens the ledger again. It tells what came of each step.
func writeUntilRefused(path string) {
	if limit, err := strconv.ParseUint(os.Getenv(fileLimitEnv), 10, 64); err == nil {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			outcome("limit", err)
			return
		}
	}
	ctx := context.Background()
	s, err := bolt.Open(ctx, path, bolt.Options{})
	if err != nil {
		outcome("open", err)
		return
	}
	version := uint64(0)
	for ; version < diskCommits; version++ {
		if _, err = s.Commit(ctx, diskBatch(version)); err != nil {
			break
		}
		tell("kept " + string(diskBatch(version).Data[0]))
	}
	outcome("commit", err)
	_, err = s.Commit(ctx, diskBatch(version))
	outcome("commit after it", err)
	_, err = s.Accept(ctx, storage.Input{ID: "in", At: start})
	outcome("accept after it", err)
	outcome("close", s.Close())
	s, err = bolt.Open(ctx, path, bolt.Options{})
	outcome("open again", err)
	if err == nil {
		_, err = s.Accept(ctx, storage.Input{ID: "in", At: start})
		outcome("accept again", errors.Join(err, s.Close()))
	}
}

// diskBatch fills more than one page, so that the file grows.
func diskBatch(version uint64) storage.Batch {
	data := fmt.Sprintf("entry %d %s", version+1, strings.Repeat("x", 2*pageSize))
	return storage.Batch{Stream: "a", After: version, At: start, Data: [][]byte{[]byte(data)}}
}

// outcome tells of a step: its kind of error, whether there is a hint, and the text.
func outcome(step string, err error) {
	if err == nil {
		tell(step + ": done")
		return
	}
	tell(fmt.Sprintf("%s: kind %v, hint %q, %v", step, guard.KindOf(err), guard.HintOf(err), strings.ReplaceAll(err.Error(), "\n", "; ")))
}

// diskStory is what the child told.
type diskStory struct {
	kept     []string // the data that was acknowledged
	outcomes map[string]string
}

func readStory(t *testing.T, out string) diskStory {
	t.Helper()
	story := diskStory{outcomes: map[string]string{}}
	lines := bufio.NewScanner(strings.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if data, kept := strings.CutPrefix(lines.Text(), "kept "); kept {
			story.kept = append(story.kept, data)
			continue
		}
		step, came, _ := strings.Cut(lines.Text(), ": ")
		story.outcomes[step] = came
	}
	return story
}

// want fails the test unless a step came out as it should.
func (d diskStory) want(t *testing.T, step string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(d.outcomes[step], part) {
			t.Errorf("%s: %q, want %q", step, d.outcomes[step], part)
		}
	}
}

// wantWhole opens what the child left: it is sound, and what was acknowledged is there.
func (d diskStory) wantWhole(t *testing.T, path string) {
	t.Helper()
	s := open(t, path, bolt.Options{})
	head, err := storage.Check(t.Context(), s)
	if err != nil {
		t.Errorf("the ledger after the failure: %v", err)
	}
	if lost := missing(t, s, d.kept); len(lost) > 0 {
		t.Errorf("%d of %d acknowledged entries are lost", len(lost), len(d.kept))
	}
	if n := uint64(len(d.kept)); head.Seq != n && head.Seq != n+1 {
		t.Errorf("%d entries, of %d acknowledged ones and one that nobody knows of", head.Seq, n)
	}
	commit(t, s, "a", head.Seq, "the disk is back")
}
