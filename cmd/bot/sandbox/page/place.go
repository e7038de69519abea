package page

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// place is what an address names: whose seat, what he looks at, and what of the
// sandbox is open beside it.
type place struct {
	World  string
	Seat   string // name of a person
	Room   string // name of a channel, or one of the two below
	Thread string // timestamp of a parent message, empty: no thread is open
	Pane   string // cloud, clock, faults, worlds; empty: none
	Key    string // ID of the key that the cloud pane is about, empty: all
	Calls  string // "all" also shows the calls that only read
	Menu   bool   // the list of seats and rooms is shown, where there is room for one thing alone
	Tour   bool   // the guided tour is shown
	At     string // timestamp of the message that the address is about, empty: none
	More   int    // how many of the newest messages are shown; 0: pageful
}

// The rooms that are no channels.
const (
	homeRoom   = "home" // the app's Home tab
	directRoom = "dm"   // the person's direct conversation with the app
)

// The panes beside the workspace.
const (
	cloudPane  = "cloud"
	clockPane  = "clock"
	faultsPane = "faults"
	worldsPane = "worlds"
)

// A channel shows so many of its newest messages at first, and so many more at a time.
const (
	pageful = 60
	step    = 200
	most    = 100_000
)

// timestamp is the form of a message's timestamp.
var timestamp = regexp.MustCompile(`^[0-9]{1,12}\.[0-9]{6}$`)

// parsePlace reads what is behind the token, WORLD/SEAT/ROOM[/THREAD] as it is
// escaped in an address, and the query. It reports false for what names no place.
func parsePlace(path string, query url.Values) (place, bool) {
	pieces := strings.Split(strings.Trim(path, "/"), "/")
	if len(pieces) < 3 || len(pieces) > 4 {
		return place{}, false
	}
	for i, piece := range pieces {
		plain, err := url.PathUnescape(piece)
		if err != nil || plain == "" || plain == "." || plain == ".." {
			return place{}, false // browsers take dots for steps
		}
		pieces[i] = plain
	}
	p := place{
		World: pieces[0], Seat: pieces[1], Room: pieces[2],
		Pane: query.Get("pane"), Key: query.Get("key"), Calls: query.Get("calls"),
		Menu: query.Get("menu") != "", Tour: query.Get("tour") != "",
	}
	if len(pieces) == 4 {
		p.Thread = pieces[3]
	}
	if at := query.Get("at"); timestamp.MatchString(at) {
		p.At = at
	}
	if n, err := strconv.Atoi(query.Get("more")); err == nil && n > pageful {
		p.More = min(n, most)
	}
	return p, true
}

// path is the address of the place, behind the token.
func (p place) path() string {
	pieces := []string{p.World, p.Seat, p.Room}
	if p.Thread != "" {
		pieces = append(pieces, p.Thread)
	}
	for i, piece := range pieces {
		pieces[i] = url.PathEscape(piece)
	}
	path := "/" + strings.Join(pieces, "/")
	if q := p.query().Encode(); q != "" {
		path += "?" + q
	}
	if p.At != "" {
		path += "#" + p.Target()
	}
	return path
}

// Target is the ID of the item that the address is about.
func (p place) Target() string {
	switch {
	case p.At == "":
		return ""
	case p.Thread != "" && p.At != p.Thread:
		return threadPrefix + "-" + p.At
	}
	return roomPrefix + "-" + p.At
}

// anchor is the message of the room that must be shown, however old it is: the one
// that the address is about, or the parent of the thread that holds it.
func (p place) anchor() string {
	if p.At != "" && p.Thread != "" {
		return p.Thread
	}
	return p.At
}

func (p place) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"pane": p.Pane, "key": p.Key, "calls": p.Calls, "at": p.At} {
		if value != "" {
			q.Set(name, value)
		}
	}
	for name, set := range map[string]bool{"menu": p.Menu, "tour": p.Tour} {
		if set {
			q.Set(name, "1")
		}
	}
	if p.More > 0 {
		q.Set("more", strconv.Itoa(p.More))
	}
	return q
}

// shown is how many messages of a channel are shown.
func (p place) shown() int { return max(p.More, pageful) }

// Showing is what is shown where there is room for one thing alone.
func (p place) Showing() string {
	switch {
	case p.Menu:
		return "menu"
	case p.Pane != "":
		return "pane"
	case p.Thread != "":
		return "thread"
	}
	return "room"
}

// bare is the place without what is open beside it.
func (p place) bare() place {
	return place{World: p.World, Seat: p.Seat, Room: p.Room, Thread: p.Thread}
}

// The places that one step leads to.

func (p place) as(seat, room string) place {
	if room != p.Room {
		p.Thread, p.More, p.At = "", 0, ""
	}
	p.Seat, p.Room, p.Menu = seat, room, false
	return p
}

func (p place) in(room string) place {
	p.Room, p.Thread, p.More, p.At, p.Menu = room, "", 0, "", false
	return p
}

func (p place) thread(ts string) place {
	p.Thread, p.At, p.Menu = ts, "", false
	return p
}

func (p place) about(ts string) place {
	p.At, p.Menu = ts, false
	return p
}

func (p place) pane(name string) place {
	p.Pane, p.Key, p.Calls, p.Menu = name, "", "", false
	return p
}

func (p place) key(id string) place {
	p.Pane, p.Key = cloudPane, id
	return p
}

func (p place) calls(which string) place {
	p.Calls = which
	return p
}

func (p place) menu() place {
	p.Menu = true
	return p
}

func (p place) tour(shown bool) place {
	p.Tour = shown
	return p
}

// earlier shows more of the room's messages than there are now.
func (p place) earlier(shown int) place {
	p.More = min(max(shown, pageful)+step, most)
	return p
}
