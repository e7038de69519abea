package slacksim

import (
	"cmp"
	"slices"
	"time"
)

// State is the whole workspace at one moment, for those who look at it.
type State struct {
	Now         time.Time      `json:"now"`
	Team        string         `json:"team"`
	Users       []User         `json:"users"`
	Groups      []Group        `json:"groups"`
	Channels    []ChannelState `json:"channels"`
	Modals      []OpenView     `json:"modals"`
	Homes       []OpenView     `json:"homes"`
	Scheduled   []Scheduled    `json:"scheduled"`
	Connections int            `json:"connections"`
	Unacked     int            `json:"unacked"`
	Deliveries  uint64         `json:"deliveries"`
}

// ChannelState is a channel, or a direct conversation, with its messages.
type ChannelState struct {
	Channel
	Person   string    `json:"person,omitempty"` // of a direct conversation
	Messages []Message `json:"messages"`
}

// OpenView is a view and the person who sees it.
type OpenView struct {
	User string `json:"user"`
	View
}

// Scheduled is a message that waits for its time.
type Scheduled struct {
	ID      string    `json:"id"`
	Channel string    `json:"channel"`
	PostAt  time.Time `json:"post_at"`
	Text    string    `json:"text"`
}

// State returns a copy of everything.
func (s *Sim) State() State {
	connections := s.Connections()
	s.mu.Look()
	defer s.mu.Leave()
	s.fireScheduled()
	st := State{
		Now: s.opts.Now().UTC(), Team: s.team.ID, Connections: connections, Unacked: s.inFlight, Deliveries: s.deliveries,
		Users: []User{}, Groups: []Group{}, Channels: []ChannelState{}, Modals: []OpenView{}, Homes: []OpenView{}, Scheduled: []Scheduled{},
	}
	for _, u := range s.users {
		st.Users = append(st.Users, *u)
	}
	for _, g := range s.groups {
		one := *g
		one.Users = slices.Clone(g.Users)
		st.Groups = append(st.Groups, one)
	}
	for _, c := range s.channels {
		st.Channels = append(st.Channels, c.state())
	}
	for _, u := range s.users {
		for i, v := range s.stacks[u.ID] {
			one := OpenView{u.ID, s.seen(v)}
			one.Depth = i + 1
			st.Modals = append(st.Modals, one)
		}
		if v := s.homes[u.ID]; v != nil {
			st.Homes = append(st.Homes, OpenView{u.ID, s.seen(v)})
		}
	}
	for _, m := range s.scheduled {
		st.Scheduled = append(st.Scheduled, Scheduled{m.id, m.channel.ID, m.postAt.UTC(), m.message.Text})
	}
	slices.SortFunc(st.Scheduled, func(a, b Scheduled) int { return cmp.Or(a.PostAt.Compare(b.PostAt), cmp.Compare(a.ID, b.ID)) })
	return st
}

func (c *channel) state() ChannelState {
	st := ChannelState{Channel: c.Channel, Person: c.dm, Messages: []Message{}}
	st.Members = slices.Clone(c.Members)
	for _, m := range c.messages {
		st.Messages = append(st.Messages, m.copy())
	}
	return st
}
