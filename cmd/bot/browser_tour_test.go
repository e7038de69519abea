package main

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserTour follows the guided tour by pressing only what it points at, up
// to its end, and finds that the key was deleted by five and rescued by one.
func TestBrowserTour(t *testing.T) {
	t.Parallel()
	for name, window := range map[string]size{"desk": desk, "phone": phone} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := openVenue(t, "shop")
			p := visit(t, v, v.address+"/", window)
			p.pressAt(`a[data-pane="tour"]`)
			steps := p.followTour()
			t.Logf("the tour took %d presses over the steps %v", p.clicks, steps)
			if v.changes("kms.ScheduleKeyDeletion") != 1 || v.changes("kms.CancelKeyDeletion") != 1 || v.state(ordersKey) != "Enabled" {
				t.Errorf("scheduled %d times, cancelled %d times, and the key is %s", v.changes("kms.ScheduleKeyDeletion"), v.changes("kms.CancelKeyDeletion"), v.state(ordersKey))
			}
		})
	}
}

// mostTaps bounds the presses of the tour.
const mostTaps = 80

// followTour presses what the tour points at until it is done, and returns the
// steps that it showed.
func (p *visitor) followTour() (steps []string) {
	p.t.Helper()
	for p.clicks < mostTaps {
		p.awaitElement("#tour-card")
		step := learn[string](p, `document.querySelector("#tour-card").dataset.step`)
		if len(steps) == 0 || steps[len(steps)-1] != step {
			steps = append(steps, step)
		}
		p.await(`document.querySelector(".pointed, #tour-card[data-done]") !== null`, "the tour points at something, after step "+step)
		if p.count("#tour-card[data-done]") > 0 {
			return steps
		}
		p.takeHint()
	}
	p.t.Fatalf("the tour is not done after %d presses; steps %v", p.clicks, steps)
	return nil
}

// takeHint presses what the tour points at, and waits until it points at
// something else or says something else.
func (p *visitor) takeHint() {
	p.t.Helper()
	const hint = `(() => { const card = document.querySelector("#tour-card"); return [location.href, card?.outerHTML, document.querySelector("dialog")?.outerHTML].join(); })()`
	before := learn[string](p, hint)
	p.click(`document.querySelector(".pointed")`, "what the tour points at: "+learn[string](p, `document.querySelector("#tour-card").dataset.point ?? ""`))
	if err := poll(p.ctx, patience, func(ctx context.Context) (bool, error) {
		now, err := chromedp.Run(ctx, chromedp.Evaluate[string](hint))
		return now != before, err
	}); err != nil {
		p.t.Fatalf("after a press the tour stays where it is: %v\n%s", err, learn[string](p, `sight.flat(document.querySelector("#tour-card").textContent)`))
	}
}
