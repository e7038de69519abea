package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kmsguard/cmd/bot/play"
	"kmsguard/cmd/bot/sandbox"
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
			verifyLedger(t, filepath.Join(dir, "data", ledgerFile))
		})
	}
}

// perform performs a built-in play, with the data of its last world in dir.
func perform(t *testing.T, name, dir string) {
	t.Helper()
	text, _ := sandbox.Play(name)
	steps, err := play.Parse(name, text)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	stage := sandbox.NewStage(sandbox.Options{Data: dir, Bot: []string{self}, Env: []string{asBot + "=1"}}, "")
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

func verifyLedger(t *testing.T, file string) {
	t.Helper()
	s, err := bolt.Open(t.Context(), file, bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	head, err := storage.Check(t.Context(), s)
	if err != nil || head.Seq == 0 {
		t.Errorf("the ledger of the play: head %v, %v", head, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
