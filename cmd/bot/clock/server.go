package clock

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"
)

// Server is the clock of a sandbox. Its time moves only when it is told to. It
// is an http.Handler for its follower.
type Server struct {
	mu      sync.Mutex
	at      tick
	boot    string // the follower that counts; empty: the first to ask
	dead    map[string]bool
	done    report        // the last report of that follower
	changed chan struct{} // closed and replaced at every change
}

// NewServer makes a clock that stands at now.
func NewServer(now time.Time) *Server {
	return &Server{at: tick{Tick: 1, Now: now.UTC()}, dead: map[string]bool{}, changed: make(chan struct{})}
}

// Now returns the time.
func (s *Server) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at.Now
}

// Forget turns the follower away for good: its process was killed. The next one
// to ask is the follower.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.boot != "" {
		s.dead[s.boot] = true
	}
	s.boot, s.done = "", report{}
	s.changedLocked()
}

// ServeHTTP answers a follower when the tick has moved past the one it reports.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var rep report
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAnswer)).Decode(&rep); err != nil || rep.Boot == "" {
		http.Error(w, "a report is {boot, tick, next}", http.StatusBadRequest)
		return
	}
	t, err := s.follow(r.Context(), rep)
	switch {
	case errors.Is(err, errDead):
		http.Error(w, err.Error(), http.StatusGone)
	case err == nil:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(t) // the follower sees a cut answer as a lost clock
	}
}

var errDead = errors.New("this process was killed and may not come back")

func (s *Server) follow(ctx context.Context, rep report) (tick, error) {
	for {
		s.mu.Lock()
		if s.dead[rep.Boot] || (s.boot != "" && s.boot != rep.Boot) {
			s.mu.Unlock()
			return tick{}, errDead
		}
		s.boot = rep.Boot
		if s.at.Tick != rep.Tick {
			defer s.mu.Unlock()
			s.done = report{}
			return s.at, nil
		}
		if s.done != rep {
			s.done = rep
			s.changedLocked()
		}
		wait := s.changed
		s.mu.Unlock()
		select {
		case <-wait:
		case <-ctx.Done():
			s.left(rep)
			return tick{}, ctx.Err()
		}
	}
}

// left takes a report back whose follower went away: it has something to do again.
func (s *Server) left(rep report) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done == rep {
		s.done = report{}
		s.changedLocked()
	}
}

func (s *Server) changedLocked() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Raise moves the tick without moving time, and returns it: a report of it was
// made after this moment.
func (s *Server) Raise() uint64 { return s.move(time.Time{}) }

// Set moves time without waiting for anybody.
func (s *Server) Set(now time.Time) { s.move(now) }

func (s *Server) move(to time.Time) uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at.Tick++
	if to.After(s.at.Now) {
		s.at.Now = to.UTC()
	}
	s.changedLocked()
	return s.at.Tick
}

// Report waits until the follower has reported a tick, and says what is next
// for it; zero: nothing.
func (s *Server) Report(ctx context.Context, tick uint64) (next time.Time, err error) {
	for {
		s.mu.Lock()
		done, wait := s.done, s.changed
		s.mu.Unlock()
		if done.Boot != "" && done.Tick >= tick {
			return done.Next, nil
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return time.Time{}, ctx.Err()
		}
	}
}

// Advance moves time to target in steps, so that everything due on the way
// happens at its own time. settle waits until nothing is left to do at the time
// that is, and says what is next.
func (s *Server) Advance(ctx context.Context, target time.Time, settle func(context.Context) (next time.Time, err error)) error {
	for {
		next, err := settle(ctx)
		if err != nil {
			return err
		}
		now := s.Now()
		if !now.Before(target) {
			return nil
		}
		step := target
		if next.After(now) && next.Before(target) {
			step = next
		}
		s.move(step)
	}
}
