package page

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockhtml"
)

// messageKey is everything that the markup of a message depends on.
type messageKey struct {
	user, link, day         string // whose seat, what is open, and which day it is there
	id, room                string
	updates, replies, files int
	edited, pinned          bool
	lastReply               int64
	more                    string // what few messages have: reactions, marks, entries
}

// painter makes items of messages, from the cache where nothing about one changed.
func (sc *scene) painter(prefix string, r slacksim.Room) func(slacksim.Post) item {
	link, day := sc.origin+sc.link(sc.at), sc.now.In(sc.zone()).Format(time.DateOnly)
	return func(m slacksim.Post) item {
		key := messageKey{
			sc.user.ID, link, day, prefix + "-" + m.TS, r.ID, m.Updates, m.Replies, len(m.Files), m.Edited, m.Pinned, m.LastReply.UnixNano(), "",
		}
		if len(m.Reactions)+len(m.Warned)+len(m.Entered) > 0 {
			key.more = fmt.Sprint(m.Reactions, m.Warned, m.Entered)
		}
		return sc.run.cache.get(key, func() item { return sc.paint(key.id, r, m) })
	}
}

// shownMessage is a message as its template takes it.
type shownMessage struct {
	ID, TS, Room            string
	Act, Enter              string // where its buttons, and its inputs alone, are sent
	Author, Initial         string
	App, Private, Edited    bool
	Named                   bool // the address is about it
	Link, Time, When, Title string
	Body                    template.HTML
	Files                   []shownFile
	Reactions               []string
	Thread, LastReply       string
	Replies                 string
	Broadcast               bool
}

// shownFile is an attachment.
type shownFile struct{ Link, Name, Size string }

func (sc *scene) paint(id string, r slacksim.Room, m slacksim.Post) item {
	at, inRoom := m.PostedAt.In(sc.zone()), id[:1] == roomPrefix
	s := shownMessage{
		ID: id, TS: m.TS, Room: r.ID, Act: sc.act("act"), Enter: sc.act("enter"), Author: m.Author, Initial: initial(m.Author), App: m.AuthorBot,
		Private: m.Ephemeral != "", Edited: m.Edited, Named: id == sc.at.Target(), Link: sc.link(sc.permalink(m, inRoom)), Time: at.Format("15:04"),
		When: m.PostedAt.UTC().Format(time.RFC3339), Title: at.Format("Mon 2 Jan 2006 15:04:05 MST"), Body: sc.body(id, m), Reactions: m.Reactions,
		Broadcast: m.Broadcast && inRoom,
	}
	for _, f := range m.Files {
		s.Files = append(s.Files, shownFile{sc.page.root + "/files/" + url.PathEscape(f.ID) + "/" + url.PathEscape(f.Name), f.Name, size(f.Size)})
	}
	if inRoom && m.Ephemeral == "" {
		s.Thread = sc.link(sc.at.thread(threadOf(m)))
	}
	switch {
	case m.Replies == 1:
		s.Replies = "1 reply"
	case m.Replies > 1:
		s.Replies = strconv.Itoa(m.Replies) + " replies"
	}
	if m.Replies > 0 {
		s.LastReply = m.LastReply.In(sc.zone()).Format("2 Jan 15:04")
	}
	return sc.one(id, "message", s)
}

// permalink is the place that is about a message, where it stands.
func (sc *scene) permalink(m slacksim.Post, inRoom bool) place {
	if inRoom {
		return sc.at.thread("").about(m.TS)
	}
	return sc.at.about(m.TS)
}

// threadOf is the thread that a message of the room begins or comes from.
func threadOf(m slacksim.Post) string {
	if m.ThreadTS != "" {
		return m.ThreadTS
	}
	return m.TS
}

// body is what a message says.
func (sc *scene) body(id string, m slacksim.Post) template.HTML {
	o := blockhtml.Options{Names: sc.names, Prefix: id, Warned: m.Warned, Entered: m.Entered}
	if len(m.Blocks) > 0 {
		return blockhtml.Blocks(sc.localBlocks(m.Blocks), o)
	}
	return blockhtml.Mrkdwn(sc.localText(m.Text), o)
}

func initial(name string) string {
	for _, r := range name {
		return string(r)
	}
	return "?"
}

// size is how long a file is, in words.
func size(n int) string {
	switch {
	case n < 1000:
		return strconv.Itoa(n) + " bytes"
	case n < 1_000_000:
		return strconv.FormatFloat(float64(n)/1000, 'f', 1, 64) + " kB"
	}
	return strconv.FormatFloat(float64(n)/1_000_000, 'f', 1, 64) + " MB"
}
