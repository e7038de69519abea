package page

import (
	"slices"
	"time"

	"kmsguard/bot/slacksim"
)

// The same message may stand in the room and in the thread beside it: the IDs of
// its two items begin differently.
const (
	roomPrefix   = "m"
	threadPrefix = "t"
)

// posts are the messages of the room that is open, or the Home tab.
func posts(sc *scene) []item {
	if sc.at.Room == homeRoom {
		return home(sc)
	}
	r, ok := sc.room()
	if !ok {
		return []item{sc.notice("no-room", "@"+sc.user.Name+" is not in #"+sc.at.Room+", so Slack shows nothing of it.")}
	}
	list, earlier := sc.newest(r)
	var items []item
	if earlier > 0 {
		link := sc.link(sc.at.about("").earlier(len(list)))
		items = append(items, sc.one("earlier", "earlier", map[string]any{"Link": link, "Count": earlier}))
	}
	if len(list) == 0 {
		items = append(items, sc.notice("no-posts", "Nothing was said here yet. Type /kms help below, or /kms delete and a key."))
	}
	return append(items, sc.messages(roomPrefix, r, list)...)
}

// around is how many messages are shown before the one that the address is about.
const around = 10

// newest are the newest messages of a room, back to the one that the address is
// about; earlier is how many were left out.
func (sc *scene) newest(r slacksim.Room) (list []slacksim.Post, earlier int) {
	list, earlier = sc.seat.Posts(r.ID, sc.at.shown())
	anchor := sc.at.anchor()
	if anchor == "" || earlier == 0 || anchor >= list[0].TS {
		return list, earlier
	}
	if _, ok := sc.seat.Post(r.ID, anchor); !ok {
		return list, earlier
	}
	all, _ := sc.seat.Posts(r.ID, len(list)+earlier)
	first := slices.IndexFunc(all, func(m slacksim.Post) bool { return m.TS >= anchor })
	first = max(0, first-around)
	return all[first:], first
}

// thread is the thread that is open.
func thread(sc *scene) []item {
	r, ok := sc.room()
	if sc.at.Thread == "" || !ok {
		return nil
	}
	list := sc.seat.Thread(r.ID, sc.at.Thread)
	if list == nil {
		return []item{sc.notice("no-thread", "This message is not here, or @"+sc.user.Name+" may not see it. Messages end with their world.")}
	}
	return sc.messages(threadPrefix, r, list)
}

func (sc *scene) notice(id, text string) item {
	return sc.one(id, "notice", map[string]string{"ID": id, "Text": text})
}

// messages are items with a line for each new day among them.
func (sc *scene) messages(prefix string, r slacksim.Room, list []slacksim.Post) []item {
	var items []item
	paint, day := sc.painter(prefix, r), ""
	for _, m := range list {
		at := m.PostedAt.In(sc.zone())
		if d := at.Format(time.DateOnly); d != day {
			day = d
			id := prefix + "-day-" + d
			items = append(items, sc.one(id, "day", map[string]string{"ID": id, "Day": at.Format("Monday, 2 January 2006")}))
		}
		items = append(items, paint(m))
	}
	return items
}
