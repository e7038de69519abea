package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

func ofWatch(s guard.State, n guard.Notice) Message {
	// Only what concerns a watch is handed in.
	//exhaustive:ignore
	switch n.Kind {
	case guard.NoticeReminder, guard.NoticeEscalation:
		if n.Reminder != nil {
			return reminder(s, n)
		}
	case guard.NoticeWatchFound:
		return found(s, n)
	case guard.NoticeWatchMoved:
		return moved(s, n)
	case guard.NoticeWatchEnded:
		return watchEnded(s, n)
	default:
	}
	return bare(s, n)
}

// reminder says how long a key has left, who still uses it, and how it is saved.
func reminder(s guard.State, n guard.Notice) Message {
	var p page
	m := *n.Reminder
	pending := s.Watch != nil && s.Watch.DeleteDate.Equal(m.DeleteDate)
	head := fmt.Sprintf("%s left: %s is destroyed on %s.", capital(report.Span(m.DeleteDate.Sub(m.At))), calledKey(s), fullDate(m.DeleteDate))
	line := bold(head)
	if who := remindWhom(s, n); who != "" {
		line += " " + who
	}
	p.say(line)
	p.say(useSince(m)...)
	p.say(append([]string{"Dependents: " + dependents(s, m) + "."}, changesSince(m)...)...)
	if m.Problem != "" {
		p.say("Not read for this reminder: " + told(m.Problem))
	}
	if !pending {
		p.say(bold("No longer so:") + " " + afterWatch(s))
	}
	p.act(watchButtons(s, n.Request, pending)...)
	return p.message()
}

// calledKey is a key with what people call it beside its ID.
func calledKey(s guard.State) string {
	if name := s.Facts.Name(); name != "" {
		return Code(s.Key.ID) + " (" + Escape(clip(name, 200)) + ")"
	}
	return Code(s.Key.ID)
}

// remindWhom mentions the groups where the notice says so.
func remindWhom(s guard.State, n guard.Notice) string {
	if !n.Reminder.Mention || s.Watch == nil {
		return ""
	}
	return groups(s.Watch.Notify.Groups)
}

func useSince(m guard.Reminder) []string {
	const shown = 3
	switch {
	case !m.UsesKnown:
		return []string{"Use since the last reminder: not known."}
	case len(m.Uses) == 0:
		return []string{"Since the last reminder: no use is recorded. Use through a KMS instance's own gateway never is."}
	}
	refused := 0
	for _, u := range m.Uses {
		if u.Refused {
			refused++
		}
	}
	lines := []string{fmt.Sprintf("Since the last reminder: %s, %d of them refused. Somebody still needs the key.", report.Count(len(m.Uses), "use"), refused)}
	for _, u := range m.Uses[max(0, len(m.Uses)-shown):] {
		lines = append(lines, "• "+style().Use(u))
	}
	return lines
}

// dependents compares what depends on the key now with what was approved.
func dependents(s guard.State, m guard.Reminder) string {
	if m.Dependents < 0 {
		return "could not be read completely"
	}
	if s.Watch != nil {
		if r := s.Request(s.Watch.Request); r != nil && r.Audit != nil {
			if moved := slices.ContainsFunc(m.Changes, comesOrGoes); moved {
				return fmt.Sprintf("%d now, %d when it was approved", m.Dependents, len(r.Audit.Dependencies))
			}
			return comparedWith(len(r.Audit.Dependencies), m.Dependents)
		}
	}
	return fmt.Sprint(m.Dependents)
}

// comesOrGoes reports a change of which dependents there are, which their number alone may not show.
func comesOrGoes(c guard.Change) bool { return c.Kind == guard.ChangeNew || c.Kind == guard.ChangeGone }

// changesSince says what is another since the last audit, new dependents first.
func changesSince(m guard.Reminder) []string {
	const shown = 8
	var lines []string
	for _, c := range m.Changes[:min(shown, len(m.Changes))] {
		lines = append(lines, "• "+bold(Escape(c.Kind)+":")+" "+brief(c.What))
	}
	if more := len(m.Changes) - len(lines) + m.More; more > 0 {
		lines = append(lines, fmt.Sprintf("and %s", report.Count(more, "more change")))
	}
	return lines
}

func comparedWith(was, is int) string {
	if was == is {
		return fmt.Sprintf("unchanged, %d", is)
	}
	return fmt.Sprintf("%d now, %d when it was approved", is, was)
}

// watchButtons are for a pending deletion; none once it is over.
func watchButtons(s guard.State, request string, pending bool) []*slack.ButtonBlockElement {
	ref := Ref{Stream: s.Key.Stream(), Request: request, Action: guard.Cancel}
	return []*slack.ButtonBlockElement{
		when(pending, primary(button(ActionCancel, "Cancel deletion", ref))),
		when(pending, button(ActionSeen, "I have seen it", ref)),
	}
}

// afterWatch says what became of a pending deletion.
func afterWatch(s guard.State) string {
	switch {
	case s.Watch != nil:
		return "the key is destroyed on " + fullDate(s.Watch.DeleteDate) + "."
	case s.Gone:
		return "the key is destroyed."
	case s.Ended != nil && s.Ended.By != "":
		return fmt.Sprintf("cancelled by %s on %s; the key is %s.", person(s.Ended.By), date(s.Ended.At), s.Ended.State)
	case s.Ended != nil:
		return fmt.Sprintf("cancelled outside of this bot by %s; the key is %s.", date(s.Ended.At), s.Ended.State)
	}
	return "its deletion is not pending."
}

// found tells of a pending deletion that nobody asked for here.
func found(s guard.State, n guard.Notice) Message {
	var p page
	who := "somebody outside of this bot"
	if n.Person != "" {
		who = Code(n.Person)
	}
	ends := "at a date that the cloud does not name"
	pending := s.Watch != nil
	if pending {
		ends = "on " + fullDate(s.Watch.DeleteDate)
	}
	p.say(bold("The deletion of "+calledKey(s)+" was scheduled by "+who+", without a request here.")+" "+place(s.Key),
		"The key is destroyed "+ends+" unless it is cancelled. It was not audited, and nobody confirmed anything here.",
		"It is watched from now on. Whoever scheduled it may not confirm a request that follows from it.")
	if !pending {
		p.say(bold("No longer so:") + " " + afterWatch(s))
	}
	p.act(watchButtons(s, n.Request, pending)...)
	return p.message()
}

// moved tells of another date.
func moved(s guard.State, n guard.Notice) Message {
	var p page
	p.say(bold("The date of "+calledKey(s)+" has changed.")+" "+place(s.Key), told(n.Text))
	p.act(when(s.Watch != nil, primary(button(ActionCancel, "Cancel deletion", Ref{Stream: s.Key.Stream(), Request: n.Request, Action: guard.Cancel}))))
	return p.message()
}

// watchEnded tells how a pending deletion ended that was not cancelled here.
func watchEnded(s guard.State, n guard.Notice) Message {
	var p page
	if guard.KeyState(n.Text) == guard.StateDeleted {
		p.say(bold("The key "+Code(s.Key.ID)+" is destroyed.")+" "+place(s.Key),
			"Its window is over and the cloud no longer has it. What was encrypted under it cannot be read by anyone.")
		return p.message()
	}
	by := ""
	if n.Person != "" {
		by = " by " + person(n.Person)
	}
	p.say(bold("The deletion of "+calledKey(s)+" was cancelled"+by+", outside of this bot.")+" "+place(s.Key), "The key is "+Escape(n.Text)+".")
	return p.message()
}
