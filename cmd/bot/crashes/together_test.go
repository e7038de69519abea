package crashes

import (
	"fmt"
	"regexp"
	"sync"
	"testing"
	"time"

	"kmsguard/guard"
)

// Two people who submit the same statement in the same moment: it counts once, and
// the change is made once.
func TestTwoAtTheSameMoment(t *testing.T) {
	t.Parallel()
	a := &tale{town: settle(t)}
	a.key = a.newKey()
	a.act(`as alice slash "/kms disable ` + a.key.ID + ` because OPS-1"`)
	a.bothConfirm(1, "bob", "frank")
	for i, who := range []string{"carol", "dave", "erin"} {
		a.act(fmt.Sprintf("as %s confirm %d", who, i+2))
	}
	a.advance(20 * time.Minute)
	if a.made(guard.DisableKey) != 1 || a.state() != guard.StateDisabled {
		t.Errorf("%d calls had an effect, and the key is %s", a.made(guard.DisableKey), a.state())
	}
	a.kill()
	a.judgeLedger(a.history())
	a.judgeSlack(a.history())
	for _, f := range a.faults {
		t.Error(f)
	}
	a.leave()
}

// bothConfirm has two people open the same statement and submit it together.
func (a *tale) bothConfirm(n int, pair ...string) {
	a.t.Helper()
	slack := a.sandbox().Slack()
	for _, who := range pair {
		a.act(fmt.Sprintf("as %s press \"Confirm %d\"", who, n))
		screen, err := a.stage.Screen(a.t.Context(), who)
		if err != nil || screen.Modal == nil {
			a.t.Fatalf("%s cannot open statement %d: %v", who, n, err)
		}
		found := typed.FindStringSubmatch(screen.Modal.Text)
		if found == nil {
			a.t.Fatalf("no sentence in: %s", screen.Modal.Text)
		}
		if err := slack.As(who).Type(found[1]); err != nil {
			a.t.Fatal(err)
		}
	}
	var both sync.WaitGroup
	for _, who := range pair {
		both.Go(func() { _ = slack.As(who).Submit(a.t.Context()) }) // what came of it is read in the thread
	}
	both.Wait()
	if err := a.stage.Settle(a.t.Context()); err != nil {
		a.t.Fatal(err)
	}
}

// typed is the sentence that a form wants typed.
var typed = regexp.MustCompile("Type this sentence:\\s*`([^`]+)`")
