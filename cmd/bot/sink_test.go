package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// full takes some bytes and no more.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return 0, errors.New("no space left on device")
	}
	f.room -= len(p)
	return len(p), nil
}

func TestWhatCannotBePrintedIsAFailure(t *testing.T) {
	var told bytes.Buffer
	none := func(string) (string, bool) { return "", false }
	status := run(t.Context(), []string{"version"}, terminal{out: &full{room: 3}, err: &told, env: none})
	if status != exitOutside || !strings.Contains(told.String(), "no space left") || !strings.Contains(told.String(), "hint: ") {
		t.Errorf("exit status %d, told:\n%s", status, told.String())
	}
	if status := run(t.Context(), []string{"version"}, terminal{out: &full{room: 1000}, err: &told, env: none}); status != exitDone {
		t.Errorf("exit status %d with room enough", status)
	}
}
