package slacksim

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// change is one verb of Change: what it takes and what it does.
type change struct {
	verb  string
	takes string // shown when the arguments are wrong
	apply func(s *Sim, args []string) error
}

// changes are all verbs, in the order in which an error lists them. They are a
// function because the table refers to methods that refer to it.
func changes() []change {
	return []change{
		{"deactivate", "USER", onUser(func(_ *Sim, u *User) { u.Deactivated = true })},
		{"activate", "USER", onUser(func(_ *Sim, u *User) { u.Deactivated = false })},
		{"guest", "USER", onUser(func(_ *Sim, u *User) { u.Guest = true })},
		{"external", "USER", onUser(func(_ *Sim, u *User) { u.External = true })},
		{"member", "USER", onUser(func(_ *Sim, u *User) { u.Guest, u.SingleGuest, u.External = false, false, false })},
		{"reload", "USER", onUser((*Sim).reload)},
		{"join", "GROUP USER", inGroup(func(g *Group, id string) { g.Users = with(g.Users, id) })},
		{"leave", "GROUP USER", inGroup(func(g *Group, id string) { g.Users = without(g.Users, id) })},
		{"disable-group", "GROUP", onGroup(func(g *Group) { g.Disabled = true })},
		{"enable-group", "GROUP", onGroup(func(g *Group) { g.Disabled = false })},
		{"invite", "CHANNEL USER", inChannel((*Sim).invite)},
		{"kick", "CHANNEL USER", inChannel(func(_ *Sim, c *channel, u *User) { c.Members = without(c.Members, u.ID) })},
		{"share", "CHANNEL", onChannel((*Sim).share)},
		{"unshare", "CHANNEL", onChannel((*Sim).unshare)},
		{"pending-share", "CHANNEL", onChannel(func(_ *Sim, c *channel) { c.PendingShared = true })},
		{"archive", "CHANNEL", onChannel(func(_ *Sim, c *channel) { c.Archived = true })},
		{"unarchive", "CHANNEL", onChannel(func(_ *Sim, c *channel) { c.Archived = false })},
		{"event", "KIND", (*Sim).anyEvent},
		{"reconnect", "", plain(func(s *Sim) { s.disconnectAll("refresh_requested") })},
		{"warning", "", plain(func(s *Sim) { s.disconnectAll("warning") })},
		{"disable-link", "", plain(func(s *Sim) { s.disconnectAll("link_disabled") })},
		{"drop", "", plain((*Sim).drop)},
		{"duplicate-next", "[COUNT]", onNext(func(s *Sim, n int) { s.duplicates += n })},
		{"late-ack-next", "[COUNT]", onNext(func(s *Sim, n int) { s.late += n })},
		{"revoke", "", plain(func(s *Sim) { s.revoked = true })},
		{"restore", "", plain(func(s *Sim) { s.revoked = false })},
		{"skew", "DURATION", (*Sim).setSkew},
		{"bad-signature", "on|off", (*Sim).setBadSignature},
	}
}

// Change is what happens in the workspace outside the app: somebody is
// deactivated, leaves a group, shares a channel; connections are refreshed
// ("reconnect") or cut ("drop"), deliveries doubled ("duplicate-next") or their
// acks taken for late ones ("late-ack-next").
func (s *Sim) Change(verb string, args ...string) error {
	var known []string
	for _, c := range changes() {
		if c.verb != verb {
			known = append(known, c.verb)
			continue
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if err := c.apply(s, args); err != nil {
			return fmt.Errorf("slacksim: %s takes %s: %w", verb, cmp.Or(c.takes, "nothing"), err)
		}
		return nil
	}
	return fmt.Errorf("slacksim: %q is none of %s", verb, strings.Join(known, ", "))
}

func counted(args []string, n int) error {
	if len(args) != n {
		return fmt.Errorf("%d arguments were given, not %d", len(args), n)
	}
	return nil
}

func plain(do func(*Sim)) func(*Sim, []string) error {
	return func(s *Sim, args []string) error {
		if err := counted(args, 0); err != nil {
			return err
		}
		do(s)
		return nil
	}
}

// onNext takes how many of the next deliveries are meant, one by default.
func onNext(do func(*Sim, int)) func(*Sim, []string) error {
	return func(s *Sim, args []string) error {
		n := 1
		if len(args) > 0 {
			var err error
			if n, err = strconv.Atoi(args[0]); err != nil || n < 1 || len(args) > 1 {
				return fmt.Errorf("%q is no count", strings.Join(args, " "))
			}
		}
		do(s, n)
		return nil
	}
}

// anyEvent sends an event of any kind to the app, known to it or not: Slack adds
// kinds without asking.
func (s *Sim) anyEvent(args []string) error {
	if err := counted(args, 1); err != nil {
		return err
	}
	s.emit(args[0], object{})
	return nil
}

func (s *Sim) setSkew(args []string) error {
	if err := counted(args, 1); err != nil {
		return err
	}
	d, err := time.ParseDuration(args[0])
	s.deliverTo.Skew = d
	return err
}

func (s *Sim) setBadSignature(args []string) error {
	if len(args) != 1 || !slices.Contains([]string{"on", "off"}, args[0]) {
		return fmt.Errorf("%q is neither on nor off", strings.Join(args, " "))
	}
	s.deliverTo.BadSignature = args[0] == "on"
	return nil
}

func (s *Sim) disconnectAll(reason string) {
	for _, c := range s.conns {
		s.disconnect(c, reason)
	}
}

// drop cuts all connections without a word.
func (s *Sim) drop() {
	for _, c := range s.conns {
		s.start(func() { _ = c.ws.CloseNow() }) // it is broken either way
	}
}
