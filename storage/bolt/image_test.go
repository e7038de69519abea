package bolt_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// thorough is whether the explorations that take minutes run.
var thorough = os.Getenv("KMSGUARD_LONG") == "1"

// refused stands for a file that was not accepted, with an error that says what to do.
const refused = "refused"

// judge writes an image of a ledger's file, opens and checks it, and returns all
// that the store answers, or refused. Anything else ends the test.
func judge(t *testing.T, image []byte, o bolt.Options) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, image, 0o600); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(path) //nolint:errcheck // thousands of images would fill the disk; the folder goes with the test
	answers, err := answersOf(t, path, o)
	if err == nil {
		return answers
	}
	kinds := []guard.Kind{guard.Invalid, guard.Denied} // denied: the number of its layout is another
	if !slices.Contains(kinds, guard.KindOf(err)) || !strings.Contains(guard.HintOf(err), "restore") {
		t.Fatalf("the damage is answered with kind %v, hint %q: %v", guard.KindOf(err), guard.HintOf(err), err)
	}
	return refused
}

// answersOf opens a file and asks everything.
func answersOf(t *testing.T, path string, o bolt.Options) (string, error) {
	t.Helper()
	s, err := bolt.Open(t.Context(), path, o)
	if err != nil {
		return "", err
	}
	answers, err := ask(t, s)
	return answers, errors.Join(err, s.Close())
}

func ask(t *testing.T, s *bolt.Store) (string, error) {
	t.Helper()
	var out strings.Builder
	head, err := storage.Check(t.Context(), s)
	if err != nil {
		return "", err
	}
	fmt.Fprintln(&out, "head", head)
	for e, err := range s.All(t.Context(), 0) {
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "entry %x\n", e.Record())
	}
	due, dueErr := s.DueBefore(t.Context(), start.AddDate(100, 0, 0), 0)
	next, nextErr := s.NextDue(t.Context())
	waiting, waitingErr := s.Waiting(t.Context())
	fmt.Fprintln(&out, "due", due, next)
	fmt.Fprintln(&out, "waiting", waiting)
	return out.String(), errors.Join(dueErr, nextErr, waitingErr)
}

// contents returns the bytes of a ledger's file without the empty room at its end.
func contents(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	used := len(bytes.TrimRight(data, "\x00"))
	return data[:min(len(data), (used/pageSize+1)*pageSize)]
}
