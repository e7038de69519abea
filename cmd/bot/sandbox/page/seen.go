package page

import (
	"slices"
	"sync"

	"kmsguard/bot/slacksim"
)

// seen is what each person has been shown of each room, whoever sat in his seat.
type seen struct {
	mu     sync.Mutex
	latest map[string]string // timestamp by user ID and room ID
}

// note remembers that somebody was shown a room up to a message.
func (s *seen) note(user, room, ts string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.latest == nil {
		s.latest = map[string]string{}
	}
	s.latest[user+" "+room] = ts
}

// isNew tells whether a room has a message that somebody was not shown yet.
func (s *seen) isNew(user string, r slacksim.Room) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return r.Latest > s.latest[user+" "+r.ID]
}

func (s *seen) anyNew(user string, rooms []slacksim.Room) bool {
	return slices.ContainsFunc(rooms, func(r slacksim.Room) bool { return s.isNew(user, r) })
}
