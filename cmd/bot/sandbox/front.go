package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"kmsguard/cmd/bot/config"
)

// front puts the control side before a simulator: its own, and the clock.
func (s *Sandbox) front(sim, control http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", sim)
	mux.Handle("/_sim/", control)
	mux.Handle("POST /_sim/clock/follow", s.clock)
	mux.HandleFunc("GET /_sim/clock", s.tellTime)
	mux.HandleFunc("POST /_sim/clock", s.moveTime)
	mux.HandleFunc("GET /_sim/transcript", s.tellAll)
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
	var move struct {
		Advance string `json:"advance"`
	}
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10))
	d.DisallowUnknownFields()
	if err := d.Decode(&move); err != nil {
		answer(w, http.StatusBadRequest, map[string]any{"error": `the body is {"advance": "3d"}: ` + err.Error()})
		return
	}
	by, err := config.ParseDuration(move.Advance)
	if err != nil || by <= 0 {
		answer(w, http.StatusBadRequest, map[string]any{"error": fmt.Sprintf("%q is no time to advance by; write it as 90m, 4h or 3d", move.Advance)})
		return
	}
	if err := s.Advance(r.Context(), by); err != nil {
		answer(w, http.StatusServiceUnavailable, map[string]any{"error": err.Error()})
		return
	}
	answer(w, http.StatusOK, map[string]any{"now": s.clock.Now()})
}

func answer(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client sees a cut body
}

// realStep is how often a running clock moves in the interactive sandbox.
const realStep = time.Second
