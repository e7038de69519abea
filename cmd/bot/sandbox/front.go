package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
)

// front puts the control side before a simulator: its own, and the clock.
func (s *Sandbox) front(sim, control http.Handler) http.Handler {
	tools := http.NewServeMux()
	tools.Handle("/_sim/", control)
	tools.Handle("POST /_sim/clock/follow", s.clock)
	tools.HandleFunc("GET /_sim/clock", s.tellTime)
	tools.HandleFunc("POST /_sim/clock", s.moveTime)
	tools.HandleFunc("GET /_sim/transcript", s.tellAll)
	mux := http.NewServeMux()
	mux.Handle("/", sim)
	mux.Handle("/_sim/", forTools(tools))
	return mux
}

func (s *Sandbox) tellTime(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{"now": s.clock.Now()})
}

// tellAll answers GET /_sim/transcript: the channels as a person reads them.
func (s *Sandbox) tellAll(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_ = s.Transcript(w) // the reader sees a cut body
}

// moveTime answers POST /_sim/clock {"advance": "3d"} when everything due on the
// way has happened.
func (s *Sandbox) moveTime(w http.ResponseWriter, r *http.Request) {
	by, err := readMove(http.MaxBytesReader(w, r.Body, 1<<10))
	if err != nil {
		answer(w, http.StatusBadRequest, map[string]any{"error": err.Error()})
		return
	}
	advance := s.Advance
	if s.o.advance != nil {
		advance = s.o.advance
	}
	if err := advance(r.Context(), by); err != nil {
		status := http.StatusServiceUnavailable
		if guard.KindOf(err) == guard.Conflict {
			status = http.StatusConflict
		}
		answer(w, status, map[string]any{"error": err.Error()})
		return
	}
	answer(w, http.StatusOK, map[string]any{"now": s.clock.Now()})
}

// furthest bounds one move of the clock: longer than anything that is planned, and
// far from the years in which the ledger's times end.
const furthest = 10 * 366 * 24 * time.Hour

// readMove reads how far the clock is to be moved.
func readMove(body io.Reader) (time.Duration, error) {
	var move struct {
		Advance string `json:"advance"`
	}
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	err := d.Decode(&move)
	if err == nil && !errors.Is(d.Decode(&struct{}{}), io.EOF) {
		err = errors.New("more follows")
	}
	if err != nil {
		return 0, fmt.Errorf(`the body is {"advance": "3d"}: %w`, err)
	}
	by, err := config.ParseDuration(move.Advance)
	if err != nil || by <= 0 || by > furthest {
		return 0, fmt.Errorf("%q is no time to advance by; write it as 90m, 4h or 3d, at most %s", move.Advance, config.FormatDuration(furthest))
	}
	return by, nil
}

func answer(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client sees a cut body
}

// realStep is how often a running clock moves in the interactive sandbox.
const realStep = time.Second
