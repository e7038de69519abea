package page

import (
	"fmt"
	"html/template"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockhtml"
)

// posts are the messages of the room that is open, or the Home tab.
func posts(sc *scene) []item {
	if sc.at.Room == homeRoom {
		return home(sc)
	}
	r, ok := sc.room()
	if !ok {
		return []item{sc.one("no-room", "notice", map[string]string{"ID": "no-room", "Text": "@" + sc.user.Name + " is not in #" + sc.at.Room + ", so Slack shows nothing of it."})}
	}
	list, earlier := sc.seat.Posts(r.ID, sc.at.shown())
	var items []item
	if earlier > 0 {
		items = append(items, sc.one("earlier", "earlier", map[string]any{"Link": sc.link(sc.at.earlier()), "Count": earlier}))
	}
	if len(list) == 0 {
		items = append(items, sc.one("no-posts", "notice", map[string]string{"ID": "no-posts", "Text": "Nothing was said here yet. Type /kms help below, or /kms delete and a key."}))
	}
	return append(items, sc.messages("m", r, list)...)
}

// thread is the thread that is open.
func thread(sc *scene) []item {
	r, ok := sc.room()
	if sc.at.Thread == "" || !ok {
		return nil
	}
	list := sc.seat.Thread(r.ID, sc.at.Thread)
	if list == nil {
		return []item{sc.one("no-thread", "notice", map[string]string{"ID": "no-thread", "Text": "This message is not here, or @" + sc.user.Name + " may not see it. Messages end with their world."})}
	}
	return sc.messages("t", r, list)
}

// messages are items with a line for each new day among them.
func (sc *scene) messages(prefix string, r slacksim.Room, list []slacksim.Post) []item {
	var items []item
	day := ""
	for _, m := range list {
		if d := m.PostedAt.In(sc.zone()).Format("Monday, 2 January 2006"); d != day {
			day = d
			id := prefix + "-day-" + m.PostedAt.In(sc.zone()).Format(time.DateOnly)
			items = append(items, sc.one(id, "day", map[string]string{"ID": id, "Day": d}))
		}
		items = append(items, sc.message(prefix, r, m))
	}
	return items
}

// message is one message, from the cache where nothing about it changed.
func (sc *scene) message(prefix string, r slacksim.Room, m slacksim.Post) item {
	key := fmt.Sprint(sc.user.ID, sc.link(sc.at), sc.now.In(sc.zone()).Format(time.DateOnly), prefix, r.ID, m.TS, m.Updates, m.Edited, m.Pinned,
		m.Reactions, m.Replies, m.LastReply, m.Warned, m.Entered, len(m.Files))
	return sc.page.cache.get(key, func() item { return sc.paint(prefix, r, m) })
}

// shownMessage is a message as its template takes it.
type shownMessage struct {
	ID, TS, Room, Act       string
	Author, Initial         string
	App, Private, Edited    bool
	Link, Time, When, Title string
	Body                    template.HTML
	Files                   []slacksim.File
	FilesAt                 string
	Reactions               []string
	Thread, LastReply       string
	Replies                 int
	Broadcast               bool
}

func (sc *scene) paint(prefix string, r slacksim.Room, m slacksim.Post) item {
	id := prefix + "-" + m.TS
	at := m.PostedAt.In(sc.zone())
	s := shownMessage{
		ID: id, TS: m.TS, Room: r.ID, Act: sc.act("act"), Author: m.Author, Initial: initial(m.Author), App: m.AuthorBot,
		Private: m.Ephemeral != "", Edited: m.Edited, Link: sc.link(sc.at) + "#" + id, Time: at.Format("15:04"),
		When: m.PostedAt.UTC().Format(time.RFC3339), Title: at.Format("Mon 2 Jan 2006 15:04:05 MST"),
		Body: sc.body(id, m), Files: m.Files, FilesAt: sc.page.root + "/files/", Reactions: m.Reactions,
		Replies: m.Replies, Broadcast: m.Broadcast && prefix == "m",
	}
	if prefix == "m" && m.Ephemeral == "" {
		s.Thread = sc.link(sc.at.thread(m.TS))
	}
	if m.Replies > 0 {
		s.LastReply = m.LastReply.In(sc.zone()).Format("2 Jan 15:04")
	}
	return sc.one(id, "message", s)
}

// body is what a message says.
func (sc *scene) body(id string, m slacksim.Post) template.HTML {
	o := blockhtml.Options{Names: sc.names, Prefix: id, Warned: m.Warned, Entered: m.Entered}
	if len(m.Blocks) > 0 {
		return blockhtml.Blocks(m.Blocks, o)
	}
	return blockhtml.Mrkdwn(m.Text, o)
}

func initial(name string) string {
	for _, r := range name {
		return string(r)
	}
	return "?"
}
