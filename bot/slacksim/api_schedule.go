package slacksim

import (
	"strconv"
	"time"
)

// Limits of scheduled messages.
const (
	maxScheduleAhead   = 120 * 24 * time.Hour
	maxScheduledWindow = 30              // messages to one channel
	scheduledWindow    = 5 * time.Minute // within so long
	scheduleTooLate    = 60 * time.Second
)

// scheduled is a message that waits for its calendar time.
type scheduled struct {
	id      string
	channel *channel
	postAt  time.Time
	created time.Time
	message Message
}

func scheduleMessage(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("channel", "post_at"); problem != nil {
		return nil, problem
	}
	ch, problem := s.postable(c.str("channel"))
	if problem != nil {
		return nil, problem
	}
	at, problem := s.postTime(ch, c.str("post_at"))
	if problem != nil {
		return nil, problem
	}
	t, problem := s.parseContent(&c.args)
	if problem != nil {
		return nil, problem
	}
	thread, problem := threadOf(ch, c.str("thread_ts"))
	if problem != nil {
		return nil, problem
	}
	m := &scheduled{
		id: s.nextID("Q"), channel: ch, postAt: at, created: s.opts.Now(),
		message: Message{
			User: s.app.BotUser, ByApp: true, Text: t.text, Blocks: t.blocks, ThreadTS: thread,
			Metadata: stored(t.metadata), Broadcast: thread != "" && c.bool("reply_broadcast"),
		},
	}
	s.scheduled = append(s.scheduled, m)
	o := object{"text": t.text, "type": "delayed_message", "bot_id": s.app.BotID, "user": s.app.BotUser, "team": s.team.ID}
	set(o, "blocks", t.blocks)
	return object{"channel": ch.ID, "scheduled_message_id": m.id, "post_at": at.Unix(), "message": o}, nil
}

// postTime checks when a message is to be posted.
func (s *Sim) postTime(ch *channel, text string) (time.Time, *apiError) {
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, fail("invalid_time")
	}
	at, now := time.Unix(seconds, 0), s.opts.Now()
	switch {
	case !at.After(now):
		return at, fail("time_in_past")
	case at.Sub(now) > maxScheduleAhead:
		return at, fail("time_too_far")
	}
	near := 0
	for _, m := range s.scheduled {
		if m.channel == ch && m.postAt.Sub(at).Abs() < scheduledWindow {
			near++
		}
	}
	if near >= maxScheduledWindow {
		return at, fail("restricted_too_many")
	}
	return at, nil
}

func deleteScheduled(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("channel", "scheduled_message_id"); problem != nil {
		return nil, problem
	}
	for i, m := range s.scheduled {
		if m.id != c.str("scheduled_message_id") || m.channel.ID != c.str("channel") {
			continue
		}
		if m.postAt.Sub(s.opts.Now()) < scheduleTooLate {
			break
		}
		s.scheduled = append(s.scheduled[:i], s.scheduled[i+1:]...)
		return nil, nil
	}
	return nil, fail("invalid_scheduled_message_id")
}

func listScheduled(s *Sim, c *call) (object, *apiError) {
	var rows []object
	for _, m := range s.scheduled {
		if c.has("channel") && m.channel.ID != c.str("channel") {
			continue
		}
		rows = append(rows, object{
			"id": m.id, "channel_id": m.channel.ID, "post_at": m.postAt.Unix(),
			"date_created": m.created.Unix(), "text": m.message.Text,
		})
	}
	page, next, problem := pageOf(rows, &c.args, 100, 100)
	if problem != nil {
		return nil, problem
	}
	return withCursor(object{"scheduled_messages": page}, next), nil
}

// Tick posts the scheduled messages that are due. Every call and every look at
// the messages does the same, so it matters only to one who waits for them.
func (s *Sim) Tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fireScheduled()
}

// NextScheduled returns when the next scheduled message is due; false for never.
func (s *Sim) NextScheduled() (time.Time, bool) {
	s.mu.Look()
	defer s.mu.Leave()
	var next time.Time
	for _, m := range s.scheduled {
		if next.IsZero() || m.postAt.Before(next) {
			next = m.postAt
		}
	}
	return next, !next.IsZero()
}

// fireScheduled posts what is due. What carries metadata vanishes, as Slack
// says that it does.
func (s *Sim) fireScheduled() {
	now, kept := s.opts.Now(), s.scheduled[:0]
	for _, m := range s.scheduled {
		if m.postAt.After(now) {
			kept = append(kept, m)
			continue
		}
		if m.message.Metadata == nil || s.set.ScheduledMetadataPosts {
			message := m.message
			s.post(m.channel, &message)
			s.mu.wake() // also for somebody who came only to look
		}
	}
	s.scheduled = kept
}
