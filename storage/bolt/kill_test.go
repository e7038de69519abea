package bolt_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// A process that writes is killed three times in the middle of it. What it
// acknowledged is there, and the chain is whole. This proves our order of
// writing and telling; that a sync reaches the disk is bbolt's and the
// kernel's business.
func TestKilledWriterLosesNothingAcknowledged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	var told []string
	for round := range 3 {
		told = append(told, killAfter(t, path, 150)...)
		s, err := bolt.Open(t.Context(), path, bolt.Options{})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if _, err := storage.Check(t.Context(), s); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		if missing := missing(t, s, told); len(missing) > 0 {
			t.Errorf("round %d: %d of %d acknowledgements are lost, the first is %q", round, len(missing), len(told), missing[0])
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killAfter runs the child, kills it after so many acknowledgements, and
// returns all that it gave until it was dead.
func killAfter(t *testing.T, path string, n int) (told []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	child := exec.CommandContext(ctx, os.Args[0])
	child.Env = append(os.Environ(), childEnv+"="+path)
	var complaints strings.Builder
	child.Stderr = &complaints
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // a line that was cut by the kill acknowledges nothing
		}
		if told = append(told, strings.TrimSuffix(line, "\n")); len(told) == n {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	err = child.Wait()
	if len(told) < n || complaints.Len() > 0 {
		t.Fatalf("the child gave %d acknowledgements, then ended with %v:\n%s", len(told), err, complaints.String())
	}
	return told
}

// missing returns the acknowledgements that the store does not bear out.
func missing(t *testing.T, s *bolt.Store, told []string) []string {
	t.Helper()
	kept := map[string]bool{}
	for e, err := range s.All(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		kept[string(e.Data)] = true
	}
	inputs, err := s.Waiting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range inputs {
		kept[in.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(told), func(line string) bool { return kept[line] })
}

// writeUntilKilled is the child: four writers of a stream and one that accepts
// inputs, each telling what was acknowledged.
func writeUntilKilled(path string) {
	ctx := context.Background()
	s, err := bolt.Open(ctx, path, bolt.Options{})
	if err != nil {
		log.Fatal(err)
	}
	generation, _, err := s.Lead(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for i := range 4 {
		go appendForever(ctx, s, fmt.Sprintf("writer %d", i))
	}
	for n := 0; ; n++ {
		id := fmt.Sprintf("input %d of generation %d", n, generation)
		if _, err := s.Accept(ctx, storage.Input{ID: id, At: time.Now()}); err != nil {
			log.Fatal(err)
		}
		tell(id)
	}
}

func appendForever(ctx context.Context, s *bolt.Store, stream string) {
	version := uint64(0)
	for e, err := range s.Stream(ctx, stream, 0) {
		if err != nil {
			log.Fatal(err)
		}
		version = e.Version
	}
	for {
		data := fmt.Sprintf("%s version %d", stream, version+1)
		b := storage.Batch{Stream: stream, After: version, At: time.Now(), Data: [][]byte{[]byte(data)}, Next: time.Now()}
		var err error
		if version, err = s.Commit(ctx, b); err != nil {
			log.Fatal(err)
		}
		tell(data)
	}
}

// tell writes one line in one call, which the kernel does not tear below its
// pipe buffer.
func tell(line string) {
	if _, err := io.WriteString(os.Stdout, line+"\n"); err != nil {
		os.Exit(0) // the parent is gone
	}
}
