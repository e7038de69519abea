package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// The key of the shop that nobody needs any more, and the room where it is
// decided about.
const (
	ordersKey  = "key-hzz650a1b2c3d4e5f6g7h"
	decideRoom = "key-changes"
)

// approvers of the shop, in the order in which they confirm here.
var approvers = []string{"bob", "carol", "dave", "erin", "frank"}

// TestBrowserDeletion lives through a deletion from six seats, each in a browser
// of its own, and looks at what the cloud holds at its end.
func TestBrowserDeletion(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	alice := visit(t, v, v.seat("alice", decideRoom), desk)
	alice.askForDeletion()
	alice.disposeOfAll()
	for i, name := range approvers {
		if got := v.calls("kms.ScheduleKeyDeletion"); len(got) != 0 {
			t.Fatalf("before statement %d the cloud was asked %d times", i+1, len(got))
		}
		approver := visit(t, v, alice.here(name), desk)
		approver.confirm(i + 1)
		alice.seeIn("#list-thread", fmt.Sprintf("confirmed by @%s", name))
	}
	alice.seeIn("#list-thread", "The key is scheduled for deletion.")
	alice.seeIn("#list-posts", "Scheduled: the key is destroyed on Mon 9 Nov 2026")
	if got := v.state(ordersKey); got != "PendingDeletion" {
		t.Errorf("the cloud holds the key as %s", got)
	}
	calls := v.calls("kms.ScheduleKeyDeletion")
	if len(calls) != 1 || !calls[0].Effect {
		t.Fatalf("the cloud was asked to delete %d times: %v", len(calls), calls)
	}
	alice.pressAt(`a[data-pane="cloud"]`)
	alice.pressAt(`a[data-key="` + ordersKey + `"]`)
	call := "#call-" + calls[0].RequestID
	alice.seeIn(call, "by role kmsguard-destroy, session ")
	alice.pressAt(call + " summary")
	alice.seeIn(call+" .allowed", "kms:ScheduleKeyDeletion")
	alice.seeIn(call+" .allowed", "on this key until ")
	alice.seeIn(call+" pre", ordersKey)
	alice.seeIn(call+" pre", `"Effect": "Allow"`)
}

// askForDeletion asks for the deletion of the shop's old key, and opens its thread.
func (p *visitor) askForDeletion() {
	p.t.Helper()
	p.command("/kms delete " + ordersKey + " in cn-hangzhou window 7 because OPS-4411, retired with the old shop")
	p.see("Waiting for 5 of 5 statements")
	p.openThread("Delete key " + ordersKey)
	p.seeIn("#list-thread", "Dependency audit: 3 resources depend on this key")
	p.seeIn("#list-thread", "Five statements by five people of @kms-approvers")
}

// openThread opens the thread of the newest message of the room that holds a text.
func (p *visitor) openThread(text string) {
	p.t.Helper()
	link := `[...document.querySelectorAll("#list-posts article")].filter((e) => sight.flat(e.textContent).includes(` + quoted(text) + `) && e.querySelector("a[data-thread]")).at(-1)?.querySelector("a[data-thread]")`
	p.click(link, "the thread of "+quoted(text))
	p.awaitElement("#list-thread article")
}

// disposeOfAll gives each dependency of the old key a disposition.
func (p *visitor) disposeOfAll() {
	p.t.Helper()
	for _, d := range []struct{ which, what, why, seen string }{
		{"ecs-snapshot", "non-critical", "the shop closed in 2024", "(1 of 3 have)"},
		{"oss orders-archive", "migrated", "copied to orders-archive-2 under another key", "(2 of 3 have)"},
		{"alias alias/orders", "non-critical", "nothing calls the key by it", "Every dependency has a disposition"},
	} {
		p.press("Give a disposition")
		p.awaitElement("dialog[open]")
		p.choose("Which", d.which)
		p.tick(d.what)
		p.enter("Why", d.why)
		p.pressAt("dialog [data-submit]")
		p.seeIn("#list-thread", d.seen)
		p.closeWindow()
	}
}

// closeWindow closes the window that is open.
func (p *visitor) closeWindow() {
	p.t.Helper()
	p.pressAt("dialog [data-close]")
	p.awaitNone("dialog[open]")
}

// confirm confirms a statement: opens its window, settles by hand what the cloud
// cannot tell, types the sentence that stands there, and submits.
func (p *visitor) confirm(n int) {
	p.t.Helper()
	if n == 2 { // it is about the audit, and nobody confirms what he has not opened
		p.press("Open audit")
		p.awaitElement("dialog[open]")
		p.closeWindow()
	}
	p.openStatement(n)
	for learn[bool](p, unsettled+" !== undefined") {
		p.typeInto(unsettled, "how something was settled", "looked through by hand")
	}
	p.enter("The sentence", p.sentence())
	p.pressAt("dialog [data-submit]")
	p.see("Recorded")
	p.closeWindow()
}

// unsettled is an input that asks how something was settled, and is empty.
const unsettled = `[...document.querySelectorAll("dialog input, dialog textarea")].find((e) => !e.value && sight.label(e).startsWith("How was it settled?"))`

// openStatement opens the window of a statement.
func (p *visitor) openStatement(n int) {
	p.t.Helper()
	opened := fmt.Sprintf(`document.querySelector("dialog")?.textContent.includes("Statement %d of 5")`, n)
	for range tries {
		p.press(fmt.Sprintf("Confirm %d", n))
		if poll(p.ctx, windowBound, func(ctx context.Context) (bool, error) { return p.holds(ctx, opened) }) == nil {
			return
		}
	}
	p.t.Fatalf("statement %d was pressed %d times, and no window came", n, tries)
}

// Slack lets an app open a window within three seconds of a press. Where a busy
// machine misses that, a person presses again.
const (
	tries       = 3
	windowBound = 8 * time.Second
)

// sentence is the sentence that a window asks to type.
func (p *visitor) sentence() string {
	p.t.Helper()
	return strings.TrimSpace(learn[string](p, `[...document.querySelectorAll("dialog .bk-code, dialog .bk-pre")].at(-1).textContent`))
}

// here is the address of what the visitor looks at, from another seat.
func (p *visitor) here(seat string) string {
	p.t.Helper()
	return learn[string](p, `location.href.replace(/(\/[^\/]+\/)[^\/]+(\/key-changes)/, "$1" + `+quoted(seat)+` + "$2")`)
}
