package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestBrowserWithoutScript confirms a statement in a browser that runs no script:
// every link and every form works by loading the page anew.
func TestBrowserWithoutScript(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	p := newVisitor(t, v, desk)
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.trouble.allow("request:  csp") // scripts that are not loaded where none may run
	p.show(v.seat("alice", decideRoom))
	p.typeInto(bySelector("#composer"), "the message box", "/kms delete "+ordersKey+" in cn-hangzhou window 7 because OPS-4411")
	p.pressAndLoad(bySelector("#composer-send"), "Send")
	p.see("Waiting for 5 of 5 statements")
	p.pressAndLoad(bySelector(`a[data-seat="bob"]`), "bob's seat")
	p.sitsAs("bob")
	p.pressAndLoad(bySelector("#list-posts a[data-thread]"), "the thread")
	p.pressAndLoad(byLabel("Confirm 1", pressable), "Confirm 1")
	p.seeIn("dialog", "Statement 1 of 5")
	p.enter("The sentence", p.sentence())
	p.pressAndLoad(bySelector("dialog [data-submit]"), "Confirm")
	p.seeIn("dialog", "Recorded")
	p.pressAndLoad(bySelector("dialog [data-close]"), "Close")
	p.awaitNone("dialog")
	p.seeIn("#list-thread", "confirmed by @bob")
}

// pressAndLoad presses what leads to another page, and loads that again when the
// bot has nothing left to do: what it does after its answer reaches a page without
// script in no other way.
func (p *visitor) pressAndLoad(element, what string) {
	p.t.Helper()
	at := p.reach(element, what)
	if _, err := chromedp.RunResponse(p.ctx, chromedp.MouseClickXY(at.X, at.Y)); err != nil {
		p.t.Fatalf("after a press of %s no page was loaded: %v", what, err)
	}
	p.venue.settle(p.t)
	p.do(chromedp.Reload())
}
