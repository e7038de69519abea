package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kmsguard/cmd/bot/play"
	"kmsguard/guard"
)

// Ledger does to the file of the bot's ledger what somebody with access to it can do.
func (s *Stage) Ledger(_ context.Context, act string, args ...string) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	file := filepath.Join(b.dir, "data", "ledger.db")
	switch act {
	case play.LedgerKeep:
		return duplicate(file, b.copyOf(args[0]))
	case play.LedgerRestore:
		return b.whileDown(func() error { return duplicate(b.copyOf(args[0]), file) })
	case play.LedgerEdit:
		return b.whileDown(func() error { return edit(file, args[0], args[1]) })
	}
	return fmt.Errorf("there is nothing that does %q to a ledger", act)
}

func (s *Sandbox) copyOf(name string) string {
	return filepath.Join(s.dir, "kept-"+filepath.Base(name))
}

// whileDown changes a file that the bot holds only while there is no bot.
func (s *Sandbox) whileDown(change func() error) error {
	if s.alive() {
		return &guard.Error{Op: "sandbox.Ledger", Kind: guard.Conflict, Err: errors.New("the bot runs on that file"), Hint: "Kill it first."}
	}
	return change()
}

func duplicate(from, to string) error {
	data, err := os.ReadFile(from) //nolint:gosec // both are in the sandbox's own folder
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o600) //nolint:gosec // as above
}

// edit replaces the first occurrence of a text.
func edit(file, from, to string) error {
	data, err := os.ReadFile(file) //nolint:gosec // the sandbox's own
	if err != nil {
		return err
	}
	if len(from) != len(to) || !bytes.Contains(data, []byte(from)) {
		return &guard.Error{Op: "sandbox.Ledger", Subject: fmt.Sprintf("%q", from), Kind: guard.Invalid, Err: errors.New("it is not in the ledger, or what it is made has another length")}
	}
	return os.WriteFile(file, bytes.Replace(data, []byte(from), []byte(to), 1), 0o600) //nolint:gosec // as above
}
