package explore

import (
	"slices"

	"kmsguard/guard"
)

// posting is what stands in Slack of one message.
type posting struct {
	Notice string
	Copies int
	Blind  bool // a look for it could not tell
}

// Where a post stands: its intent is recorded, it was answered.
const (
	announced = iota
	delivered
)

// startPost begins a message. One that may stand there already is looked for.
func (m *model) startPost(w *world, owed guard.PostNotice) []step {
	n := w.state.Notice(owed.Notice)
	if n == nil || !m.draining && w.Left.Posts <= 0 {
		return nil
	}
	next := w.fork()
	if !m.draining {
		next.Left.Posts--
	}
	j := job{Key: owed.Key(), Kind: messaging, Subject: n.ID}
	if n.Intended.IsZero() {
		m.apply(next, guard.IntendNotice{Notice: n.ID})
		next.put(j)
		return []step{{what: "message " + n.ID + " is intended", next: next, fair: true}}
	}
	return []step{m.lookFor(w, next, j)}
}

// lookFor looks whether a message stands there whose post was begun before.
func (m *model) lookFor(w, next *world, j job) step {
	p := w.posting(j.Subject)
	what := "message " + j.Subject + " is looked for and is not there"
	switch {
	case m.scenario.Blind:
		p.Blind, j.Repeat = true, true
		next.show(p)
		what = "message " + j.Subject + " cannot be looked for"
	case p.Copies > 0:
		j.At = delivered
		what = "message " + j.Subject + " is looked for and found"
	}
	next.put(j)
	return step{what: what, next: next, fair: true}
}

// post posts a message, and records where it is.
func (m *model) post(w *world, j job) []step {
	if j.At == delivered {
		next := w.fork()
		next.end(j.Key)
		m.apply(next, guard.NotePosted{Notice: j.Subject, Posted: guard.Posted{Channel: channel().ID, TS: j.Subject, Repeat: j.Repeat}})
		return []step{{what: "where message " + j.Subject + " is is recorded", next: next, fair: true}}
	}
	all := []step{m.sent(w, j, "is posted", 1, true)}
	all[0].fair = true
	if m.may(w.Left.Losses) {
		faults := []step{m.sent(w, j, "is posted and the reply is lost", 1, false), m.sent(w, j, "does not reach Slack", 0, false)}
		for _, s := range faults {
			s.next.Left.Losses--
		}
		all = append(all, faults...)
	}
	return all
}

func (m *model) sent(w *world, j job, how string, copies int, told bool) step {
	next := w.fork()
	p := w.posting(j.Subject)
	p.Copies += copies
	next.show(p)
	m.judgePost(next, p)
	next.end(j.Key)
	if told {
		j.At = delivered
		next.put(j)
	}
	return step{what: "message " + j.Subject + " " + how, next: next}
}

func (w *world) posting(notice string) posting {
	for _, p := range w.Posts {
		if p.Notice == notice {
			return p
		}
	}
	return posting{Notice: notice}
}

func (w *world) show(p posting) {
	w.Posts = slices.DeleteFunc(slices.Clone(w.Posts), func(o posting) bool { return o.Notice == p.Notice })
	w.Posts = append(w.Posts, p)
	slices.SortFunc(w.Posts, func(a, b posting) int {
		switch {
		case a.Notice < b.Notice:
			return -1
		case a.Notice > b.Notice:
			return 1
		}
		return 0
	})
}
