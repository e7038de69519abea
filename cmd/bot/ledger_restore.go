package main

import (
	"context"
	"fmt"
	"path/filepath"

	"kmsguard/guard"
	"kmsguard/storage/bolt"
)

type ledgerRestoreCmd struct {
	ledgerPlace
	From    string   `arg:"" help:"The backup." placeholder:"FILE"`
	Known   []string `help:"Number and hash of an entry that a witness saw and that the backup must hold, as NUMBER:HASH; may be repeated." placeholder:"HEAD"`
	Replace bool     `help:"Replace a ledger that has entries which the backup lacks, or that cannot be read; it is kept beside the new one."`
}

// Run verifies the backup and puts it in the place of the ledger.
func (c ledgerRestoreCmd) Run(ctx context.Context, t terminal) error {
	known, err := parseHeads(c.Known)
	if err != nil {
		return err
	}
	dir, err := c.dir(t)
	if err != nil {
		return err
	}
	if err := dataFolder(dir); err != nil {
		return err
	}
	done, err := bolt.Restore(ctx, c.From, filepath.Join(dir, ledgerFile), bolt.RestoreOptions{Known: known, Replace: c.Replace})
	if guard.KindOf(err) == guard.Conflict {
		return &guard.Error{Op: "ledger restore", Kind: guard.Invalid, Err: err, Hint: guard.HintOf(err)} // a flag is missing
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "restored: %d entries, head %s\n", done.Head.Seq, done.Head)
	if done.Kept != "" {
		fmt.Fprintf(t.out, "kept: the ledger that was there, as %s\n", done.Kept)
	}
	return nil
}
