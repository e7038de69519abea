package main

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// visitor is a person at a browser: he sees what is on the page, and acts by
// mouse and keyboard.
type visitor struct {
	t       testing.TB
	ctx     context.Context
	venue   *venue
	trouble *trouble
	clicks  int // how often he pressed something
}

// Sizes of the windows in which the page is tested.
type size struct{ width, height int64 }

var (
	desk  = size{1440, 900}
	phone = size{390, 844}
)

// patience is how long a visitor waits for what he expects.
const patience = 30 * time.Second

// visit opens a browser context of its own at an address.
func visit(t testing.TB, v *venue, address string, window size) *visitor {
	t.Helper()
	p := newVisitor(t, v, window)
	p.open(address)
	return p
}

// newVisitor is a browser context of its own, with an empty page.
func newVisitor(t testing.TB, v *venue, window size) *visitor {
	t.Helper()
	watch := &trouble{}
	ctx, leave := chromedp.NewContext(browser(t), chromedp.WithNewBrowserContext(), chromedp.WithListener(watch.note))
	p := &visitor{t: t, ctx: ctx, venue: v, trouble: watch}
	t.Cleanup(leave)
	p.do(chromedp.EmulateViewport(window.width, window.height))
	// Whoever looks at a page has it before him, however many others look at theirs.
	call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	t.Cleanup(func() {
		if t.Failed() {
			p.keepEvidence()
		}
	})
	t.Cleanup(func() { watch.report(t) })
	return p
}

// open loads an address and waits until the page says that it can be used.
func (p *visitor) open(address string) {
	p.t.Helper()
	p.do(chromedp.Navigate(address))
	p.await(`document.documentElement.dataset.ready === "1"`, "the page is ready")
}

// show loads an address that is no place of the page.
func (p *visitor) show(address string) {
	p.t.Helper()
	p.do(chromedp.Navigate(address))
}

// sit takes a seat in a room of the world that runs.
func (p *visitor) sit(name, room string) {
	p.t.Helper()
	p.open(p.venue.seat(name, room))
}

// do carries out steps in the visitor's page, and fails the test where one fails.
func (p *visitor) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// learn evaluates an expression in the visitor's page.
func learn[T any](p *visitor, expression string) T {
	p.t.Helper()
	answer, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](eyed(expression)))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return answer
}

// await waits until an expression holds. A page that is just being replaced has
// no answer, and is asked again.
func (p *visitor) await(expression, what string) {
	p.t.Helper()
	if err := poll(p.ctx, patience, func(ctx context.Context) (bool, error) { return p.holds(ctx, expression) }); err != nil {
		p.t.Fatalf("waited in vain until %s: %v", what, err)
	}
}

func (p *visitor) holds(ctx context.Context, expression string) (bool, error) {
	return chromedp.Run(ctx, chromedp.Evaluate[bool](eyed("Boolean("+expression+")")))
}

// look is how often a condition is looked at that nothing tells of.
const look = 15 * time.Millisecond

// poll asks until the answer is true; an error says why it was not within the bound.
func poll(ctx context.Context, bound time.Duration, ask func(context.Context) (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, bound)
	defer cancel()
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		ok, err := ask(ctx)
		if ok && err == nil {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			if err == nil {
				err = fmt.Errorf("not within %v", bound)
			}
			return err
		}
	}
}

// call sends a command of the browser's protocol.
func call[P, R any](p *visitor, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	answer, err := chromedp.Call(p.ctx, command, params)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer
}
