package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kmsguard/cmd/bot/play"
	"kmsguard/cmd/bot/sandbox"
	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// TestPlays performs every built-in play with the real bot as a process of its
// own, and verifies the ledger that it left, and that no tampered copy passes.
func TestPlays(t *testing.T) {
	for _, name := range sandbox.Plays() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			perform(t, name, dir)
			file := filepath.Join(dir, "data", ledgerFile)
			if name != tamperedPlay {
				verifyLedger(t, file)
			} else if _, err := check(t, file); !isBroken(err) {
				t.Errorf("the ledger that was edited passes: %v", err)
			}
		})
	}
}

// tamperedPlay leaves a ledger that somebody edited.
const tamperedPlay = "tampered"

// playPatience is how long a bot may be busy in a play here: an audit of 20,000
// disks takes seconds, and minutes under the race detector beside all other tests.
const playPatience = 5 * time.Minute

// perform performs a built-in play, with the data of its last world in dir.
func perform(t *testing.T, name, dir string) {
	t.Helper()
	text, _ := sandbox.Play(name)
	steps, err := play.Parse(name, text)
	if err != nil {
		t.Fatal(err)
	}
	stage := sandbox.NewStage(sandbox.Options{Data: dir, Bot: []string{self(t)}, Env: []string{asBot + "=1"}, Patience: playPatience}, "")
	var transcript bytes.Buffer
	if err := play.Run(t.Context(), steps, stage, &transcript); err != nil {
		t.Errorf("%v\n%s", err, last(transcript.String(), 200))
	}
	if err := stage.Close(); err != nil {
		t.Error(err)
	}
}

// last returns the last lines of a text.
func last(text string, lines int) string {
	all := strings.Split(text, "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

// verifyLedger wants the ledger that a play left to be sound, and each copy of it
// that somebody tampered with to be refused: as an export and as a file.
func verifyLedger(t *testing.T, file string) {
	t.Helper()
	head, export := exported(t, file)
	if got, err := verifyExport(t, export, head); err != nil || got != head {
		t.Errorf("the export of the play's ledger: head %v, %v", got, err)
	}
	for how := range tamperings {
		if _, err := verifyExport(t, tamperExport(export, how), head); !isBroken(err) {
			t.Errorf("%s: an export that was tampered with passes: %v", how, err)
		}
		copied := filepath.Join(t.TempDir(), ledgerFile)
		duplicate(t, file, copied)
		if err := tamperFile(copied, how); err != nil {
			t.Fatal(err)
		}
		if _, err := check(t, copied, head); !isBroken(err) {
			t.Errorf("%s: a file that was tampered with passes: %v", how, err)
		}
	}
}

// isBroken says that an error is about the chain and not about a reading that failed.
func isBroken(err error) bool {
	var broken *storage.ChainError
	return errors.As(err, &broken) || guard.KindOf(err) == guard.Invalid
}

// exported checks a ledger's file and returns its head and an export of it.
func exported(t *testing.T, file string) (storage.Head, []byte) {
	t.Helper()
	s := open(t, file)
	head, err := storage.Check(t.Context(), s)
	if err != nil || head.Seq < 3 {
		t.Errorf("the ledger of the play: head %v, %v", head, err)
	}
	var export bytes.Buffer
	if _, err := storage.Export(&export, s.All(t.Context(), 0)); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	return head, export.Bytes()
}

func verifyExport(t *testing.T, export []byte, known ...storage.Head) (storage.Head, error) {
	t.Helper()
	return storage.Verify(t.Context(), storage.ReadExport(t.Context(), bytes.NewReader(export)), known...)
}

func check(t *testing.T, file string, known ...storage.Head) (storage.Head, error) {
	t.Helper()
	s := open(t, file)
	head, err := storage.Check(t.Context(), s, known...)
	return head, errors.Join(err, s.Close())
}

func open(t *testing.T, file string) *bolt.Store {
	t.Helper()
	s, err := bolt.Open(t.Context(), file, bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func duplicate(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
