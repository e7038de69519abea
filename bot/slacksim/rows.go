package slacksim

import (
	"fmt"
	"slices"
	"strings"
)

// rowKinds are the lists of a world to which a row can be added later.
var rowKinds = []string{"users", "groups", "channels", "faults"}

// Add adds one row, a YAML or JSON mapping as in a world file, to users, groups,
// channels or faults.
func (s *Sim) Add(kind string, row []byte) error {
	if !slices.Contains(rowKinds, kind) {
		return fmt.Errorf("slacksim: %q is none of %s", kind, strings.Join(rowKinds, ", "))
	}
	rows, err := ParseWorld(append([]byte(kind+": ["), append(slices.Clone(row), ']')...))
	if err != nil {
		return err
	}
	return s.AddRows(rows)
}

// AddRows adds users, groups, channels and faults to the world. The other parts
// of rows (team, app, settings) are fixed when a Sim is made and are ignored.
func (s *Sim) AddRows(rows World) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addRows(rows)
}

// Remove removes a group or channel by its ID or name. People are never removed
// from a workspace, only deactivated; Change does that.
func (s *Sim) Remove(kind, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch kind {
	case "groups":
		if g := s.group(name); g != nil {
			s.groups = slices.DeleteFunc(s.groups, func(other *Group) bool { return other == g })
			return nil
		}
	case "channels":
		if c := s.channel(name); c != nil && c.dm == "" {
			s.channels = slices.DeleteFunc(s.channels, func(other *channel) bool { return other == c })
			return nil
		}
	default:
		return fmt.Errorf("slacksim: %s cannot be removed, only groups and channels; a user is deactivated", kind)
	}
	return fmt.Errorf("slacksim: there is no %q in %s", name, kind)
}
