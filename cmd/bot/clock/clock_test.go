package clock_test

import (
	"context"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"kmsguard/cmd/bot/clock"
	"kmsguard/guard"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var start = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// bot is a follower that has reminders at certain times and notes when it gave them.
type bot struct {
	mu    sync.Mutex
	due   []time.Time
	given []time.Time
}

func (b *bot) run(ctx context.Context, f *clock.Follower) error {
	for {
		if err := f.Until(ctx, b.work(f.Now())); err != nil {
			return err
		}
	}
}

func (b *bot) work(now time.Time) (next time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.due) > 0 && !b.due[0].After(now) {
		b.given = append(b.given, now)
		b.due = b.due[1:]
	}
	if len(b.due) > 0 {
		next = b.due[0]
	}
	return next
}

func serve(t *testing.T) (*clock.Server, string) {
	t.Helper()
	s := clock.NewServer(start)
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	return s, srv.URL
}

func settler(s *clock.Server) func(context.Context) (time.Time, error) {
	return func(ctx context.Context) (time.Time, error) { return s.Report(ctx, s.Raise()) }
}

func TestEverythingDueHappensAtItsOwnTime(t *testing.T) {
	s, url := serve(t)
	ctx, cancel := context.WithCancel(t.Context())
	f, err := clock.Follow(ctx, url, "boot-1")
	if err != nil {
		t.Fatal(err)
	}
	b := &bot{due: []time.Time{start.Add(time.Hour), start.Add(36 * time.Hour), start.Add(80 * time.Hour)}}
	ended := make(chan error, 1)
	go func() { ended <- b.run(ctx, f) }()
	if err := s.Advance(ctx, start.Add(72*time.Hour), settler(s)); err != nil {
		t.Fatal(err)
	}
	b.mu.Lock()
	if len(b.given) != 2 || !b.given[0].Equal(start.Add(time.Hour)) || !b.given[1].Equal(start.Add(36*time.Hour)) {
		t.Errorf("given at %v", b.given)
	}
	b.mu.Unlock()
	if now := f.Now(); !now.Equal(start.Add(72 * time.Hour)) {
		t.Errorf("the follower's time is %v", now)
	}
	cancel()
	if err := <-ended; err == nil {
		t.Error("the bot ended without an error")
	}
}

func TestAKilledProcessIsTurnedAway(t *testing.T) {
	s, url := serve(t)
	f, err := clock.Follow(t.Context(), url, "boot-1")
	if err != nil {
		t.Fatal(err)
	}
	s.Forget()
	s.Raise()
	if err := f.Until(t.Context(), time.Time{}); guard.KindOf(err) != guard.Unavailable || guard.HintOf(err) == "" {
		t.Errorf("a killed process is answered: %v", err)
	}
	if _, err := clock.Follow(t.Context(), url, "boot-2"); err != nil {
		t.Errorf("the next process is turned away: %v", err)
	}
	if _, err := clock.Follow(t.Context(), url, "boot-3"); err == nil {
		t.Error("a second process beside the living one is answered")
	}
}

func TestALostClockIsAnError(t *testing.T) {
	s := clock.NewServer(start)
	srv := httptest.NewServer(s)
	f, err := clock.Follow(t.Context(), srv.URL, "boot-1")
	if err != nil {
		t.Fatal(err)
	}
	srv.Close()
	if err := f.Until(t.Context(), time.Time{}); guard.KindOf(err) != guard.Unavailable {
		t.Errorf("a lost clock gives %v", err)
	}
}

func TestABrokenWaitIsNoReport(t *testing.T) {
	s, url := serve(t)
	f, err := clock.Follow(t.Context(), url, "boot-1")
	if err != nil {
		t.Fatal(err)
	}
	waiting, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- f.Until(waiting, time.Time{}) }()
	if _, err := s.Report(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	stop()
	if err := <-ended; err == nil {
		t.Error("a broken wait returns no error")
	}
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	for short.Err() == nil { // the server notices the broken connection a moment later
		if _, err := s.Report(short, s.Raise()); err == nil {
			t.Fatal("a bot that has something to do counts as idle")
		}
	}
}

func TestWallReturnsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	if err := (clock.Wall{}).Until(ctx, time.Now().Add(time.Millisecond)); err != nil {
		t.Error(err)
	}
	cancel()
	if err := (clock.Wall{}).Until(ctx, time.Time{}); err == nil {
		t.Error("a cancelled wait returns no error")
	}
}
