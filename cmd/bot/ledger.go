package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"kmsguard/cmd/bot/admin"
	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// ledgerFile is the ledger's name in the data folder.
const ledgerFile = "ledger.db"

// ledgerCmd reads a ledger: of a running bot through its socket, else from the
// file, or from an export.
type ledgerCmd struct {
	Verify  ledgerVerifyCmd  `cmd:"" help:"Verify the chain: any edit, removal or reordering is found and named."`
	Export  ledgerExportCmd  `cmd:"" help:"Write every entry as a line of JSON."`
	Head    ledgerHeadCmd    `cmd:"" help:"Print the number and hash of the last entry."`
	Backup  ledgerBackupCmd  `cmd:"" help:"Write a copy of the ledger's file."`
	Restore ledgerRestoreCmd `cmd:"" help:"Put a backup in the place of the ledger, while no bot runs on it."`
}

// ledgerPlace says which ledger is meant.
type ledgerPlace struct {
	Config string `help:"The configuration, which names the data folder." placeholder:"FILE"`
	Data   string `help:"The data folder, in place of a configuration." placeholder:"DIR"`
}

func (p ledgerPlace) dir(t terminal) (string, error) {
	switch {
	case p.Data != "" && p.Config != "":
		return "", &guard.Error{Op: "ledger", Kind: guard.Invalid, Err: errors.New("--config and --data exclude each other"), Hint: "Name one of them."}
	case p.Data != "":
		return p.Data, nil
	case p.Config == "":
		return "", &guard.Error{Op: "ledger", Kind: guard.Invalid, Err: errors.New("no ledger is named"), Hint: "Name the configuration with --config or the data folder with --data."}
	}
	c, err := t.configured(p.Config, config.ForLedger)
	return c.Data, err
}

// read hands the ledger to one of two readers: the bot that runs on it, or the file.
func (p ledgerPlace) read(ctx context.Context, t terminal, live func(admin.Client) error, file func(storage.Store) error) error {
	dir, err := p.dir(t)
	if err != nil {
		return err
	}
	if c := admin.Dial(dir); reachable(ctx, c) {
		return live(c)
	}
	s, err := bolt.Open(ctx, filepath.Join(dir, ledgerFile), bolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	return errors.Join(file(s), s.Close())
}

func reachable(ctx context.Context, c admin.Client) bool {
	_, err := c.Head(ctx)
	return guard.KindOf(err) != guard.Unavailable
}

type ledgerVerifyCmd struct {
	ledgerPlace
	Known  []string `help:"Number and hash of an entry that a witness saw, as NUMBER:HASH; may be repeated." placeholder:"HEAD"`
	Export string   `help:"Verify an export in place of a ledger; - is standard input." placeholder:"FILE"`
}

// Run verifies and prints the head. A broken chain is an answer: no.
func (c ledgerVerifyCmd) Run(ctx context.Context, t terminal) error {
	known, err := parseHeads(c.Known)
	if err != nil {
		return err
	}
	began := time.Now()
	head, err := c.verify(ctx, t, known)
	var broken *storage.ChainError
	if errors.As(err, &broken) || (err != nil && guard.KindOf(err) == guard.Invalid && head.Seq > 0) {
		return answerNo{fmt.Sprintf("the ledger is broken: %v; sound up to entry %s", err, head)}
	}
	if err != nil {
		return err
	}
	took := time.Since(began)
	fmt.Fprintf(t.out, "sound: %d entries, head %s\n", head.Seq, head)
	fmt.Fprintf(t.out, "took: %v, %.0f entries a second\n", took.Round(time.Millisecond), float64(head.Seq)/took.Seconds())
	return nil
}

// parseHeads reads heads that a witness saw.
func parseHeads(texts []string) (heads []storage.Head, err error) {
	for _, text := range texts {
		h, err := storage.ParseHead(text)
		if err != nil {
			return nil, err
		}
		heads = append(heads, h)
	}
	return heads, nil
}

func (c ledgerVerifyCmd) verify(ctx context.Context, t terminal, known []storage.Head) (head storage.Head, err error) {
	if c.Export != "" {
		in, err := openExport(c.Export)
		if err != nil {
			return head, err
		}
		head, err = storage.Verify(ctx, storage.ReadExport(ctx, in), known...)
		return head, errors.Join(err, in.Close())
	}
	err = c.read(ctx, t, func(a admin.Client) (err error) {
		head, err = a.Verify(ctx, known...)
		return err
	}, func(s storage.Store) (err error) {
		head, err = storage.Check(ctx, s, known...)
		return err
	})
	return head, err
}

// openExport opens an export, which may be larger than memory.
func openExport(path string) (io.ReadCloser, error) {
	if path == "-" {
		return os.Stdin, nil
	}
	f, err := os.Open(path) //nolint:gosec // the path is the operator's own argument
	if err != nil {
		return nil, &guard.Error{Op: "ledger", Kind: guard.Invalid, Err: err, Hint: "Name a file that is there and readable."}
	}
	return f, nil
}

type ledgerExportCmd struct{ ledgerPlace }

// Run writes the entries on standard output.
func (c ledgerExportCmd) Run(ctx context.Context, t terminal) error {
	return c.read(ctx, t, func(a admin.Client) error { return a.Export(ctx, t.out) }, func(s storage.Store) error {
		_, err := storage.Export(t.out, s.All(ctx, 0))
		return err
	})
}

type ledgerHeadCmd struct{ ledgerPlace }

// Run prints the head.
func (c ledgerHeadCmd) Run(ctx context.Context, t terminal) error {
	var head storage.Head
	err := c.read(ctx, t, func(a admin.Client) (err error) {
		head, err = a.Head(ctx)
		return err
	}, func(s storage.Store) (err error) {
		head, err = s.Head(ctx)
		return err
	})
	if err == nil {
		fmt.Fprintln(t.out, head)
	}
	return err
}

type ledgerBackupCmd struct {
	ledgerPlace
	To string `arg:"" help:"The file to write; it must not be there." placeholder:"FILE"`
}

// Run writes the copy, whole or not at all.
func (c ledgerBackupCmd) Run(ctx context.Context, t terminal) error {
	f, err := os.OpenFile(c.To, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return &guard.Error{Op: "ledger backup", Kind: guard.Invalid, Err: err, Hint: "Name a file that is not there yet."}
	}
	err = c.read(ctx, t, func(a admin.Client) error { return a.Backup(ctx, f) }, func(s storage.Store) error { return s.Backup(ctx, f) })
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(c.To)) // half a copy is worse than none
	}
	return nil
}
