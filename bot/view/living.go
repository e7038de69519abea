package view

import (
	"time"

	"kmsguard/guard"
)

// settledFor is how long after its end the messages of a request are still repainted: long enough for a bot that
// was down when it ended, short enough that a start does not repaint years.
const settledFor = 7 * 24 * time.Hour

// Living renders the posted messages that change in place, by notice ID, as they must read now. Painting them
// twice is harmless. Attachments are posted once and are not among them. While an audit runs, only the message
// that shows how far it has come is.
func Living(s guard.State, c Scene) map[string]Message {
	living := map[string]Message{}
	for _, n := range s.Notices {
		if n.Posted.TS != "" && changes(n.Kind) && recent(s, n, c.Now) && (c.Progress == nil || n.Kind == guard.NoticeParent) {
			m := Notice(s, n, c)
			m.Files = nil
			living[n.ID] = m
		}
	}
	return living
}

// changes reports whether a kind of message shows where something stands, or has buttons that come and go.
func changes(k guard.NoticeKind) bool {
	switch k {
	case guard.NoticeParent, guard.NoticeAudit, guard.NoticePaused, guard.NoticeStatements, guard.NoticeVoid, guard.NoticeLost,
		guard.NoticeResult, guard.NoticeVerified, guard.NoticeFailed, guard.NoticeOperator, guard.NoticeReminder,
		guard.NoticeEscalation, guard.NoticeWatchFound, guard.NoticeWatchMoved, guard.NoticeDoubt, guard.NoticeUnwritable:
		return true
	case guard.NoticeChecklist, guard.NoticeGone, guard.NoticeEnded, guard.NoticeDeferred, guard.NoticeExecuting, guard.NoticeResumed, guard.NoticeWord,
		guard.NoticeWatchEnded, guard.NoticeRescued, guard.NoticeDisposition, guard.NoticeReply, guard.NoticeOpenedReply, guard.NoticeWitness,
		guard.NoticeDoubtWord, guard.NoticeAccepted, guard.NoticeWritable:
	}
	return false
}

// recent reports whether something about a notice may still have to change: its request is open, or ended not
// long ago, or what it did to the key is still in force or ended not long ago.
func recent(s guard.State, n guard.Notice, now time.Time) bool {
	lately := func(t time.Time) bool { return now.Sub(t) < settledFor }
	if s.Watch != nil && n.Request == s.Watch.Request || s.DisabledBy != "" && n.Request == s.DisabledBy {
		return true
	}
	if s.Ended != nil && lately(s.Ended.At) {
		return true
	}
	if s.Doubt != nil || s.Gap != nil {
		return true
	}
	r := s.Request(n.Request)
	if r == nil {
		return lately(n.At)
	}
	return !r.Phase.Ended() || lately(r.EndedAt) || lately(n.At)
}
