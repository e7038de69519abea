package blockkit

import (
	"cmp"
	"time"
)

// Names tells what the reader of a rendering would see in place of ids and times.
type Names struct {
	Users    map[string]string // user id to name, without @
	Groups   map[string]string // user group id to handle, without @
	Channels map[string]string // channel id to name, without #
	Zone     *time.Location    // the reader's zone; nil is UTC
	Now      time.Time         // decides what is "today"; zero: nothing is
}

// An id that nobody named is shown as it stands.
func (n Names) user(id string) string    { return "@" + cmp.Or(n.Users[id], id) }
func (n Names) group(id string) string   { return "@" + cmp.Or(n.Groups[id], id) }
func (n Names) channel(id string) string { return "#" + cmp.Or(n.Channels[id], id) }

func (n Names) zone() *time.Location {
	if n.Zone == nil {
		return time.UTC
	}
	return n.Zone
}
