package slacksim

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Room is a conversation as one of its members sees it: a channel, or what he and
// the app say to each other.
type Room struct {
	ID       string
	Name     string   // of a channel, empty for a direct conversation
	Person   string   // user ID, of a direct conversation
	Members  []string // user IDs
	Latest   string   // timestamp of the newest message that he can see
	External bool     // shared with another organisation
}

// Post is a message as one person sees it.
type Post struct {
	Message
	Author    string // name of who wrote it
	AuthorBot bool
	Replies   int // that he can see
	LastReply time.Time
	Warned    map[string]bool                      // elements that show the warning mark, as BLOCK/ACTION
	Entered   map[string]map[string]map[string]any // what stands in its inputs: block ID, action ID, entry
}

// Rooms lists the conversations of which the person is a member, his direct one
// with the app last.
func (p *Persona) Rooms() []Room {
	p.sim.mu.Look()
	defer p.sim.mu.Leave()
	p.sim.fireScheduled()
	var channels, direct []Room
	for _, c := range p.sim.channels {
		if p.user == nil || !c.has(p.user.ID) {
			continue
		}
		r := Room{ID: c.ID, Name: c.Name, Person: c.dm, Members: slices.Clone(c.Members), External: c.Shared}
		for _, m := range slices.Backward(c.messages) {
			if m.visibleTo(p.user.ID) {
				r.Latest = m.TS
				break
			}
		}
		if c.dm != "" {
			direct = append(direct, r)
		} else {
			channels = append(channels, r)
		}
	}
	return append(channels, direct...)
}

// Posts returns the newest messages of a room that stand in it itself, oldest
// first: parents of threads, replies that were sent to the channel too, and what
// only this person sees. It tells how many older ones there are.
func (p *Persona) Posts(room string, last int) (posts []Post, earlier int) {
	p.sim.mu.Look()
	defer p.sim.mu.Leave()
	p.sim.fireScheduled()
	c := p.seen(room)
	if c == nil {
		return nil, 0
	}
	threads := c.threads(p.user.ID)
	for _, m := range slices.Backward(c.messages) {
		switch {
		case !m.visibleTo(p.user.ID) || m.ThreadTS != "" && !m.Broadcast:
		case len(posts) == last:
			earlier++
		default:
			posts = append(posts, p.post(m, threads[m.TS]))
		}
	}
	slices.Reverse(posts)
	return posts, earlier
}

// Thread returns a message and the replies to it, as the person sees them; nil
// when he cannot see the message.
func (p *Persona) Thread(room, parentTS string) []Post {
	p.sim.mu.Look()
	defer p.sim.mu.Leave()
	p.sim.fireScheduled()
	c := p.seen(room)
	if c == nil {
		return nil
	}
	parent := c.find(parentTS)
	if parent == nil || !parent.visibleTo(p.user.ID) {
		return nil
	}
	posts := []Post{p.post(parent, c.threads(p.user.ID)[parentTS])}
	for _, m := range c.messages {
		if m.ThreadTS == parentTS && m.visibleTo(p.user.ID) {
			posts = append(posts, p.post(m, thread{}))
		}
	}
	return posts
}

// Post returns one message; false when the person cannot see it.
func (p *Persona) Post(room, ts string) (Post, bool) {
	p.sim.mu.Look()
	defer p.sim.mu.Leave()
	p.sim.fireScheduled()
	c := p.seen(room)
	if c == nil {
		return Post{}, false
	}
	m := c.find(ts)
	if m == nil || !m.visibleTo(p.user.ID) {
		return Post{}, false
	}
	return p.post(m, c.threads(p.user.ID)[ts]), true
}

// seen finds a room by ID or name, nil where the person is no member.
func (p *Persona) seen(room string) *channel {
	c := p.sim.channel(room)
	if c == nil || p.user == nil || !c.has(p.user.ID) {
		return nil
	}
	return c
}

// thread is how much was replied to a message, and when last.
type thread struct {
	replies int
	last    time.Time
}

// threads counts the replies that a person can see, by the parent's timestamp.
func (c *channel) threads(userID string) map[string]thread {
	all := map[string]thread{}
	for _, m := range c.messages {
		if m.ThreadTS != "" && m.visibleTo(userID) {
			all[m.ThreadTS] = thread{all[m.ThreadTS].replies + 1, m.PostedAt}
		}
	}
	return all
}

// post is a message as this person sees it.
func (p *Persona) post(m *Message, t thread) Post {
	out := Post{
		Message: m.copy(), Author: m.User, AuthorBot: m.ByApp, Replies: t.replies, LastReply: t.last,
		Warned: maps.Clone(m.warned[p.user.ID]), Entered: m.values[p.user.ID].complete(m.Blocks),
	}
	if u := p.sim.user(m.User); u != nil {
		out.Author, out.AuthorBot = cmp.Or(u.Name, m.User), m.ByApp || u.Bot || u.WorkflowBot
	}
	return out
}
