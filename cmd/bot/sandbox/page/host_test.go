package page

import (
	"context"
	"sync"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/guard/aliyunsim"
)

// morning is the time at which each test's world begins.
var morning = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// testHost is a sandbox without a bot: both simulators, and a clock in the test's hand.
type testHost struct {
	mu    sync.Mutex
	world string
	slack *slacksim.Sim
	cloud *aliyunsim.Sim
	now   time.Time
	open  func() (*slacksim.Sim, *aliyunsim.Sim)
	wake  chan struct{}
}

func (h *testHost) World() string             { return locked(h, func() string { return h.world }) }
func (h *testHost) Worlds() []string          { return []string{"shop", "depot"} }
func (h *testHost) About(world string) string { return "A world called " + world + "." }
func (h *testHost) Slack() *slacksim.Sim      { return locked(h, func() *slacksim.Sim { return h.slack }) }
func (h *testHost) Cloud() *aliyunsim.Sim     { return locked(h, func() *aliyunsim.Sim { return h.cloud }) }
func (h *testHost) Now() time.Time            { return locked(h, func() time.Time { return h.now }) }

func locked[T any](h *testHost, read func() T) T {
	h.mu.Lock()
	defer h.mu.Unlock()
	return read()
}

func (h *testHost) Role(user string) string {
	return map[string]string{"U0ALICE": "requester", "U0BOB": "approver, rescuer"}[user]
}

// Choose begins a world anew, the same one too.
func (h *testHost) Choose(_ context.Context, world string) error {
	slack, cloud := h.open()
	h.mu.Lock()
	old := h.slack
	h.world, h.slack, h.cloud = world, slack, cloud
	h.mu.Unlock()
	h.change()
	return old.Close()
}

func (h *testHost) Advance(_ context.Context, by time.Duration) error {
	h.mu.Lock()
	h.now = h.now.Add(by)
	h.mu.Unlock()
	h.change()
	return nil
}

func (h *testHost) Moving() (time.Time, bool)         { return time.Time{}, false }
func (h *testHost) ToReminder(context.Context) error  { return nil }
func (h *testHost) ToWindowEnd(context.Context) error { return nil }
func (h *testHost) Bot() (bool, string)               { return true, "" }
func (h *testHost) Kill() error                       { return nil }
func (h *testHost) Start(context.Context) error       { return nil }
func (h *testHost) KillAt(string, bool)               {}
func (h *testHost) Trap() (string, bool, bool)        { return "", false, false }
func (h *testHost) Changed() <-chan struct{} {
	return locked(h, func() chan struct{} { return h.wake })
}

func (h *testHost) change() {
	h.mu.Lock()
	defer h.mu.Unlock()
	close(h.wake)
	h.wake = make(chan struct{})
}
