package slacksim

import (
	"math"
	"regexp"
	"slices"
)

var reactionName = regexp.MustCompile(`^[a-z0-9_+'-]{1,100}$`)

// target finds the message that a pin or reaction is for.
func (s *Sim) target(c *call, names ...string) (*Message, *apiError) {
	if problem := c.need(names...); problem != nil {
		return nil, problem
	}
	ch, problem := s.postable(c.str("channel"))
	if problem != nil {
		return nil, problem
	}
	m := ch.find(c.str("timestamp"))
	if m == nil || m.Ephemeral != "" {
		return nil, fail("message_not_found")
	}
	return m, nil
}

// maxHistory is the largest page of history and replies.
const maxHistory = 999

func conversationsHistory(s *Sim, c *call) (object, *apiError) {
	ch, within, problem := s.readable(c)
	if problem != nil {
		return nil, problem
	}
	var rows []*Message
	for _, m := range ch.messages {
		if within(m) && (m.ThreadTS == "" || m.Broadcast) {
			rows = append(rows, m)
		}
	}
	slices.Reverse(rows) // newest first
	return s.historyPage(ch, c, rows)
}

func conversationsReplies(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("channel", "ts"); problem != nil {
		return nil, problem
	}
	ch, within, problem := s.readable(c)
	if problem != nil {
		return nil, problem
	}
	parent := ch.find(c.str("ts"))
	if parent == nil || parent.Ephemeral != "" {
		return nil, fail("thread_not_found")
	}
	if parent.ThreadTS != "" { // a reply's timestamp shows the reply alone
		return s.historyPage(ch, c, []*Message{parent})
	}
	rows := []*Message{parent}
	for _, m := range ch.replies(parent.TS) {
		if within(m) {
			rows = append(rows, m)
		}
	}
	return s.historyPage(ch, c, rows)
}

// readable finds a channel whose messages the app may read, and the test for
// the times that oldest, latest and inclusive name.
func (s *Sim) readable(c *call) (*channel, func(*Message) bool, *apiError) {
	ch, problem := s.conversation(c, "history")
	switch {
	case problem != nil:
		return nil, nil, problem
	case !ch.has(s.app.BotUser):
		return nil, nil, fail("not_in_channel")
	}
	oldest, latest := int64(-1), int64(math.MaxInt64)
	for name, bound := range map[string]*int64{"oldest": &oldest, "latest": &latest} {
		if !c.has(name) {
			continue
		}
		micro, ok := bounded(c.str(name))
		if !ok {
			return nil, nil, fail("invalid_ts_" + name)
		}
		*bound = micro
	}
	inclusive := c.bool("inclusive")
	return ch, func(m *Message) bool {
		micro, _ := microOf(m.TS)
		shown := !m.Deleted && m.Ephemeral == ""
		return shown && (micro > oldest && micro < latest || inclusive && (micro == oldest || micro == latest))
	}, nil
}

// bounded reads a bound, which may lack the fraction.
func bounded(ts string) (int64, bool) {
	if micro, ok := microOf(ts); ok {
		return micro, true
	}
	return microOf(ts + ".000000")
}

func (s *Sim) historyPage(ch *channel, c *call, rows []*Message) (object, *apiError) {
	page, next, problem := pageOf(rows, &c.args, 100, maxHistory)
	if problem != nil {
		return nil, problem
	}
	messages := make([]object, 0, len(page))
	for _, m := range page {
		messages = append(messages, s.messageJSON(ch, m, c.bool("include_all_metadata")))
	}
	o := object{"messages": messages, "has_more": next != "", "pin_count": 0}
	if next == "" {
		return o, nil
	}
	return withCursor(o, next), nil
}
