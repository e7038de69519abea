package sandbox

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/bot/slacksim/transcript"
	"kmsguard/cmd/bot/play"
)

// Do makes one move of one person.
func (s *Stage) Do(ctx context.Context, user string, move play.Move) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	p := b.slack.As(user)
	s.whispers[user] = len(b.whispers(p))
	switch m := move.(type) {
	case play.Slash:
		return p.Slash(ctx, m.Channel, m.Text)
	case play.Press:
		return p.Press(ctx, m.Label)
	case play.Fill:
		return p.Fill(m.Label, m.Value)
	case play.Choose:
		return p.Choose(m.Input, m.Option)
	case play.Submit:
		return p.Submit(ctx)
	case play.Close:
		return p.CloseModal(ctx)
	case play.OpenHome:
		return p.OpenHome(ctx)
	case play.Enter:
		return p.Type(m.Text)
	}
	return fmt.Errorf("nobody can do a %T", move)
}

// Screen returns what a person has before him.
func (s *Stage) Screen(_ context.Context, user string) (play.Screen, error) {
	b, err := s.sandbox()
	if err != nil {
		return play.Screen{}, err
	}
	p, names := b.slack.As(user), b.slack.Names(user)
	screen := play.Screen{Error: b.wrong(p, s.whispers[user]), Notice: p.LastNotice()}
	if v, ok := p.Modal(); ok {
		screen.Modal = &play.Modal{Title: v.Title, Text: blockkit.ViewText(v.JSON, names), Blocks: v.Blocks}
	}
	if v, ok := p.Home(); ok {
		screen.Home = blockkit.ViewText(v.JSON, names)
	}
	return screen, nil
}

// refusalBlock is the ID of the block by which the bot marks a text to one
// person as a refusal.
const refusalBlock = `"block_id":"refusal"`

// wrong is what went wrong with a person's last step, as he reads it: what the
// modal or Slack says, or a refusal by the bot to him alone since before.
func (s *Sandbox) wrong(p *slacksim.Persona, before int) string {
	if p.Failed() {
		return p.LastError()
	}
	for _, m := range slices.Backward(s.whispers(p)[before:]) {
		if strings.Contains(string(m.Blocks), refusalBlock) {
			return readable(m.Message, s.slack.Names(p.User()))
		}
	}
	return ""
}

// whispers are the texts that one person alone can see, oldest first.
func (s *Sandbox) whispers(p *slacksim.Persona) []visibleMessage {
	return slices.DeleteFunc(s.visible(), func(m visibleMessage) bool { return m.Ephemeral != p.User() })
}

// Messages returns all messages as they now stand, oldest first.
func (s *Stage) Messages(context.Context) ([]play.Message, error) {
	b, err := s.sandbox()
	if err != nil {
		return nil, err
	}
	names := b.slack.Names("")
	var list []play.Message
	for _, m := range b.visible() {
		list = append(list, play.Message{
			Channel: strings.TrimPrefix(m.channel, "#"), TS: m.TS, Thread: m.ThreadTS, From: m.from, To: m.to, Text: readable(m.Message, names),
		})
	}
	return list, nil
}

// readable is a message as it reads, with the names of its files.
func readable(m slacksim.Message, names blockkit.Names) string {
	text := blockkit.Text(m.Blocks, names)
	if text == "" {
		text = blockkit.Mrkdwn(m.Text, names)
	}
	for _, f := range m.Files {
		text += "\n" + f.Name
	}
	return text
}

// Dump prints the channels and their threads.
func (s *Stage) Dump(_ context.Context, w io.Writer) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.Transcript(w)
}

// Transcript prints the channels and their threads as a person reads them.
func (s *Sandbox) Transcript(w io.Writer) error {
	var list []transcript.Message
	for _, m := range s.visible() {
		t := transcript.Message{
			Channel: strings.TrimPrefix(m.channel, "#"), TS: m.TS, ThreadTS: m.ThreadTS, User: m.from, Blocks: m.Blocks, Text: m.Text,
			EphemeralFor: m.to, Edited: m.Edited,
		}
		if m.ByApp {
			t.User, t.BotName = "", cmp.Or(s.o.World.Slack.App.Name, "kmsguard")
		}
		for _, f := range m.Files {
			t.Files = append(t.Files, f.Name)
		}
		list = append(list, t)
	}
	return transcript.Write(w, list, s.slack.Names(""))
}

// visibleMessage is a message that somebody can see, and where; with the names
// of its author and of the only one who sees it.
type visibleMessage struct {
	slacksim.Message
	channel, from, to string
}

func (s *Sandbox) visible() []visibleMessage {
	state := s.slack.State()
	names := map[string]string{}
	for _, u := range state.Users {
		names[u.ID] = u.Name
	}
	name := func(id string) string { return cmp.Or(names[id], id) }
	var list []visibleMessage
	for _, c := range state.Channels {
		label := "#" + c.Name
		if c.Person != "" {
			label = "@" + name(c.Person)
		}
		for _, m := range c.Messages {
			if !m.Deleted && !m.Unseen {
				list = append(list, visibleMessage{m, label, name(m.User), name(m.Ephemeral)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b visibleMessage) int { return a.PostedAt.Compare(b.PostedAt) })
	return list
}
