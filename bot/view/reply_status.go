package view

import (
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// shownRequests is how many requests a list shows; the rest is counted.
const shownRequests = 15

// Status renders what is known of a key: its state as it was read last, its pending deletion, its requests.
func Status(s guard.State, c Scene) Message {
	var p page
	if s.Key.ID == "" {
		p.say(bold("Nothing is known of that key here."), "No request was ever made for it. "+Code(c.command()+" audit KEY for disable")+" reads it.")
		return p.message()
	}
	p.say(bold(calledKey(s)+" is "+string(s.Facts.State)+".")+" "+place(s.Key), "Read at "+date(s.Facts.ReadAt)+"; somebody may have changed it since.")
	if s.Watch != nil {
		p.say("It is destroyed on " + fullDate(s.Watch.DeleteDate) + " unless its deletion is cancelled.")
		p.act(watchButtons(s, s.Watch.Request, true)[0])
	}
	if r := s.Request(s.DisabledBy); r != nil && undoable(s, *r) {
		p.say("It was disabled here on " + date(s.DisabledAt) + ".")
		p.act(primary(rescueButton(s, *r)))
	}
	p.say(requestLines(s, c)...)
	return p.message()
}

// requestLines lists the requests of a key, the newest first.
func requestLines(s guard.State, c Scene) []string {
	if len(s.Requests) == 0 {
		return []string{"There is no request for it."}
	}
	lines := []string{bold(report.Count(len(s.Requests), "request") + ", the newest first:")}
	for i := range min(shownRequests, len(s.Requests)) {
		r := s.Requests[len(s.Requests)-1-i]
		lines = append(lines, "• "+date(r.Opened)+" "+linked(c, parentOf(s, r.ID), report.Wish(r.Plan))+" by "+person(r.Requester)+": "+standing(s, r, Scene{}))
	}
	if more := len(s.Requests) - shownRequests; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more; %s shows all", more, Code(c.command()+" log "+s.Key.ID)))
	}
	return lines
}

// linked is text that leads to a message, where its address is known.
func linked(c Scene, at guard.Posted, text string) string {
	if address := c.link(at); address != "" {
		return "<" + address + "|" + text + ">"
	}
	return text
}

// Pending renders the keys whose deletion is pending, the nearest first as they are given.
func Pending(list []guard.State, c Scene) Message {
	var p page
	if len(list) == 0 {
		p.say(bold("No deletion is pending.") + " Nothing that is watched here is scheduled for deletion.")
		return p.message()
	}
	p.say(bold(plural(len(list), "One deletion is pending.", fmt.Sprintf("%d deletions are pending, the nearest first.", len(list)))))
	for _, s := range list[:min(shownRequests, len(list))] {
		if s.Watch == nil {
			continue
		}
		p.offer(watchButtons(s, s.Watch.Request, true)[0].WithStyle(""), calledKey(s)+" · "+place(s.Key), "destroyed on "+fullDate(s.Watch.DeleteDate))
	}
	if more := len(list) - shownRequests; more > 0 {
		p.say(fmt.Sprintf("and %d more, later than these", more))
	}
	return p.message()
}

// Requests renders the requests that have not ended.
func Requests(list []Open, c Scene) Message {
	var p page
	if len(list) == 0 {
		p.say(bold("No request is open.") + " " + Code(c.command()+" help") + " shows how one is made.")
		return p.message()
	}
	lines := []string{bold(plural(len(list), "One request is open.", fmt.Sprintf("%d requests are open, the oldest first.", len(list))))}
	for _, o := range list[:min(shownRequests, len(list))] {
		lines = append(lines, openLine(o))
	}
	if more := len(list) - shownRequests; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more, newer than these", more))
	}
	p.say(lines...)
	return p.message()
}

// openLine is an open request in a line.
func openLine(o Open) string {
	s := "• " + report.Wish(o.Request.Plan) + " " + Code(o.Key.ID)
	if name := o.Facts.Name(); name != "" {
		s += " (" + Escape(clip(name, 100)) + ")"
	}
	state := guard.State{Key: o.Key, Facts: o.Facts, Requests: []guard.Request{o.Request}}
	return s + " in " + o.Key.Region + " by " + person(o.Request.Requester) + " in <#" + Escape(o.Request.Channel) + ">: " + standing(state, o.Request, Scene{}) + "; expires " + date(o.Request.Expires)
}
