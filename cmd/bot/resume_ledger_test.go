package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// crowded is how much a ledger holds in which a bot finds its way back.
type crowded struct {
	open    int // requests that wait for statements
	watched int // keys whose deletion is pending
	due     int // of them, of which a reminder falls due in the next minute
}

// write fills the ledger of a bot that does not run, as that of a bot that has
// done all its work at the time that is.
func (c crowded) write(b *testing.B, dir string, now time.Time) {
	b.Helper()
	s, err := bolt.Open(b.Context(), filepath.Join(dir, ledgerFile), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	l := storage.NewLedger(s)
	work, ctx := errgroup.WithContext(b.Context())
	work.SetLimit(1000) // what waits together shares one sync
	for i := range c.open {
		work.Go(func() error { return record(ctx, l, now, true, waitingEvents(i, now.Add(-time.Hour))...) })
	}
	for i := range c.watched {
		work.Go(func() error { return record(ctx, l, now, i >= c.due, watchedEvents(i, i < c.due, now)...) })
	}
	if err := errors.Join(work.Wait(), s.Close()); err != nil {
		b.Fatal(err)
	}
}

// record appends events and, if so, that every message that they owe was posted.
func record(ctx context.Context, l *storage.Ledger, now time.Time, posted bool, events ...guard.Event) error {
	var s guard.State
	for _, e := range events {
		s = guard.Evolve(s, e)
	}
	for i, n := range s.Notices {
		if !posted {
			break
		}
		at := guard.Posted{Channel: "C0KEYS", TS: fmt.Sprintf("1793600000.%06d", i)}
		events = append(events, guard.NoticeIntended{Notice: n.ID, At: n.At}, guard.NoticePosted{Notice: n.ID, Posted: at, At: n.At})
		s = guard.Evolve(s, events[len(events)-1])
	}
	owed, next := guard.Due(s, now)
	if len(owed) > 0 {
		next = now
	}
	_, err := l.Append(ctx, guard.Append{Stream: s.Key.Stream(), At: s.Notices[0].At, Events: events, Next: next})
	return err
}

// waitingEvents are those of a request that was audited and has one statement.
func waitingEvents(i int, at time.Time) []guard.Event {
	id, facts := fmt.Sprintf("r-%d", i), factsOf(fmt.Sprintf("key-hzz650open%09d", i), guard.StateEnabled, at)
	approvers := guard.People{Groups: []string{"S0APPROVE"}}
	audit := guard.Audit{Key: facts, Started: at, Finished: at}
	for _, c := range guard.Required() {
		audit.Coverage = append(audit.Coverage, guard.Coverage{Category: c, Account: facts.Ref.Account, Region: facts.Ref.Region, Status: guard.StatusComplete, Calls: 2})
	}
	return []guard.Event{
		guard.RequestOpened{
			Request: id, Plan: guard.Plan{Action: guard.Delete, WindowDays: 7}, Requester: fmt.Sprintf("U0ASKER%d", i), Reason: "retired with the old shop, OPS-4411",
			Facts: facts, Rule: guard.Rule{Name: "every key", Channel: "C0KEYS", Approvers: approvers}, Channel: "C0KEYS",
			Eligible: []string{"U0BOB", "U0CAROL", "U0DAVE", "U0ERIN", "U0FRANK"}, At: at, Expires: at.Add(72 * time.Hour), Audit: true, AuditAge: 15 * time.Minute,
		},
		guard.AuditRecorded{Request: id, Audit: audit, At: at},
		guard.StatementGiven{Request: id, Confirmation: guard.Confirmation{Statement: 1, By: "U0BOB", At: at, Typed: "I confirm"}},
	}
}

// watchedEvents are those of a deletion that was scheduled elsewhere and found.
func watchedEvents(i int, due bool, now time.Time) []guard.Event {
	at := now.AddDate(0, 0, -4)
	first := now.AddDate(0, 0, 20)
	if due {
		first = now.Add(time.Minute)
	}
	facts := factsOf(watchedKey(i), guard.StatePendingDeletion, at)
	facts.DeleteDate = now.AddDate(0, 0, 26)
	return []guard.Event{guard.WatchStarted{
		DeleteDate: facts.DeleteDate, Reminders: []time.Time{first, now.AddDate(0, 0, 23), now.AddDate(0, 0, 25)}, Facts: facts,
		Channel: "C0KEYS", Actor: "user/etl", Notify: guard.People{Groups: []string{"S0APPROVE"}}, At: at,
	}}
}

// watchedKey names the watched keys.
func watchedKey(i int) string { return fmt.Sprintf("key-hzz650gone%09d", i) }

func factsOf(id string, state guard.KeyState, at time.Time) guard.KeyFacts {
	ref := guard.KeyRef{Account: "1234567890123456", Region: "cn-hangzhou", ID: id}
	return guard.KeyFacts{
		Ref: ref, ARN: ref.ARN(), State: state, RawState: string(state), Spec: "Aliyun_AES_256", Usage: "ENCRYPT/DECRYPT", Origin: "Aliyun_KMS",
		Creator: "1234567890123456", Description: "orders database", Aliases: []string{"alias/orders"}, ReadAt: at,
	}
}
