package slacksim

import (
	"io"

	"kmsguard/bot/slacksim/transcript"
)

// WriteTranscript prints all channels and direct conversations with their
// threads, as people read them, in UTC.
func (s *Sim) WriteTranscript(w io.Writer) error {
	s.mu.Look()
	s.fireScheduled()
	names := s.names(nil)
	var all []transcript.Message
	for _, c := range s.channels {
		for _, m := range c.messages {
			if !m.Deleted && !m.Unseen {
				all = append(all, s.line(c, m))
			}
		}
	}
	s.mu.Leave()
	return transcript.Write(w, all, names)
}

// line is a message as the transcript takes it.
func (s *Sim) line(c *channel, m *Message) transcript.Message {
	t := transcript.Message{
		Channel: "#" + c.Name, TS: m.TS, ThreadTS: m.ThreadTS, Blocks: clone(m.Blocks), Text: m.Text, Edited: m.Edited,
	}
	if c.dm != "" {
		t.Channel = "direct message with @" + s.user(c.dm).Name
	}
	if m.ByApp {
		t.BotName = s.app.Name
	} else if u := s.user(m.User); u != nil {
		t.User = u.Name
	}
	if u := s.user(m.Ephemeral); u != nil {
		t.EphemeralFor = u.Name
	}
	for _, f := range m.Files {
		t.Files = append(t.Files, f.Name)
	}
	return t
}
