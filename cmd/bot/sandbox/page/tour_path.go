package page

import (
	"fmt"
	"slices"
	"strings"
)

// statements is how many a deletion needs, each by somebody else.
const statements = 5

func (s sight) ask() pointer {
	if s.key.Protected {
		return anew("The key is protected from deletion", "The cloud refuses to delete it until somebody lifts that, and so does the guard.")
	}
	p := pointer{Step: 1, Title: "Take the requester's seat", Why: "Everybody here is you. What only one person may see or press is seen and pressed from that seat."}
	if p, there := s.in(p, s.requester, false); !there {
		return p
	}
	send := pointer{
		Step: 2, Title: "Ask for a deletion", Why: "Deleting a KMS key destroys everything that was encrypted with it, so here it begins as a request that everybody can read.",
		Do: "Send it.", Point: "#composer-send",
	}
	p.Title = "You are " + s.requester
	if s.request.ts != "" {
		p.Step, p.Title, p.Why = 2, "Ask again", "The last request ended and changed nothing: "+s.request.line+"."
	}
	p.Do, p.Point, p.Then = "Have the command written into the message box.", "#tour-card [data-tour-command]", &send
	p.Command = fmt.Sprintf("/kms delete %s in %s window 7 because OPS-4411, retired with the old shop", s.key.ID, s.key.Region)
	return p
}

// waiting leads through what the people have to say.
func (s sight) waiting() pointer {
	open, free := s.open(), s.free()
	switch {
	case s.request.inUse:
		return anew("Something that is in use depends on the key", "That blocks a deletion, whoever confirms it: the guard holds.")
	case len(free) < len(open):
		return s.stop("Too few people are left", "Who asked may not confirm, and nobody may confirm twice.")
	case !s.request.disposed:
		return s.dispose()
	case len(open) == 0:
		return wait(6, "All statements are given", "Everything is read once more before the one call is made.")
	}
	return s.confirm(open[0], s.confirmer(open[0], free))
}

// open are the statements that nobody has given.
func (s sight) open() (numbers []int) {
	for n := 1; n <= statements; n++ {
		if s.request.given[n] == "" {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// free are the approvers who may still confirm.
func (s sight) free() (names []string) {
	said := []string{s.request.by}
	for _, who := range s.request.given {
		said = append(said, who)
	}
	for _, who := range s.approvers {
		if !slices.Contains(said, who) {
			names = append(names, who)
		}
	}
	return names
}

// confirmer is who gives a statement: who sits there, if he may; else somebody
// for each.
func (s sight) confirmer(n int, free []string) string {
	switch {
	case slices.Contains(free, s.at.Seat):
		return s.at.Seat
	case n <= len(s.approvers) && slices.Contains(free, s.approvers[n-1]):
		return s.approvers[n-1]
	}
	return free[0]
}

func (s sight) dispose() pointer {
	p := pointer{Step: 3, Title: "Read the audit", Why: "The bot read every service that can depend on the key: what it found, what it read and found empty, and what nobody can tell."}
	if p, there := s.in(p, s.requester, true); !there {
		return p
	}
	p = pointer{Step: 4, Title: "Say what becomes of each dependent", Why: "What the audit lists would be lost. A deletion goes on only when somebody has said of each that it is migrated or not needed."}
	if s.window != nil {
		return s.through(p, "Disposition")
	}
	p.Do, p.Point = "When you have read the audit above, press Give a disposition.", inThread("Give a disposition")
	return p
}

// confirm leads to a statement, each from another seat.
func (s sight) confirm(n int, who string) pointer {
	p := pointer{Step: 5, Title: "The first statement", Why: "Five people each type one sentence. Who asked may not confirm, and nobody may confirm twice."}
	if len(s.request.given) > 0 {
		p = pointer{Step: 6, Title: fmt.Sprintf("Statement %d of %d", n, statements), Why: "Each is about something else: the key, the audit, the window, the approval, the data. It is bound to what was shown when it was given."}
	}
	label := fmt.Sprintf("Confirm %d", n)
	p, there := s.in(p, who, true)
	switch {
	case !there:
	case s.window != nil:
		return s.through(p, s.statementTitle(n), label, "Open audit")
	default:
		p.Do, p.Point = "Press "+label+".", inThread(label)
	}
	return p
}

// statementTitle is how the title begins of a window for a statement that is open:
// the one that is shown if it is, else the n-th.
func (s sight) statementTitle(n int) string {
	for _, one := range append(s.open(), n) {
		if title := fmt.Sprintf("Statement %d of", one); strings.HasPrefix(s.window.title, title) {
			return title
		}
	}
	return fmt.Sprintf("Statement %d of", n)
}

// pending leads from the scheduled deletion to the reminder, and to the rescue.
func (s sight) pending() pointer {
	switch {
	case s.call == "":
		return anew("The deletion was scheduled outside of the bot", "Somebody did it at the console. The bot finds it within the hour, tells the channel, and watches it as its own.")
	case s.request.reminded:
		return s.rescue()
	case s.at.Pane == clockPane:
		p := pointer{Step: 8, Title: "Move the clock", Why: "Days pass in a moment here, and everything that is due on the way happens at its own time."}
		return s.inPane(p, clockPane, "Go to the next reminder.", `button[data-clock="reminder"]`)
	case s.at.Pane == cloudPane && s.at.Key == s.key.ID:
		return s.proof()
	}
	p := pointer{Step: 7, Title: "See what was done", Why: "The fifth statement approved it, and the bot made one call. The cloud pane shows it as the cloud saw it."}
	return s.inPane(p, cloudPane, "Open the key.", `a[data-key="`+s.key.ID+`"]`)
}

// proof leads to the bot's one call, and on to the clock.
func (s sight) proof() pointer {
	on := pointer{Step: 8, Title: "Until the window closes", Why: "The key can be saved until then. The bot reminds those who approved, and says who still uses the key.", Do: "Open the pane Clock.", Point: `a[data-pane="clock"]`}
	return pointer{
		Step: 7, Title: "One call, and nothing else", Why: "The guard has no standing right to change a key. It opened a session for this change, on this key, for a few minutes.",
		Do: "Open the call, and read what it was allowed to do.", Point: `[id="` + s.call + `"] > summary`, Then: &on,
	}
}

// rescue leads from the reminder to the key's rescue.
func (s sight) rescue() pointer {
	p, there := s.in(pointer{Step: 9, Title: "Rescue the key", Why: "Saving data needs no five people: one rescuer is enough, at any hour."}, s.rescuer, true)
	switch {
	case !there:
	case s.window != nil:
		return s.through(p, "Cancel the deletion")
	default:
		p.Do, p.Point = "Press Cancel deletion.", inThread("Cancel deletion")
	}
	return p
}

// rescued is the end, with what to try next.
func (s sight) rescued() pointer {
	p := pointer{Step: tourSteps, Title: "The key is saved", Why: "It is " + s.key.State + " again, and the thread and the ledger have who did what, and when."}
	switch {
	case s.window != nil:
		return closing(p)
	case s.at.Pane != faultsPane:
		p.Do, p.Point = "Open the pane Faults, to see what else you can try.", `a[data-pane="faults"]`
		return p
	}
	p.Do, p.Done = "That was the tour. Order a fault and ask again, or begin another world. Nothing here is real.", true
	return p
}
