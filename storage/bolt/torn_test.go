package bolt_test

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

const (
	pageSize   = 4096
	sectorSize = 512
)

// step is one change of a ledger whose file is looked at before and after it.
type step struct {
	name   string
	change func(*bolt.Store) error
}

// steps are commits of every kind, on a ledger that has used all of its pages before.
func steps(t *testing.T) []step {
	commit := func(b storage.Batch) func(*bolt.Store) error {
		b.At = start
		return func(s *bolt.Store) error {
			_, err := s.Commit(t.Context(), b)
			return err
		}
	}
	return []step{
		{"an input", func(s *bolt.Store) error {
			_, err := s.Accept(t.Context(), storage.Input{ID: "new", At: start, Data: []byte("pressed")})
			return err
		}},
		{"an append", commit(storage.Batch{Stream: "a", After: 10, Data: [][]byte{[]byte("more")}, Next: start.Add(time.Hour)})},
		{"an append that settles an input", commit(storage.Batch{Stream: "b", Data: [][]byte{[]byte("b")}, Handled: "waits", Next: start})},
		{"what is due no more", commit(storage.Batch{Stream: "a", After: 10})},
		{"an entry of many pages", commit(storage.Batch{Stream: "a", After: 10, Data: [][]byte{bytes.Repeat([]byte("x"), 3*pageSize)}})},
	}
}

// aged makes a ledger whose file has free pages with old content, which a page that
// was not written brings back.
func aged(t *testing.T, path string) {
	t.Helper()
	s, err := bolt.Open(t.Context(), path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	entry := bytes.Repeat([]byte("entry"), 100) // so that no bucket fits into the page of another
	for version := range uint64(10) {
		b := storage.Batch{Stream: "a", After: version, At: start, Data: [][]byte{entry}, Next: start.Add(time.Duration(version) * time.Minute)}
		long := strings.Repeat("b", 400)
		_, commitErr := s.Commit(t.Context(), b)
		_, otherErr := s.Commit(t.Context(), storage.Batch{Stream: fmt.Sprint(long, version), At: start, Data: [][]byte{nil}})
		_, acceptErr := s.Accept(t.Context(), storage.Input{ID: fmt.Sprint("input ", version), At: start, Data: entry})
		if err = errors.Join(err, commitErr, otherErr, acceptErr); err != nil {
			t.Fatal(err)
		}
	}
	_, err = s.Accept(t.Context(), storage.Input{ID: "waits", At: start, Data: []byte("data")})
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
}

// Whatever part of a commit reached the disk, in whatever order, also one in which
// no sound disk writes: the file is as it was before or after, or it is refused. A
// third state would be a lost statement or a forgotten reminder that nobody sees.
func TestTornPages(t *testing.T) {
	for _, step := range steps(t) {
		t.Run(step.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger.db")
			aged(t, path)
			s, err := bolt.Open(t.Context(), path, bolt.Options{})
			if err != nil {
				t.Fatal(err)
			}
			before := contents(t, path)
			if err := step.change(s); err != nil {
				t.Fatal(err)
			}
			after := contents(t, path)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			tear(t, before, after, tornImages(before, after), bolt.Options{ReadOnly: true})
		})
	}
}

// The same for the first commit of a file, which makes it, and for a migration.
func TestTornStart(t *testing.T) {
	for name, path := range map[string]string{"a new file": filepath.Join(t.TempDir(), "ledger.db"), "a migration": unpack(t)} {
		t.Run(name, func(t *testing.T) {
			var before []byte
			if name == "a migration" {
				before = contents(t, path)
			}
			if _, err := answersOf(t, path, bolt.Options{}); err != nil {
				t.Fatal(err)
			}
			after := contents(t, path)
			images := tornImages(before, after)
			if name == "a migration" {
				images = inOrder(before, after) // the first layout cannot tell that its pages are old ones
			}
			tear(t, before, after, images, bolt.Options{})
		})
	}
}

// tear judges partial images between two states of a file.
func tear(t *testing.T, before, after []byte, images iter.Seq[image], o bolt.Options) {
	t.Helper()
	allowed := []string{judge(t, before, o), judge(t, after, o)}
	if slices.Contains(allowed[1:], refused) {
		t.Fatal("the whole file is refused")
	}
	outcomes := map[string]int{}
	for image := range images {
		answers := judge(t, image.bytes, o)
		i := slices.Index(allowed, answers)
		switch {
		case answers == refused:
			outcomes["refused"]++
		case i < 0:
			t.Fatalf("%s: a state that never was:\n%s", image.name, answers)
		default:
			outcomes[[]string{"before", "after"}[i]]++
		}
	}
	t.Logf("%d pages changed; images: %v", len(changedPages(before, after)), outcomes)
}

// changedPages are the numbers of the pages that differ.
func changedPages(before, after []byte) (pages []int) {
	for n := 0; n*pageSize < len(after); n++ {
		if !bytes.Equal(span(before, n*pageSize, pageSize), span(after, n*pageSize, pageSize)) {
			pages = append(pages, n)
		}
	}
	return pages
}

// span is a part of a file, shorter at its end.
func span(file []byte, from, size int) []byte {
	return file[min(from, len(file)):min(from+size, len(file))]
}
