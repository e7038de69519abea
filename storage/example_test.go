package storage_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// A ledger is a store with types. An append names the version that it was
// decided on, so that of two decisions on the same state one is refused.
func ExampleLedger() {
	if err := keepTwoEvents(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// version 2
	// conflict
	// 1 guard.RequestApproved
	// 2 guard.RequestEnded
	// verified up to entry 2
}

func keepTwoEvents(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "ledger")
	if err != nil {
		return err
	}
	store, err := bolt.Open(ctx, filepath.Join(dir, "ledger.db"), bolt.Options{})
	if err != nil {
		return err
	}
	return errors.Join(useLedger(ctx, storage.NewLedger(store)), store.Close(), os.RemoveAll(dir))
}

func useLedger(ctx context.Context, ledger *storage.Ledger) error {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	decided := guard.Append{
		Stream: "key/1234567890123456/cn-hangzhou/key-hzz650a1b2c3d4e5f6g7h", At: now,
		Events: []guard.Event{
			guard.RequestApproved{Request: "r1", At: now},
			guard.RequestEnded{Request: "r1", Phase: guard.Withdrawn, At: now},
		},
	}
	version, err := ledger.Append(ctx, decided)
	if err != nil {
		return err
	}
	fmt.Println("version", version)
	_, err = ledger.Append(ctx, decided)
	fmt.Println(guard.KindOf(err))
	for record, err := range ledger.Read(ctx, decided.Stream, 0) {
		if err != nil {
			return err
		}
		fmt.Printf("%d %T\n", record.Version, record.Event)
	}
	head, err := ledger.Verify(ctx)
	fmt.Println("verified up to entry", head.Seq)
	return err
}
