package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestBrowserKeyboard confirms a statement without a mouse: from the top of the
// page by Tab alone, with the focus to be seen at every stop.
func TestBrowserKeyboard(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	v.requested(t, ordersKey)
	p := visit(t, v, v.seat("alice", decideRoom), desk)
	p.tabTo(`a[data-seat="dave"]`)
	p.keys(kb.Enter)
	p.sitsAs("dave")
	p.tabTo("#list-posts a[data-thread]")
	p.keys(kb.Enter)
	p.seeIn("#list-thread", "Five statements by five people")
	button := `#list-thread [data-label="Confirm 3"]`
	p.tabTo(button)
	p.keys(" ")
	p.seeIn("dialog", "Statement 3 of 5")
	p.await(`document.activeElement.closest("dialog") !== null`, "the focus is in the window")

	// Escape closes a window, and the focus is where it was.
	p.keys(kb.Escape)
	p.awaitNone("dialog[open]")
	p.await(`document.activeElement.matches(`+quoted(button)+`)`, "the focus is at the button again")

	p.keys(kb.Enter)
	p.seeIn("dialog", "Statement 3 of 5")
	p.tabTo("dialog input, dialog textarea")
	p.keys(p.sentence())
	p.tabTo("dialog [data-submit]")
	p.keys(kb.Enter)
	p.seeIn("dialog", "Recorded")
	p.tabTo("dialog [data-close]")
	p.keys(kb.Enter)
	p.seeIn("#list-thread", "confirmed by @dave")
	p.awaitNone("dialog[open]")
}

// mostTabs bounds how often Tab is pressed to reach something.
const mostTabs = 120

// tabTo presses Tab until the focus is at an element, and wants to see the focus
// at every stop. In a window it wants the focus to stay.
func (p *visitor) tabTo(selector string) {
	p.t.Helper()
	modal := p.count("dialog[open]") > 0
	for range mostTabs {
		if learn[bool](p, `document.activeElement.matches(`+quoted(selector)+`)`) {
			return
		}
		p.keys(kb.Tab)
		if problem := learn[string](p, focusSeen); problem != "" {
			p.t.Errorf("on the way to %s: %s", selector, problem)
		}
		if modal && !learn[bool](p, `document.activeElement === document.body || document.activeElement.closest("dialog") !== null`) {
			p.t.Errorf("Tab leaves the open window for %s", learn[string](p, `document.activeElement.outerHTML.slice(0, 100)`))
		}
	}
	p.t.Fatalf("Tab does not reach %s", selector)
}

// focusSeen says what is wrong with how the focus is shown.
const focusSeen = `(() => {
	const e = document.activeElement;
	if (e === document.body) return "";
	const style = getComputedStyle(e), r = e.getBoundingClientRect();
	if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "the focus is not shown at " + e.outerHTML.slice(0, 100);
	if (r.bottom <= 0 || r.top >= innerHeight || r.right <= 0 || r.left >= innerWidth) return "the focus is out of sight at " + e.outerHTML.slice(0, 100);
	return "";
})()`

// TestBrowserCompletion writes a command by its completion, without a mouse.
func TestBrowserCompletion(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	p := visit(t, v, v.seat("alice", decideRoom), desk)
	p.tabTo("#composer")
	p.keys("/kms de")
	p.seeIn(`[role="listbox"]`, "delete")
	p.keys(kb.ArrowDown)
	p.await(`document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.getAttribute("aria-selected") === "true"`, "the marked suggestion is told to who cannot see it")
	p.keys(kb.Enter)
	p.await(`document.activeElement.value === "/kms delete "`, "the verb is taken")
	p.seeIn(`[role="listbox"]`, ordersKey)
	p.seeIn(`[role="listbox"]`, "alias/orders")
	p.keys("key-hzz650a")
	p.await(`document.querySelectorAll('[role="option"]').length === 1`, "one key begins so")
	p.keys(kb.Tab)
	p.await(`document.activeElement.value.startsWith("/kms delete `+ordersKey+` in cn-hangzhou")`, "the key and its region are taken")
	p.keys("window 7 because OPS-4411")
	p.keys(kb.Escape)
	p.await(`document.querySelector('[role="listbox"]:not([hidden])') === null`, "Escape closes the suggestions")
	p.keys(kb.Enter)
	p.see("Waiting for 5 of 5 statements")

	// A line is broken with Shift, not sent.
	p.keys("one")
	p.keys(kb.Enter, chromedp.ModifierShift)
	p.keys("two")
	p.await(`document.querySelector("#composer").value === "one\ntwo"`, "the message has two lines")
}
