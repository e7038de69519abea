package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/cmd/bot/sandbox"
)

// How soon a bot that was killed is of use again. Both are meant of a ledger with
// 10,000 open requests and 100,000 watched keys.
const (
	mostToAck      = time.Second     // from the start of the process to the acknowledgement of a command
	mostToReminder = 5 * time.Second // to the first reminder that fell due while it was away
)

// BenchmarkResume kills a bot, lets reminders fall due, starts it, and measures
// how soon it is of use and what it holds; beside the same with an empty ledger.
// Run with
//
//	go test ./cmd/bot -run '^$' -bench Resume -benchtime 3x
func BenchmarkResume(b *testing.B) {
	if runtime.GOOS != "linux" {
		b.Skip("the memory of a process is read from /proc")
	}
	bot := build(b, ".", ".")
	for _, c := range []crowded{{watched: 5, due: 5}, {open: 10_000, watched: 100_000, due: 5}} {
		b.Run(fmt.Sprintf("%d open, %d watched", c.open, c.watched), func(b *testing.B) {
			for b.Loop() {
				c.resume(b, bot)
			}
		})
	}
}

// resume measures one start after a kill. What comes before does not count.
func (c crowded) resume(b *testing.B, bot string) {
	b.Helper()
	b.StopTimer()
	s := c.settled(b, bot)
	if err := s.Kill(); err != nil {
		b.Fatal(err)
	}
	if err := s.Advance(b.Context(), 2*time.Minute); err != nil {
		b.Fatal(err)
	}
	b.StartTimer()
	begun := time.Now()
	started := make(chan error, 1)
	go func() { started <- s.Start(b.Context()) }()
	ack := firstAck(b, s, begun)
	reminder := firstReminder(b, s, begun)
	b.StopTimer()
	peak := held(b, s.PID(), "VmHWM:")
	if err := <-started; err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(ack.Seconds()*1000, "ms-to-ack")
	b.ReportMetric(reminder.Seconds()*1000, "ms-to-reminder")
	b.ReportMetric(time.Since(begun).Seconds()*1000, "ms-to-idle")
	b.ReportMetric(float64(peak)/(1<<20), "MB-peak-at-reminder")
	b.ReportMetric(float64(resident(b, s.PID()))/(1<<20), "MB-when-idle")
	if ack > mostToAck || reminder > mostToReminder {
		b.Errorf("%s to the first acknowledgement and %s to the first reminder; at most %s and %s are meant", ack, reminder, mostToAck, mostToReminder)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	b.StartTimer()
}

// settled opens a sandbox on a ledger that holds so much, with a bot that has
// done everything once.
func (c crowded) settled(b *testing.B, bot string) *sandbox.Sandbox {
	b.Helper()
	w, err := sandbox.LoadWorld("lost", "")
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o700); err != nil {
		b.Fatal(err)
	}
	begun := time.Now()
	c.write(b, filepath.Join(dir, "data"), w.Now)
	b.Logf("written in %s", time.Since(begun))
	s, err := sandbox.Open(b.Context(), sandbox.Options{World: w, Data: dir, Bot: []string{bot}, Patience: 10 * time.Minute})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() }) // closed before, where nothing went wrong
	for i := range c.due {
		row := fmt.Sprintf("{id: %s, region: cn-hangzhou, state: PendingDeletion, deletes_at: %s}", watchedKey(i), w.Now.AddDate(0, 0, 26).Format(time.RFC3339))
		if err := s.Cloud().Add("keys", []byte(row)); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Logf("settled after %s", time.Since(begun))
	return s
}

// firstAck has somebody ask for something as soon as the bot is connected, and
// returns how long after the start it was acknowledged that this is recorded.
func firstAck(b *testing.B, s *sandbox.Sandbox, begun time.Time) time.Duration {
	b.Helper()
	alice := s.Slack().As("alice")
	wait(b, func() bool {
		err := alice.Slash(b.Context(), "key-changes", "/kms disable key-hzz650lost000000001 because OPS-1")
		return err == nil && !alice.Failed()
	})
	return time.Since(begun)
}

func firstReminder(b *testing.B, s *sandbox.Sandbox, begun time.Time) time.Duration {
	b.Helper()
	wait(b, func() bool {
		for _, m := range s.Slack().Messages("key-changes") {
			if reminds(m) {
				return true
			}
		}
		return false
	})
	return time.Since(begun)
}

func reminds(m slacksim.Message) bool {
	return strings.Contains(m.Text, "left: ") && strings.Contains(m.Text, "is destroyed")
}

// wait looks every few milliseconds whether something is so.
func wait(b *testing.B, so func() bool) {
	b.Helper()
	again := time.NewTicker(2 * time.Millisecond)
	defer again.Stop()
	late := time.NewTimer(30 * time.Second)
	defer late.Stop()
	for !so() {
		select {
		case <-again.C:
		case <-late.C:
			b.Fatal("it does not come")
		}
	}
}
