package bot

import (
	"cmp"
	"errors"

	"kmsguard/guard"
)

// place is where a message goes.
type place struct {
	channel   string
	thread    string // TS of the parent; empty: into the channel itself
	broadcast bool   // a reply that the channel shows too
}

// under is where what belongs to a message goes.
func (p place) under(at guard.Posted) place {
	return place{channel: at.Channel, thread: cmp.Or(p.thread, at.TS)}
}

// placeOf says where a notice goes: the parent of a request into its channel,
// everything else about the request into the thread below it; what is about the
// key itself below the message that told of its pending deletion. The error has
// kind Unavailable while the parent is not posted.
func placeOf(s guard.State, n guard.Notice, p guard.Policy) (place, error) {
	if s.Key == (guard.KeyRef{}) {
		return placeOfLedger(s, n)
	}
	to := place{channel: channelOf(s, n, p), broadcast: n.Kind == guard.NoticeReminder && n.Reminder != nil && n.Reminder.Mention}
	switch {
	case to.channel == "":
		return place{}, &guard.Error{
			Op: "bot.Post", Subject: n.ID, Kind: guard.Denied, Err: errors.New("the policy names no channel for it"),
			Hint: "Name an escalation channel in the policy.",
		}
	case n.Kind == guard.NoticeParent || n.Kind == guard.NoticeEscalation || n.Kind == guard.NoticeWatchFound:
		return to, nil
	}
	parent, known := parentOf(s, n.Request)
	if n.Request != "" && !known {
		return place{}, &guard.Error{Op: "bot.Post", Subject: n.ID, Kind: guard.Unavailable, Err: errors.New("the message that it belongs below is not posted yet")}
	}
	if known {
		to.channel, to.thread = parent.Channel, parent.TS
	}
	return to, nil
}

// placeOfLedger says where a notice about the ledger itself goes: into the channel
// that it was owed to; what follows on it into the thread there, seen by the channel.
func placeOfLedger(s guard.State, n guard.Notice) (place, error) {
	to := place{channel: n.To.Channel, broadcast: n.Kind != guard.NoticeDoubtWord}
	above, follows := map[guard.NoticeKind]guard.NoticeKind{
		guard.NoticeWritable: guard.NoticeUnwritable, guard.NoticeDoubtWord: guard.NoticeDoubt, guard.NoticeAccepted: guard.NoticeDoubt,
	}[n.Kind]
	if !follows {
		return to, nil
	}
	for _, m := range s.Notices {
		if m.Kind == above && m.Posted.Channel == to.channel && m.Posted.TS != "" {
			to.thread = m.Posted.TS
		}
	}
	return to, nil
}

func channelOf(s guard.State, n guard.Notice, p guard.Policy) string {
	if n.Kind == guard.NoticeEscalation {
		if s.Watch != nil && s.Watch.Escalation != "" {
			return s.Watch.Escalation
		}
		return p.Escalation
	}
	if r := s.Request(n.Request); r != nil {
		return r.Channel
	}
	return p.ChannelFor(s, s.Facts)
}

// parentOf returns the message under which a request's thread is; for the key
// itself, the newest one that told of its pending deletion.
func parentOf(s guard.State, request string) (at guard.Posted, known bool) {
	kind := guard.NoticeParent
	if request == "" {
		kind = guard.NoticeWatchFound
	}
	for _, n := range s.Notices {
		if n.Kind == kind && n.Request == request && n.Posted.TS != "" {
			at, known = n.Posted, true
		}
	}
	return at, known
}
