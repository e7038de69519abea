package endure

import (
	"slices"
	"strings"
	"time"

	"kmsguard/guard"
)

// judgePosts: what Slack answered to is not posted again by the same bot, nor by
// any bot once the ledger has it, nor where a bot that may read could have found it.
func (e *estate) judgePosts() {
	e.Helper()
	posts, trouble := e.wire.take()
	e.book.troubled = e.book.troubled || trouble
	for _, p := range posts {
		s := e.book.stands[p.mark]
		if s == nil {
			s = &standing{}
			e.book.stands[p.mark] = s
		}
		switch {
		case s.answered && s.deaths == p.deaths:
			e.breaks("%s of %s was posted again although Slack had answered", p.Notice, p.Key)
		case s.answered && e.history && !e.book.troubled:
			e.breaks("%s of %s was posted again although it could be found", p.Notice, p.Key)
		}
		s.deaths, s.answered = p.deaths, s.answered || p.answered
		e.book.figures.posts++
	}
}

func (e *estate) tookReminder(s guard.Stream, r guard.Reminder) {
	e.Helper()
	point := reminder{string(s), r.DeleteDate.UTC(), r.Due.UTC()}
	if e.book.reminded[point] {
		e.breaks("%s was reminded of twice, at %s", s, r.Due)
	}
	e.book.reminded[point] = true
	e.book.figures.reminders++
}

// slack is how wrong the bot's clock may be.
const wrongClock = time.Hour

// judgeReminders: while a bot was up and undisturbed for a scan interval of the
// last day of a key, somebody was told on that day.
func (e *estate) judgeReminders() {
	e.Helper()
	now := e.clock.World()
	for _, k := range e.cloud.KeyViews() {
		if k.State != "PendingDeletion" || e.life == nil || e.faulty {
			continue
		}
		from := k.DeletesAt.Add(-day + wrongClock)
		if e.book.calmSince.After(from) {
			from = e.book.calmSince
		}
		if now.Sub(from) < scanEvery || !now.Before(k.DeletesAt) || e.heard(k.ID, k.DeletesAt) {
			continue
		}
		e.breaks("%s is destroyed on %s, and nobody was told on its last day although the bot was up since %s", k.ID, k.DeletesAt, e.book.calmSince)
	}
}

// heard reports whether a message of the last day of a key stands in a channel.
func (e *estate) heard(key string, end time.Time) bool {
	point := reminder{key: key, end: end}
	if e.book.heard[point] {
		return true
	}
	for _, m := range slices.Concat(e.slack.Messages(channel), e.slack.Messages(escalation)) {
		if m.Deleted || m.PostedAt.Before(end.Add(-day-wrongClock)) {
			continue
		}
		about := markOf(m.Metadata)
		if !strings.HasSuffix(about.Key, "/"+key) {
			continue
		}
		for _, kind := range []guard.NoticeKind{guard.NoticeReminder, guard.NoticeEscalation, guard.NoticeWatchFound} {
			if strings.Contains(about.Notice, "/"+string(kind)+"/") {
				e.book.heard[point] = true
			}
		}
	}
	return e.book.heard[point]
}
