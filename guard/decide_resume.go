package guard

import "time"

// decide tells once that a request goes on: a bot that ends again before it could
// say so does not say it twice.
func (c Resume) decide(s State, _ Policy, now time.Time) ([]Event, *Refusal) {
	if s.Request(c.Request) == nil {
		return nil, noRequest(c.Request)
	}
	for _, n := range s.Notices {
		if n.Kind == NoticeResumed && n.Request == c.Request && !n.posted() {
			return nil, nil
		}
	}
	return []Event{WorkResumed{Request: c.Request, Left: c.Left, At: now}}, nil
}
