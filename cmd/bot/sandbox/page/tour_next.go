package page

import (
	"slices"
	"strings"
)

// leaves is the button that closes a window.
const leaves = "dialog button[data-close]"

// next says the one thing to do. Behind an open window nothing can be clicked.
func next(s sight) pointer {
	p := s.due()
	if s.window != nil && p.Point != "" && !strings.HasPrefix(p.Point, "dialog ") {
		return closing(p)
	}
	return p
}

// due is the one thing to do, wherever it is.
func (s sight) due() pointer {
	r := s.request
	switch {
	case s.world != tourWorld:
		return anew("The tour is in the world "+tourWorld, "This world has other keys and other people.")
	case s.key.ID == "":
		return anew("The key has lost its name", "The tour is about the key that "+tourAlias+" points to, and that alias is gone.")
	case s.key.State == "Deleted":
		return anew("This run is over", "The key is destroyed, and nothing brings it back: that is what the guard is for.")
	case !s.up:
		return s.inPane(pointer{Title: "The bot is down", Why: "Nothing that was recorded is lost. It goes on where it was."}, faultsPane, "Start it again.", `button[data-bot="start"]`)
	case s.moving:
		return wait(8, "The clock is moving", "Everything that is due on the way happens at its own time, in order.")
	case s.key.State == "PendingDeletion":
		return s.pending()
	case r.stands == cancelled || r.stands == scheduled && s.cancelled:
		return s.rescued()
	case r.stands == stuck:
		return anew("A person has to look", "It cannot be told whether the key was changed, and the guard does not guess: two approvers would have to say what they saw.")
	case r.disables && (r.stands == waiting || r.stands == halted):
		return s.stop("A request to disable the key is open", "Disabling first is the safer way, and not the way of this tour. Of a disable and a deletion only one can be open.")
	}
	return s.requested()
}

// requested leads from the wish to the fifth statement.
func (s sight) requested() pointer {
	switch s.request.stands {
	case over, cancelled, stuck:
		return s.ask()
	case halted:
		return s.halted()
	case later, scheduled:
		return s.hourOn()
	case waiting:
		return s.waiting()
	case working:
	}
	if len(s.request.given) >= statements {
		return wait(7, "The change is made", "Everything is read once more, one call is made, and then it is proven.")
	}
	return wait(3, "The audit is under way", "It reads every service that can depend on the key. A list that cannot be read counts as a dependent.")
}

func wait(step int, title, why string) pointer {
	return pointer{Step: step, Title: title, Why: why, Do: "Wait a moment."}
}

// inPane leads to a button in a pane.
func (s sight) inPane(p pointer, pane, do, button string) pointer {
	p.Do, p.Point = do, button
	if s.at.Pane != pane {
		p.Do, p.Point = "Open the pane "+strings.ToUpper(pane[:1])+pane[1:]+".", `a[data-pane="`+pane+`"]`
	}
	return p
}

// in leads to a seat, and to the request's thread; ok when somebody is there.
func (s sight) in(p pointer, seat string, thread bool) (pointer, bool) {
	switch {
	case s.at.Seat != seat:
		p.Do, p.Point = "Take the seat of "+seat+".", `a[data-seat="`+seat+`"]`
	case s.at.Room != s.room:
		p.Do, p.Point = "Open #"+s.room+".", `a[data-room="`+s.room+`"]`
	case thread && s.window == nil && s.at.Thread != s.request.ts:
		p.Do, p.Point = "Open the thread of the request.", `a[data-thread="`+s.request.ts+`"]`
	default:
		return p, true
	}
	return p, false
}

// through leads through an open window: what must be pressed in it first, unless
// that was done, what must be entered, and the button that sends it. A window of
// another title is left.
func (s sight) through(p pointer, title string, buttons ...string) pointer {
	w := s.window
	for _, label := range buttons {
		if slices.Contains(w.buttons, label) && !w.back {
			p.Do, p.Point = "Press "+label+".", `dialog button[data-label="`+label+`"]`
			return p
		}
	}
	switch {
	case !w.submits || !strings.HasPrefix(w.title, title):
		return closing(p)
	case w.empty:
		p.Do, p.Point = "Have it filled in, as "+s.at.Seat+" would. In Slack this is typed by hand.", `dialog button[name="aid"]`
	default:
		p.Do, p.Point = "Send it.", "dialog button[data-submit]"
	}
	return p
}

// closing leads out of the open window.
func closing(p pointer) pointer {
	p.Do, p.Point, p.Then, p.Command, p.Anew = "Close the window.", leaves, nil, "", false
	return p
}

// inThread is the button of a message in the thread.
func inThread(label string) string { return `#list-thread button[data-label="` + label + `"]` }
