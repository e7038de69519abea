package slacksim

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// channel is a Channel with what was posted to it, or a direct conversation
// between one person and the app.
type channel struct {
	Channel
	messages []*Message // in order of their timestamps
	dm       string     // the person of a direct conversation
}

// addRows adds users, groups, channels and faults, in this order, so that rows
// may name those before them.
func (s *Sim) addRows(w World) error {
	var errs []error
	for _, u := range w.Users {
		errs = append(errs, s.addUser(u))
	}
	for _, g := range w.Groups {
		errs = append(errs, s.addGroup(g))
	}
	for _, c := range w.Channels {
		errs = append(errs, s.addChannel(c))
	}
	for _, f := range w.Faults {
		errs = append(errs, s.addFault(f))
	}
	return errors.Join(errs...)
}

func (s *Sim) addUser(u User) error {
	if u.ID == "" || u.Name == "" {
		return fmt.Errorf("slacksim: user %q: id and name are required, such as {id: U0ALICE, name: alice}", u.ID+u.Name)
	}
	if s.user(u.ID) != nil || s.user(u.Name) != nil {
		return fmt.Errorf("slacksim: user %s (%s): the ID or name is taken", u.ID, u.Name)
	}
	s.users = append(s.users, &u)
	s.channels = append(s.channels, &channel{
		Channel: Channel{ID: "D" + strings.TrimLeft(u.ID, "UW"), Members: []string{u.ID, s.app.BotUser}},
		dm:      u.ID,
	})
	return nil
}

func (s *Sim) addGroup(g Group) error {
	if g.ID == "" || g.Handle == "" {
		return fmt.Errorf("slacksim: group %q: id and handle are required, such as {id: S0APPROVE, handle: kms-approvers}", g.ID+g.Handle)
	}
	if s.group(g.ID) != nil || s.group(g.Handle) != nil {
		return fmt.Errorf("slacksim: group %s (%s): the ID or handle is taken", g.ID, g.Handle)
	}
	members, err := s.userIDs(g.Users)
	if err != nil {
		return fmt.Errorf("slacksim: group %s: %w", g.Handle, err)
	}
	g.Users = members
	s.groups = append(s.groups, &g)
	return nil
}

func (s *Sim) addChannel(c Channel) error {
	if c.ID == "" || c.Name == "" {
		return fmt.Errorf("slacksim: channel %q: id and name are required, such as {id: C0KEYS, name: key-changes}", c.ID+c.Name)
	}
	if s.channel(c.ID) != nil || s.channel(c.Name) != nil {
		return fmt.Errorf("slacksim: channel %s (%s): the ID or name is taken", c.ID, c.Name)
	}
	members, err := s.userIDs(c.Members)
	if err != nil {
		return fmt.Errorf("slacksim: channel %s: %w", c.Name, err)
	}
	if !c.WithoutApp && !slices.Contains(members, s.app.BotUser) {
		members = append(members, s.app.BotUser)
	}
	c.Members = members
	s.channels = append(s.channels, &channel{Channel: c})
	return nil
}

// userIDs turns names or IDs into IDs.
func (s *Sim) userIDs(names []string) ([]string, error) {
	ids := make([]string, 0, len(names))
	for _, n := range names {
		u := s.user(n)
		if u == nil {
			return nil, fmt.Errorf("there is no user %q", n)
		}
		if !slices.Contains(ids, u.ID) {
			ids = append(ids, u.ID)
		}
	}
	return ids, nil
}

// user finds a user by ID or name, with or without @; nil when there is none.
func (s *Sim) user(name string) *User {
	name = strings.TrimPrefix(name, "@")
	for _, u := range s.users {
		if u.ID == name || u.Name == name {
			return u
		}
	}
	return nil
}

// userID finds a user by ID alone, as the Web API does.
func (s *Sim) userID(id string) *User {
	if u := s.user(id); u != nil && u.ID == id {
		return u
	}
	return nil
}

// channelID finds a channel by ID alone, as most methods of the Web API do.
func (s *Sim) channelID(id string) *channel {
	if c := s.channel(id); c != nil && c.ID == id {
		return c
	}
	return nil
}

// group finds a user group by ID or handle.
func (s *Sim) group(name string) *Group {
	name = strings.TrimPrefix(name, "@")
	for _, g := range s.groups {
		if g.ID == name || g.Handle == name {
			return g
		}
	}
	return nil
}

// channel finds a channel or direct conversation by ID, or a channel by name.
func (s *Sim) channel(name string) *channel {
	name = strings.TrimPrefix(name, "#")
	for _, c := range s.channels {
		if c.ID == name || (c.Name != "" && c.Name == name) {
			return c
		}
	}
	return nil
}

// direct returns the direct conversation between a person and the app.
func (s *Sim) direct(userID string) *channel {
	for _, c := range s.channels {
		if c.dm == userID {
			return c
		}
	}
	return nil
}

func (c *channel) has(userID string) bool { return slices.Contains(c.Members, userID) }

func (u *User) teamID(home string) string {
	if u.External {
		return externalTeam
	}
	return home
}

// externalTeam is the workspace that people from outside belong to.
const externalTeam = "T0EXTERNAL"
