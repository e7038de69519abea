package slacksim

import (
	"context"
	"fmt"
	"regexp"
	"strings"
)

// Say posts a person's own message to a room, or as a reply to a thread. As in
// Slack's client, the three characters that markup is made of are escaped, and
// names of people, groups and channels that exist become mentions.
func (p *Persona) Say(_ context.Context, room, threadTS, text string) error {
	s := p.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	if ok, err := p.step(); !ok {
		return err
	}
	c, err := p.room(room)
	if err != nil {
		return err
	}
	if threadTS != "" {
		if parent := c.find(threadTS); parent == nil || !parent.visibleTo(p.user.ID) {
			return fmt.Errorf("slacksim: %s sees no message %s in %s to reply to", p.user.Name, threadTS, room)
		}
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return fmt.Errorf("slacksim: a message of %s has no text", p.user.Name)
	}
	s.post(c, &Message{User: p.user.ID, Text: s.mentions(cut(escape.Replace(text), maxText)), ThreadTS: threadTS})
	return nil
}

// Problem is what went wrong in the person's last step, empty when nothing did.
func (p *Persona) Problem() string {
	p.sim.mu.Look()
	defer p.sim.mu.Leave()
	return p.problem
}

// Dismiss forgets what went wrong.
func (p *Persona) Dismiss() {
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	p.problem, p.banner = "", false
}

// escape writes text so that Slack shows it as it was typed.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

var named = regexp.MustCompile(`(^|[\s(])([@#])([\pL\pN._-]*[\pL\pN])`)

// mentions turns names that exist into what Slack's client sends for them.
func (s *Sim) mentions(text string) string {
	return named.ReplaceAllStringFunc(text, func(found string) string {
		m := named.FindStringSubmatch(found)
		switch {
		case m[2] == "#" && s.channel(m[3]) != nil:
			return m[1] + "<#" + s.channel(m[3]).ID + ">"
		case m[2] == "@" && s.user(m[3]) != nil:
			return m[1] + "<@" + s.user(m[3]).ID + ">"
		case m[2] == "@" && s.group(m[3]) != nil:
			return m[1] + "<!subteam^" + s.group(m[3]).ID + ">"
		}
		return found
	})
}
