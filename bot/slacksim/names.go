package slacksim

import "kmsguard/bot/slacksim/blockkit"

// Names tells how IDs and times read to a person; to nobody in particular, in
// UTC, when the user is unknown.
func (s *Sim) Names(user string) blockkit.Names {
	s.mu.Look()
	defer s.mu.Leave()
	return s.names(s.user(user))
}

func (s *Sim) names(reader *User) blockkit.Names {
	n := blockkit.Names{Users: map[string]string{}, Groups: map[string]string{}, Channels: map[string]string{}, Now: s.opts.Now()}
	for _, u := range s.users {
		n.Users[u.ID] = u.Name
	}
	for _, g := range s.groups {
		n.Groups[g.ID] = g.Handle
	}
	for _, c := range s.channels {
		if c.Name != "" {
			n.Channels[c.ID] = c.Name
		}
	}
	if reader != nil {
		n.Zone = reader.location()
	}
	return n
}
