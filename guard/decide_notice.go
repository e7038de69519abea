package guard

import "time"

func (c IntendNotice) decide(s State, _ Policy, now time.Time) ([]Event, *Refusal) {
	n := s.Notice(c.Notice)
	switch {
	case n == nil:
		return nil, noNotice(c.Notice)
	case !n.Intended.IsZero() || n.posted():
		return nil, nil
	}
	return []Event{NoticeIntended{Notice: n.ID, At: now}}, nil
}

func (c NotePosted) decide(s State, _ Policy, now time.Time) ([]Event, *Refusal) {
	n := s.Notice(c.Notice)
	switch {
	case n == nil:
		return nil, noNotice(c.Notice)
	case n.posted():
		return nil, nil
	}
	return []Event{NoticePosted{Notice: n.ID, Posted: c.Posted, At: now}}, nil
}

// posted reports whether the message is out.
func (n Notice) posted() bool { return !n.PostedAt.IsZero() }

func noNotice(id string) *Refusal {
	return refuse(because(CodeNoNotice, "No message "+id+" is owed.", ""))
}
