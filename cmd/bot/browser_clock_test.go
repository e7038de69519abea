package main

import (
	"strings"
	"testing"
	"time"
)

// TestBrowserClock moves the clock by the pane: everything that is due happens,
// in its order and at its own time.
func TestBrowserClock(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.pending(t, ordersKey)
	p := visit(t, v, v.at("shop", "bob", decideRoom, request)+"?pane=clock", desk)
	p.seeIn("#list-pending", ordersKey)
	began := v.Now()

	p.order(`[data-clock="1h"]`)
	p.seeIn("#status-line", "10:0")
	p.seeIn("#list-thread", "ActionTrail: seen")
	p.order(`[data-clock="1d"]`)
	p.seeIn("#clock-now", "Tue 3 Nov 2026")
	p.seeNot("days left:")
	p.order(`[data-clock="reminder"]`)
	p.seeIn("#list-thread", "4 days left:")
	p.enter("Another length", "36h")
	p.order(`[data-clock="by"]`)
	p.seeIn("#list-thread", "3 days left:")
	p.enter("Another length", "soon")
	p.trouble.allow("422 (Unprocessable")
	p.order(`[data-clock="by"]`)
	p.readProblem(`"soon" is no time to move by`)

	p.order(`[data-clock="end"]`)
	p.seeIn("#list-pending", "No key waits for its deletion")
	if got := v.state(ordersKey); got != "Deleted" && got != "unknown" {
		t.Errorf("after its window the key is %s", got)
	}
	if moved := v.Now().Sub(began); moved < 7*24*time.Hour-time.Minute {
		t.Errorf("the clock moved by %v", moved)
	}
	inOrder(t, learn[[]string](p, `[...document.querySelectorAll("#list-thread .by time")].map((e) => e.dateTime)`))
	reminders := learn[[]string](p, `[...document.querySelectorAll("#list-thread article")].map((e) => sight.flat(e.textContent).match(/(\d+ (days|hours) left):/)?.[1]).filter(Boolean)`)
	if got, want := strings.Join(reminders, ", "), "4 days left, 3 days left, 24 hours left, 4 hours left"; got != want {
		t.Errorf("reminders: %s; want %s", got, want)
	}
}

// inOrder wants times to come one after the other.
func inOrder(t *testing.T, times []string) {
	t.Helper()
	if len(times) < 10 {
		t.Errorf("only %d messages have a time", len(times))
	}
	for i := 1; i < len(times); i++ {
		if times[i] < times[i-1] {
			t.Errorf("a message of %s stands below one of %s", times[i], times[i-1])
		}
	}
}
