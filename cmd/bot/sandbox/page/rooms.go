package page

import "kmsguard/bot/slacksim"

// rooms lists the conversations of who sits there, and his Home tab.
func rooms(sc *scene) []item {
	var items []item
	for _, r := range sc.seat.Rooms() {
		name, title := r.Name, "# "+r.Name
		if r.Person != "" {
			name, title = directRoom, "kmsguard"
		}
		here := sc.at.Room == name
		if here && sc.at.Showing() != "menu" {
			sc.run.seen.note(sc.user.ID, r.ID, r.Latest)
		}
		id := "room-" + r.ID
		items = append(items, sc.one(id, "room", struct {
			ID, Link, Name, Title  string
			Here, Unread, External bool
		}{id, sc.link(sc.at.in(name)), name, title, here, !here && sc.run.seen.isNew(sc.user.ID, r), r.External}))
	}
	return append(items, sc.one("room-home", "home-tab", struct {
		Act  string
		Here bool
	}{sc.act("open-home"), sc.at.Room == homeRoom}))
}

// room is the conversation that is open; false at home, and where who sits there
// is no member.
func (sc *scene) room() (slacksim.Room, bool) {
	for _, r := range sc.seat.Rooms() {
		if r.Person != "" && sc.at.Room == directRoom || r.Name != "" && r.Name == sc.at.Room {
			return r, true
		}
	}
	return slacksim.Room{}, false
}
