package slacksim

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Slash types a command such as "/kms delete …" into a channel, by default the
// first one that he is a member of.
func (p *Persona) Slash(ctx context.Context, channelName, text string) error {
	return p.slash(ctx, channelName, "", text)
}

// SlashInThread types a command into the reply box of a thread, which Slack
// refuses for commands of apps; without a thread, into the channel's own box.
func (p *Persona) SlashInThread(ctx context.Context, channelName, threadTS, text string) error {
	return p.slash(ctx, channelName, threadTS, text)
}

func (p *Persona) slash(ctx context.Context, channelName, threadTS, line string) error {
	command, text, _ := strings.Cut(strings.TrimSpace(line), " ")
	ch, d, err := p.prepareSlash(channelName, threadTS, command, strings.TrimSpace(text))
	if err != nil || d == nil {
		return err
	}
	a := p.sim.deliver(ctx, *d)
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	if problem := p.sim.commandAnswer(ch, p.user.ID, a); problem != "" {
		p.problem = fmt.Sprintf(failedCommand, command, problem)
	}
	return ctx.Err()
}

// prepareSlash makes the delivery of a command; nil when Slack itself refuses it.
func (p *Persona) prepareSlash(channelName, threadTS, command, text string) (*channel, *delivery, error) {
	s := p.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	if ok, err := p.step(); !ok {
		return nil, nil, err
	}
	p.homeOpen = false // he is in a channel now
	ch, err := p.room(channelName)
	switch {
	case err != nil:
		return nil, nil, err
	case !strings.HasPrefix(command, "/"):
		return nil, nil, fmt.Errorf("slacksim: %q is no command; a command starts with a slash, such as /kms help", command)
	case !slices.Contains(s.app.Commands, command):
		p.problem = fmt.Sprintf(unknownCommand, command)
		return nil, nil, nil
	case threadTS != "":
		p.problem = fmt.Sprintf(threadText, command)
		return nil, nil, nil
	}
	return ch, &delivery{kind: kindCommand, payload: s.commandPayload(p.user, ch, command, text)}, nil
}

// room finds the channel in which the person acts.
func (p *Persona) room(name string) (*channel, error) {
	s := p.sim
	if name == "" {
		for _, c := range s.channels {
			if c.dm == "" && c.has(p.user.ID) {
				return c, nil
			}
		}
		return s.direct(p.user.ID), nil
	}
	ch := s.channel(name)
	if ch == nil || !ch.has(p.user.ID) {
		return nil, fmt.Errorf("slacksim: %s is in no channel %q", p.user.Name, name)
	}
	return ch, nil
}

// commandAnswer shows what a command was answered with, and returns the error
// word that Slack shows instead when it was not, or not well.
func (s *Sim) commandAnswer(ch *channel, userID string, a answer) string {
	switch {
	case a.failed == timedOut || a.failed == connLost:
		return s.set.SlashTimeout
	case a.failed != answered:
		return "dispatch_failed"
	case len(a.payload) == 0 || string(a.payload) == "{}":
		return ""
	}
	var values args
	if problem := values.parseMessage(a.payload); problem != nil {
		return problem.word
	}
	t, problem := s.parseContent(&values)
	if problem != nil {
		return problem.word
	}
	s.say(ch, userID, values.str("thread_ts"), values.str("response_type"), t)
	return ""
}
