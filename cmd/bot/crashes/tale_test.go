package crashes

import (
	"fmt"
	"strings"
	"time"

	"kmsguard/cmd/bot/play"
	"kmsguard/guard"
)

// tale is one story under way on one key, through whatever happens to the bot.
type tale struct {
	*town
	key    guard.KeyRef
	plan   plan
	steps  int  // that were begun
	killed int  // how often the bot was
	middle bool // the bot was killed in the middle of something and is not back yet
	told   int  // resumptions that had been told when it was
	faults []string
	ended  history
}

// wrong notes what must not be.
func (a *tale) wrong(format string, args ...any) {
	a.faults = append(a.faults, fmt.Sprintf(format, args...))
}

// act has people do something and brings the bot back if it died of it. It says
// whether people could do all of it.
func (a *tale) act(script string) bool {
	a.t.Helper()
	stop := a.plan.momentOf(a, a.steps)
	a.steps++
	err := a.perform(script)
	stop()
	a.revive()
	return err == nil
}

// revive starts the bot again where it was killed, and wants it to tell what it
// goes on with where it was in the middle of something.
func (a *tale) revive() {
	a.t.Helper()
	for !a.alive() {
		a.killed++
		a.middle = a.inTheMiddle() || a.middle
		if a.plan.again != nil && a.killed == 1 {
			a.plan.again.arm(a)
		}
		if err := a.stage.Start(a.t.Context()); err != nil {
			a.t.Fatal(err)
		}
	}
	told := a.resumptions()
	switch {
	case a.middle && told == a.told:
		a.wrong("the bot was killed in the middle of something, and does not say that it resumed")
	case !a.middle && told != a.told:
		a.wrong("the bot says that it resumed, and was in the middle of nothing")
	}
	a.middle, a.told = false, told
}

// resumptions counts the messages by which the bot says that it goes on.
func (a *tale) resumptions() int {
	return a.count(func(m play.Message) bool { return strings.Contains(m.Text, "has resumed.") && m.Thread != "" })
}

// count counts the messages about the key.
func (a *tale) count(wanted func(play.Message) bool) (n int) {
	a.t.Helper()
	messages, err := a.stage.Messages(a.t.Context())
	if err != nil {
		a.t.Fatal(err)
	}
	for _, m := range messages {
		if strings.Contains(m.Text, a.key.ID) && wanted(m) {
			n++
		}
	}
	return n
}

// persist has somebody do something, and again as long as the channel does not
// show it: as somebody does who was told that it was not recorded. One who was
// told that it was must not have to.
func (a *tale) persist(who, script string, shown func() bool) bool {
	a.t.Helper()
	const attempts = 6
	for range attempts {
		done := a.act(script)
		if shown() {
			return true
		}
		if done && a.acknowledged(who, strings.HasPrefix(script, "as "+who+" slash") && !strings.Contains(script, "submit")) {
			a.wrong("%s was told that it is recorded, and it is lost: %s", who, script)
		}
	}
	a.wrong("it never counts, however often %s does it: %s", who, script)
	return false
}

// acknowledged reports whether somebody was told that what he did is recorded, or
// where it was a command alone, whether Slack took it without a complaint.
func (a *tale) acknowledged(who string, command bool) bool {
	a.t.Helper()
	screen, err := a.stage.Screen(a.t.Context(), who)
	if err != nil {
		a.t.Fatal(err)
	}
	recorded := screen.Modal != nil && strings.Contains(screen.Modal.Text, "Recorded.")
	return screen.Error == "" && (command || recorded)
}

// ask has alice ask for something, and others confirm it.
func (a *tale) ask(wish, sentence string, statements int) bool {
	a.t.Helper()
	script := fmt.Sprintf("as alice slash %q", fmt.Sprintf("/kms %s because OPS-1", fmt.Sprintf(wish, a.key.ID)))
	if !a.persist("alice", script, func() bool { return a.shows(sentence) }) {
		return false
	}
	a.advance(2 * time.Minute) // for an audit that is made again
	for i, who := range []string{"bob", "carol", "dave", "erin", "frank"}[:statements] {
		line := fmt.Sprintf("%d ", i+1)
		confirmed := func() bool { return a.confirmedBy(line, who) }
		if !a.persist(who, fmt.Sprintf("as %s confirm %d", who, i+1), confirmed) {
			return false
		}
	}
	a.advance(20 * time.Minute)
	return true
}

// approveAllBut has a deletion asked for and given every statement but the last.
func (a *tale) approveAllBut(wish string) {
	a.t.Helper()
	a.act(fmt.Sprintf("as alice slash %q", fmt.Sprintf("/kms "+wish+" because OPS-1", a.key.ID)))
	for i, who := range []string{"bob", "carol", "dave", "erin"} {
		a.act(fmt.Sprintf("as %s confirm %d", who, i+1))
	}
}

// shows reports whether a parent message about the key begins like this.
func (a *tale) shows(sentence string) bool {
	return a.count(func(m play.Message) bool {
		return m.Thread == "" && m.To == "" && strings.HasPrefix(strings.TrimSpace(m.Text), sentence)
	}) > 0
}

// confirmedBy reports whether the list of statements in the thread of the newest
// request on the key shows that somebody gave one.
func (a *tale) confirmedBy(line, who string) bool {
	a.t.Helper()
	messages, err := a.stage.Messages(a.t.Context())
	if err != nil {
		a.t.Fatal(err)
	}
	thread := ""
	for _, m := range messages {
		if m.Thread == "" && m.To == "" && strings.Contains(m.Text, a.key.ID) {
			thread = m.TS
		}
	}
	for _, m := range messages {
		for text := range strings.Lines(m.Text) {
			if m.Thread == thread && strings.HasPrefix(text, line) && strings.Contains(text, "confirmed by @"+who) {
				return true
			}
		}
	}
	return false
}

// advance lets time pass.
func (a *tale) advance(by time.Duration) {
	a.t.Helper()
	a.act("advance " + minutes(by))
}

// minutes is a time as a play has it.
func minutes(by time.Duration) string { return fmt.Sprintf("%dm", int(by.Minutes())) }

// runAgain presses the button where the bot says that a change certainly did not
// happen, until the key is as it was approved to be.
func (a *tale) runAgain(want guard.KeyState) {
	a.t.Helper()
	for range 3 {
		if a.state() == want {
			return
		}
		a.act(`as bob press "Run again"`)
		a.advance(20 * time.Minute)
	}
}

// state is the key's, as the cloud has it.
func (a *tale) state() guard.KeyState {
	a.t.Helper()
	state, err := a.stage.KeyState(a.t.Context(), a.key.ID)
	if err != nil {
		a.t.Fatal(err)
	}
	return guard.KeyState(state)
}

// rescue has bob ask for a rescue, in one form.
func (a *tale) rescue(wish, sentence string) {
	a.t.Helper()
	script := fmt.Sprintf(`as bob slash "/kms %s %s"
as bob choose "Tick each statement" "1 The key is the right one"
as bob choose "Tick each statement" "2 The audit is confirmed"
as bob choose "Tick each statement" "3 Deletion is permanent"
as bob choose "Tick each statement" "4 This action is approved"
as bob submit
`, wish, a.key.ID)
	a.persist("bob", script, func() bool { return a.shows(sentence) })
	a.advance(20 * time.Minute)
}
