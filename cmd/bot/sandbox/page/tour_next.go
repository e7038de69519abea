package page

import (
	"fmt"
	"slices"
	"strings"
)

// next says the one thing to do.
func next(s sight) pointer {
	switch {
	case s.world != tourWorld:
		return back(0, "The tour is in the world "+tourWorld, "This world has other keys.", s, worldsPane, "Begin the world "+tourWorld+".", `button[data-world="`+tourWorld+`"]`)
	case s.key.ID == "" || s.key.State == "Deleted":
		return back(0, "This run is over", "The key is destroyed, and nothing brings it back: that is what the guard is for.", s, worldsPane, "Begin the world anew.", `button[data-world="`+tourWorld+`"]`)
	case !s.up:
		return back(0, "The bot is down", "Nothing that was recorded is lost. It goes on where it was.", s, faultsPane, "Start it again.", `button[data-bot="start"]`)
	case s.cancelled && s.key.State != "PendingDeletion":
		return rescued(s)
	case s.key.State == "PendingDeletion" && s.reminded:
		return rescue(s)
	case s.key.State == "PendingDeletion":
		return afterwards(s)
	case s.request == "" || !goesOn(s.line):
		return ask(s)
	case strings.Contains(s.line, "Paused"):
		return paused(s)
	case !strings.Contains(s.line, "Waiting for"):
		return wait(3, "The bot is at work", "An audit reads every service that can depend on the key; a change is made once and then proven.")
	case !s.disposed:
		return dispose(s)
	}
	return confirm(s)
}

// goesOn tells a request that can still be confirmed from one that ended.
func goesOn(line string) bool {
	for _, end := range []string{"Withdrawn", "Rejected", "Expired", "Cancelled", "Failed", "did not happen", "Scheduled", "operator"} {
		if strings.Contains(line, end) {
			return false
		}
	}
	return true
}

func wait(step int, title, why string) pointer {
	return pointer{Step: step, Title: title, Why: why, Do: "Wait a moment."}
}

// back leads to a button in a pane.
func back(step int, title, why string, s sight, pane, do, button string) pointer {
	p := pointer{Step: step, Title: title, Why: why, Do: do, Point: button}
	if s.at.Pane != pane {
		p.Do, p.Point = "Open the pane "+strings.ToUpper(pane[:1])+pane[1:]+".", `a[data-pane="`+pane+`"]`
	}
	return p
}

// in leads somebody to his seat, and to the request's thread; ok when he is there.
func (s sight) in(p pointer, seat string, thread bool) (pointer, bool) {
	switch {
	case s.at.Seat != seat:
		p.Do, p.Point = "Sit down as "+seat+".", `a[data-seat="`+seat+`"]`
	case s.at.Room != s.room:
		p.Do, p.Point = "Open #"+s.room+".", `a[data-room="`+s.room+`"]`
	case thread && s.window == nil && s.at.Thread != s.request:
		p.Do, p.Point = "Open the thread of the request.", `a[data-thread="`+s.request+`"]`
	default:
		return p, true
	}
	return p, false
}

// through leads through an open window: what must be pressed in it first, unless
// that was done, what must be entered, the button that sends it, or out of it.
func (s sight) through(p pointer, buttons ...string) pointer {
	w := s.window
	for _, label := range buttons {
		if slices.Contains(w.buttons, label) && !w.back {
			p.Do, p.Point = "Press "+label+".", `dialog button[data-label="`+label+`"]`
			return p
		}
	}
	switch {
	case w.submits && w.empty:
		p.Do, p.Point = "Have it filled in, as "+s.at.Seat+" would; in Slack this is typed by hand.", `dialog button[name="aid"]`
	case w.submits:
		p.Do, p.Point = "Send it.", "dialog button[data-submit]"
	default:
		p.Do, p.Point = "Close the window.", "dialog button[data-close]"
	}
	return p
}

// inThread is the button of a message in the thread.
func inThread(label string) string { return `#list-thread button[data-label="` + label + `"]` }

func ask(s sight) pointer {
	p := pointer{Step: 1, Title: "Take the requester's seat", Why: "Everybody here is you. What a person alone may see or press is seen and pressed from his seat."}
	if s.window != nil && s.at.Seat == s.requester {
		return s.through(p)
	}
	if p, there := s.in(p, s.requester, false); !there {
		return p
	}
	return pointer{
		Step: 2, Title: "Ask for a deletion", Why: "Deleting a KMS key destroys everything that was encrypted with it. With the guard it begins as a request that everybody can read.",
		Do: "Send the command.", Point: "#tour-card [data-tour-send]",
		Command: fmt.Sprintf("/kms delete %s in %s window 7 because OPS-4411, retired with the old shop", s.key.ID, s.key.Region),
	}
}

