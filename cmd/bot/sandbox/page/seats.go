package page

import (
	"cmp"
	"slices"
	"strings"

	"kmsguard/bot/slacksim"
)

// seats lists everybody whose seat can be taken.
func seats(sc *scene) []item {
	var items []item
	for _, u := range sc.users {
		if u.Bot || u.WorkflowBot {
			continue
		}
		_, open := sc.run.as(u.Name).Modal()
		items = append(items, sc.one("seat-"+u.ID, "seat", struct {
			ID, Link, Name, Initial, Role string
			Here, Window, Unread          bool
		}{
			"seat-" + u.ID, sc.link(sc.at.as(u.Name, sc.roomFor(u))), u.Name, initial(u.Name), role(u, sc.host.Role(u.ID)),
			u.ID == sc.user.ID, open, u.ID != sc.user.ID && sc.run.seen.anyNew(u.ID, sc.run.as(u.Name).Rooms()),
		}))
	}
	return items
}

// role is who somebody is, in words: what the policy lets him do, and what Slack
// says of him.
func role(u slacksim.User, may string) string {
	var words []string
	for _, one := range []struct {
		word string
		is   bool
	}{{"deactivated", u.Deactivated}, {"of another company", u.External}, {"guest", u.Guest || u.SingleGuest}, {may, may != ""}} {
		if one.is {
			words = append(words, one.word)
		}
	}
	return cmp.Or(strings.Join(words, ", "), "may not ask or approve")
}

// roomFor is where somebody else lands when his seat is taken: the room that is
// open, if he is in it.
func (sc *scene) roomFor(u slacksim.User) string {
	rooms := sc.run.as(u.Name).Rooms()
	in := func(name string) bool {
		return slices.ContainsFunc(rooms, func(r slacksim.Room) bool { return r.Name == name && name != "" })
	}
	switch {
	case sc.at.Room == homeRoom || sc.at.Room == directRoom || in(sc.at.Room):
		return sc.at.Room
	case len(rooms) > 0 && rooms[0].Name != "":
		return rooms[0].Name
	}
	return directRoom
}
