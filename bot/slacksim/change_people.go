package slacksim

import (
	"fmt"
	"slices"
)

func onUser(do func(*Sim, *User)) func(*Sim, []string) error {
	return func(s *Sim, args []string) error {
		if err := counted(args, 1); err != nil {
			return err
		}
		u := s.user(args[0])
		if u == nil {
			return fmt.Errorf("there is no user %q", args[0])
		}
		do(s, u)
		return nil
	}
}

func onGroup(do func(*Group)) func(*Sim, []string) error {
	return func(s *Sim, args []string) error {
		if err := counted(args, 1); err != nil {
			return err
		}
		g := s.group(args[0])
		if g == nil {
			return fmt.Errorf("there is no user group %q", args[0])
		}
		do(g)
		return nil
	}
}

// inGroup takes group and user in either order.
func inGroup(do func(*Group, string)) func(*Sim, []string) error {
	return func(s *Sim, args []string) error {
		if err := counted(args, 2); err != nil {
			return err
		}
		g, u := s.group(args[0]), s.user(args[1])
		if g == nil {
			g, u = s.group(args[1]), s.user(args[0])
		}
		if g == nil || u == nil {
			return fmt.Errorf("%q and %q are not a user group and a user", args[0], args[1])
		}
		do(g, u.ID)
		return nil
	}
}

func onChannel(do func(*Sim, *channel)) func(*Sim, []string) error {
	return func(s *Sim, args []string) error {
		if err := counted(args, 1); err != nil {
			return err
		}
		c := s.channel(args[0])
		if c == nil {
			return fmt.Errorf("there is no channel %q", args[0])
		}
		do(s, c)
		return nil
	}
}

// inChannel takes channel and user in either order.
func inChannel(do func(*Sim, *channel, *User)) func(*Sim, []string) error {
	return func(s *Sim, args []string) error {
		if err := counted(args, 2); err != nil {
			return err
		}
		c, u := s.channel(args[0]), s.user(args[1])
		if c == nil {
			c, u = s.channel(args[1]), s.user(args[0])
		}
		if c == nil || u == nil {
			return fmt.Errorf("%q and %q are not a channel and a user", args[0], args[1])
		}
		do(s, c, u)
		return nil
	}
}

func with(ids []string, id string) []string {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(slices.Clone(ids), id)
}

func without(ids []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(other string) bool { return other == id })
}

// reload is a client that forgets its modals: they are gone for the person,
// unannounced, and their external IDs stay taken.
func (s *Sim) reload(u *User) {
	delete(s.stacks, u.ID)
	p := s.persona(u.ID)
	p.fields, p.banner = nil, false
}

func (s *Sim) invite(c *channel, u *User) {
	c.Members = with(c.Members, u.ID)
	kind := "C"
	if c.Private {
		kind = "G"
	}
	s.announce("member_joined_channel", object{"user": u.ID, "channel": c.ID, "channel_type": kind, "team": s.team.ID})
}

func (s *Sim) share(c *channel) {
	c.Shared, c.PendingShared = true, false
	s.announce("channel_shared", object{"channel": c.ID, "connected_team_id": externalTeam})
}

func (s *Sim) unshare(c *channel) {
	c.Shared, c.PendingShared = false, false
	s.announce("channel_unshared", object{"channel": c.ID, "previously_connected_team_id": externalTeam, "is_ext_shared": false})
}

// announce sends an event to an app that subscribed to it.
func (s *Sim) announce(kind string, event object) {
	if slices.Contains(s.app.Events, kind) {
		s.emit(kind, event)
	}
}
