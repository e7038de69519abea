package bolt_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kmsguard/storage/bolt"
)

// A sync that failed says nothing about what is on disk, and the next one may say
// that all is well though it is not: the kernel takes the pages for written. So
// the store says that it does not know, and writes no more until it was opened again.
func TestFailedSync(t *testing.T) {
	strace := lookStrace(t)
	rounds := 4
	if thorough {
		rounds = 24
	}
	for round := range rounds {
		t.Run(fmt.Sprint(round+1), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "ledger.db")
			madeLedger(t, path)
			story := readStory(t, runDiskChild(t, path, "", strace, "-f", "-qq", "-o", filepath.Join(t.TempDir(), "trace"), "-e", "trace=fdatasync",
				"-e", fmt.Sprintf("inject=fdatasync:error=EIO:when=%d", round+2)))
			t.Logf("after %d commits: %s", len(story.kept), story.outcomes["commit"])
			if why := story.outcomes["open"]; why != "" {
				story.want(t, "open", "kind unavailable", `hint "Check the disk`, "input/output error", path)
			} else {
				story.want(t, "commit", "kind uncertain", `hint "Check the disk`, "input/output error", path)
				story.want(t, "commit after it", "kind unavailable", `hint "Check the disk`, "input/output error")
				story.want(t, "accept after it", "kind unavailable")
				story.want(t, "close", "done")
			}
			story.wantWhole(t, path)
		})
	}
}

// lookStrace returns the program that makes system calls fail.
func lookStrace(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("strace")
	switch required := os.Getenv("KMSGUARD_STRACE") == "required"; {
	case err == nil:
		return path
	case required:
		t.Fatal("strace is missing, and KMSGUARD_STRACE=required: install it, on Debian with `apt-get install strace`")
	}
	t.Skip("strace is missing, which makes system calls fail: install it, on Debian with `apt-get install strace`")
	return ""
}

// A disk that is full: what was acknowledged is there, what was not is said, and
// the next start finds a whole ledger.
func TestFullDiskOfAProcess(t *testing.T) {
	for _, limit := range []int{16 << 20, 64 << 10, 6 << 10} {
		t.Run(fmt.Sprint(limit), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "ledger.db")
			madeLedger(t, path)
			story := readStory(t, runDiskChild(t, path, fmt.Sprint(limit)))
			t.Logf("after %d commits: %s%s", len(story.kept), story.outcomes["open"], story.outcomes["commit"])
			switch {
			case limit < 16<<10:
				story.want(t, "open", "kind unavailable", `hint "Check the disk and its free space`, "file too large", path)
			case limit < 16<<20:
				story.want(t, "commit", "kind uncertain", `hint "Check the disk and its free space`, "file too large", path)
				story.want(t, "commit after it", "kind unavailable", "file too large")
				story.want(t, "accept after it", "kind unavailable")
				story.want(t, "close", "done")
			default:
				story.want(t, "commit", "done")
			}
			story.wantWhole(t, path)
		})
	}
}

// madeLedger makes an empty ledger.
func madeLedger(t *testing.T, path string) {
	t.Helper()
	if _, err := answersOf(t, path, bolt.Options{}); err != nil {
		t.Fatal(err)
	}
}

// runDiskChild runs the child, through another program if one is given, and returns
// what it told.
func runDiskChild(t *testing.T, path, limit string, through ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command := append(through, os.Args[0])
	child := exec.CommandContext(ctx, command[0], command[1:]...)
	child.Env = append(os.Environ(), diskChildEnv+"="+path, fileLimitEnv+"="+limit)
	var complaints strings.Builder
	child.Stderr = &complaints
	out, err := child.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("the child ended with %v:\n%s", err, complaints.String())
	}
	return string(out)
}
