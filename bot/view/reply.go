package view

import (
	"cmp"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// Refusal renders every reason why something was not done, each with its hint.
func Refusal(r guard.Refusal) Message {
	var p page
	if len(r.Reasons) == 0 {
		p.say("That was not done, and no reason was given. Try again in a moment.")
	}
	for _, why := range r.Reasons {
		p.say(joinedSentences(bold(Escape(clip(why.Text, maxTold))), Escape(clip(why.Hint, maxTold))))
	}
	if first, ok := p.blocks[0].(*slack.SectionBlock); ok {
		first.BlockID = BlockRefusal
	}
	return p.message()
}

func joinedSentences(a, b string) string {
	if b == "" {
		return a
	}
	return a + " " + b
}

// answered tells one person why something was not done, and what they had asked for.
func answered(s guard.State, n guard.Notice) Message {
	if n.Refusal == nil {
		return bare(s, n)
	}
	m := Refusal(*n.Refusal)
	p := page{blocks: m.Blocks}
	if n.Text != "" {
		p.note("You asked: " + Escape(clip(n.Text, 200)) + " · " + named(s.Key))
	}
	m.Blocks = p.blocks
	return m
}

// opened tells the requester where the request is.
func opened(s guard.State, r guard.Request, n guard.Notice, c Scene) Message {
	var p page
	p.say(bold("Asked: "+wishOf(r)+".") + " It is in <#" + Escape(r.Channel) + ">.")
	if n.Text != "" {
		p.say(told(n.Text))
	}
	p.act(opens("Open the request", c.link(parentOf(s, r.ID))))
	return p.message()
}

// parentOf is where the parent message of a request stands.
func parentOf(s guard.State, request string) guard.Posted {
	for _, n := range s.Notices {
		if n.Request == request && n.Kind == guard.NoticeParent {
			return n.Posted
		}
	}
	return guard.Posted{}
}

// Continue answers "Continue with delete": nothing more is needed for it.
func Continue(s guard.State, request string, c Scene) Message {
	var p page
	p.say(bold("The deletion of " + Code(s.Key.ID) + " goes on as it was asked; nothing more is needed for it."))
	if r := s.Request(request); r != nil {
		p.say("Where it stands: " + standing(s, *r, c) + ".")
	}
	return p.message()
}

// Seen tells the thread of a reminder who has seen it.
func Seen(s guard.State, user string, c Scene) Message {
	var p page
	p.say("The reminder was seen by " + person(user) + ": " + Code(s.Key.ID) + ", " + afterWatch(s))
	return p.message()
}

// command is the slash command as people type it.
func (c Scene) command() string { return cmp.Or(c.Command, "/kms") }