func paused(s sight) pointer {
	p := pointer{Step: 3, Title: "The audit could not be completed", Why: "What could not be read may use the key, so nothing can be approved."}
	if p, there := s.in(p, s.requester, true); !there {
		return p
	}
	p.Do, p.Point = "Remove the faults, if you ordered any, and press Audit again.", `button[data-label="Audit again"]`
	return p
}

func dispose(s sight) pointer {
	p := pointer{Step: 3, Title: "Read the audit", Why: "The bot read every service that can depend on the key: what it found, what it read and found empty, and what nobody can tell."}
	if s.window == nil {
		if p, there := s.in(p, s.requester, true); !there {
			return p
		}
	} else if p, there := s.in(p, s.requester, false); !there {
		return p
	}
	p.Step, p.Title, p.Why = 4, "Say what becomes of each dependent", "A deletion goes on only when somebody has said of each of them that it is migrated or not needed."
	if s.window != nil {
		return s.through(p)
	}
	p.Do, p.Point = "Press Give a disposition.", inThread("Give a disposition")
	return p
}

// confirm leads through the statements, each from another seat.
func confirm(s sight) pointer {
	n := 1
	for slices.Contains(s.confirmed, n) {
		n++
	}
	p := pointer{Step: 5, Title: "The first statement", Why: "Five people each type one sentence. Who asked may not confirm, and nobody may confirm twice."}
	if n > 1 {
		p = pointer{Step: 6, Title: fmt.Sprintf("Statement %d of 5", n), Why: "Each is about something else: the key, the audit, the window, the approval, the data. A statement is bound to what it was given on."}
	}
	if n > len(s.approvers) || n > 5 {
		return wait(6, "All statements are given", "Everything is read once more before the one call is made.")
	}
	if s.window != nil && slices.Contains(s.approvers, s.at.Seat) && s.at.Seat != s.approvers[n-1] || s.window != nil && s.at.Seat == s.requester {
		return s.through(p)
	}
	label := fmt.Sprintf("Confirm %d", n)
	if p, there := s.in(p, s.approvers[n-1], true); !there {
		return p
	}
	if s.window != nil {
		return s.through(p, label, "Open audit")
	}
	p.Do, p.Point = "Press "+label+".", inThread(label)
	return p
}

// afterwards shows the call, and moves the clock to the reminder.
func afterwards(s sight) pointer {
	if s.window != nil {
		return s.through(pointer{Step: 6, Title: "The deletion is scheduled", Why: "The fifth statement approved it, and the bot made one call."})
	}
	switch {
	case s.at.Pane == clockPane:
		return pointer{Step: 8, Title: "Move the clock", Why: "Until the window closes the key can be saved. The bot reminds those who approved, also of what it was too late for.", Do: "Go to the next reminder.", Point: `button[data-clock="reminder"]`}
	case s.at.Pane == cloudPane && s.at.Key == s.key.ID:
		return pointer{Step: 8, Title: "One call, and nothing else", Why: "Open a call to see what its session was allowed to do: this change, on this key, for a few minutes.", Do: "When you have seen it, open the pane Clock.", Point: `a[data-pane="clock"]`}
	}
	return back(7, "See what was done", "The guard has no standing right to change a key: it opens a session for this one call.", s, cloudPane, "Open the key.", `a[data-key="`+s.key.ID+`"]`)
}

// rescue leads from the reminder to the key's rescue.
func rescue(s sight) pointer {
	p := pointer{Step: 9, Title: "Rescue the key", Why: "Saving data needs no five people: one rescuer is enough, at any hour."}
	if p, there := s.in(p, s.rescuer, true); !there {
		return p
	}
	if s.window != nil {
		return s.through(p)
	}
	p.Do, p.Point = "Press Cancel deletion.", inThread("Cancel deletion")
	return p
}

func rescued(s sight) pointer {
	p := pointer{Step: tourSteps, Title: "The key is saved", Why: "It is " + s.key.State + " again, and the thread and the ledger have who did what, and when."}
	if s.window != nil {
		return s.through(p)
	}
	if s.at.Pane != faultsPane {
		p.Do, p.Point = "Open the pane Faults, to see what else you can try.", `a[data-pane="faults"]`
		return p
	}
	p.Do, p.Done = "That was the tour. Break something and ask again, or begin another world: nothing here is real.", true
	return p
}
