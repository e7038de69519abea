package slacksim

import (
	"encoding/json"
	"slices"
	"time"
)

// Message is one message as it now stands.
type Message struct {
	Channel   string          `json:"channel"`
	TS        string          `json:"ts"`
	ThreadTS  string          `json:"thread_ts,omitempty"` // of the parent, for replies only
	User      string          `json:"user"`
	ByApp     bool            `json:"by_app,omitempty"`
	Text      string          `json:"text"`
	Blocks    json.RawMessage `json:"blocks,omitempty"`
	Metadata  json.RawMessage `json:"metadata,omitempty"`
	Files     []File          `json:"files,omitempty"`
	Reactions []string        `json:"reactions,omitempty"`
	// Ephemeral is the user ID of the only person who sees it, empty for everybody.
	Ephemeral string    `json:"ephemeral,omitempty"`
	Broadcast bool      `json:"broadcast,omitempty"` // a reply that the channel shows too
	Edited    bool      `json:"edited,omitempty"`    // carries the "edited" mark
	Updates   int       `json:"updates,omitempty"`
	Deleted   bool      `json:"deleted,omitempty"`
	Pinned    bool      `json:"pinned,omitempty"`
	PostedAt  time.Time `json:"posted_at"`
	// Unseen says that Slack took the message and shows it to nobody: an ephemeral
	// reply in a thread that nobody has answered yet.
	Unseen bool `json:"unseen,omitempty"`

	values map[string]inputs // what people entered in it, by user ID
	warned map[string]marks  // elements whose last press was not answered, by user ID
}

// visibleTo tells whether a person of the channel sees the message.
func (m *Message) visibleTo(userID string) bool {
	return !m.Deleted && !m.Unseen && (m.Ephemeral == "" || m.Ephemeral == userID)
}

// Messages returns what was posted to a channel (by ID or name; of a person's
// direct conversation by its D… ID), in order, deleted and ephemeral ones
// included. It is nil when there is no such channel.
func (s *Sim) Messages(channelName string) []Message {
	s.mu.Look()
	defer s.mu.Leave()
	s.fireScheduled()
	c := s.channel(channelName)
	if c == nil {
		if u := s.user(channelName); u != nil {
			c = s.direct(u.ID)
		}
	}
	if c == nil {
		return nil
	}
	out := make([]Message, 0, len(c.messages))
	for _, m := range c.messages {
		out = append(out, m.copy())
	}
	return out
}

func (m *Message) copy() Message {
	c := *m
	c.Blocks, c.Metadata = slices.Clone(m.Blocks), slices.Clone(m.Metadata)
	c.Files, c.Reactions = slices.Clone(m.Files), slices.Clone(m.Reactions)
	c.values, c.warned = nil, nil
	return c
}

// post appends a message to its channel and gives it its timestamp.
func (s *Sim) post(c *channel, m *Message) *Message {
	m.Channel, m.TS, m.PostedAt = c.ID, s.nextTS(), s.opts.Now().UTC()
	m.values, m.warned = map[string]inputs{}, map[string]marks{}
	c.messages = append(c.messages, m)
	return m
}

// find returns the message with the timestamp, nil when there is none.
func (c *channel) find(ts string) *Message {
	for _, m := range c.messages {
		if m.TS == ts && !m.Deleted {
			return m
		}
	}
	return nil
}

// replies returns the visible replies to a parent, without ephemeral ones.
func (c *channel) replies(parent string) []*Message {
	var out []*Message
	for _, m := range c.messages {
		if m.ThreadTS == parent && !m.Deleted && m.Ephemeral == "" {
			out = append(out, m)
		}
	}
	return out
}
