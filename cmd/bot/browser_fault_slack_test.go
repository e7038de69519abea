package main

import (
	"testing"
	"time"
)

// dropSocket: the bot connects again, and what people press then works.
func dropSocket(t *testing.T, b *breaker) {
	request := b.requested(t, lostKey)
	b.p.open(b.at(b.World(), "bob", decideRoom, request) + "?pane=faults")
	b.order()
	b.settle(t) // it is connected again
	b.p.confirm(1)
	b.p.seeIn("#list-thread", "confirmed by @bob")
}

// deliverTwice: a command that comes twice opens one request.
func deliverTwice(t *testing.T, b *breaker) {
	b.order()
	b.p.command("/kms delete " + lostKey + " window 7 because OPS-1")
	b.p.seeIn("#list-posts", "Waiting for 5 of 5 statements")
	b.settle(t)
	if n := b.p.count("#list-posts article:not(.private)"); n != 1 {
		t.Errorf("a command that was delivered twice made %d messages", n)
	}
}

// answerLate: Slack shows its failure although the bot has heard; what was asked
// for counts once, also when the person sends it again.
func answerLate(t *testing.T, b *breaker) {
	request := b.requested(t, lostKey)
	b.p.open(b.at(b.World(), "bob", decideRoom, request) + "?pane=faults")
	b.p.openStatement(1)
	b.p.enter("The sentence", b.p.sentence())
	if err := b.Slack().Change("late-ack-next"); err != nil { // the pane lies under the window
		t.Fatal(err)
	}
	b.p.pressAt("dialog [data-submit]")
	b.p.seeIn("dialog .banner", "trouble connecting")
	b.p.seeIn("#list-thread", "confirmed by @bob")
	b.p.pressAt("dialog [data-submit]")
	b.settle(t)
	if n := b.p.occurs("#list-thread", "confirmed by @bob"); n != 1 {
		t.Errorf("the statement counts %d times", n)
	}
}

// refusePosts: each message is there in the end, and none twice.
func refusePosts(t *testing.T, b *breaker) {
	b.order()
	b.p.command("/kms delete " + lostKey + " window 7 because OPS-1")
	if err := b.Advance(t.Context(), 2*time.Minute); err != nil {
		t.Fatal(err)
	}
	b.p.seeIn("#list-posts", "Waiting for 5 of 5 statements")
	b.p.openThread("Delete key " + lostKey)
	for _, begin := range []string{"Dependency audit:", "Pre-flight checklist:", "Five statements by five people"} {
		b.p.seeIn("#list-thread", begin)
		if n := b.p.occurs("#list-thread", begin); n != 1 {
			t.Errorf("%q is there %d times", begin, n)
		}
	}
}
