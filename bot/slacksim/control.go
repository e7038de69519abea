package slacksim

import (
	"encoding/json"
	"io"
	"net/http"
)

// maxControl bounds a body of the control side.
const maxControl = 4 << 20

// Control returns the side by which tools look at the workspace and change it,
// JSON over HTTP: GET /_sim/state, GET /_sim/calls, GET, POST and DELETE
// /_sim/faults, POST /_sim/world (rows as in a world file), POST /_sim/as/USER
// (one step of a person) and POST /_sim/change ({"verb": …, "args": […]}).
func (s *Sim) Control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_sim/state", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.State()) })
	mux.HandleFunc("GET /_sim/calls", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.Calls()) })
	mux.HandleFunc("GET /_sim/faults", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.Faults()) })
	mux.HandleFunc("DELETE /_sim/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.ClearFaults()
		writeJSON(w, object{"ok": true})
	})
	mux.HandleFunc("POST /_sim/faults", func(w http.ResponseWriter, r *http.Request) {
		var f Fault
		if readJSON(w, r, &f) {
			writeResult(w, s.SetFault(f))
		}
	})
	mux.HandleFunc("POST /_sim/world", s.controlWorld)
	mux.HandleFunc("POST /_sim/change", func(w http.ResponseWriter, r *http.Request) {
		var c struct {
			Verb string   `json:"verb"`
			Args []string `json:"args"`
		}
		if readJSON(w, r, &c) {
			writeResult(w, s.Change(c.Verb, c.Args...))
		}
	})
	mux.HandleFunc("POST /_sim/as/{user}", s.controlAs)
	return mux
}

func (s *Sim) controlWorld(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxControl))
	if err == nil {
		var rows World
		if rows, err = ParseWorld(text); err == nil {
			err = s.AddRows(rows)
		}
	}
	writeResult(w, err)
}

// Faults returns the faults that are set.
func (s *Sim) Faults() []Fault {
	s.mu.Look()
	defer s.mu.Leave()
	all := []Fault{}
	for _, f := range s.faults {
		all = append(all, *f)
	}
	return all
}

// readJSON reads a body strictly and answers 400 when it cannot.
func readJSON(w http.ResponseWriter, r *http.Request, into any) bool {
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxControl))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		writeResult(w, err)
		return false
	}
	return true
}

func writeResult(w http.ResponseWriter, err error) {
	if err == nil {
		writeJSON(w, object{"ok": true})
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(object{"ok": false, "error": err.Error()}) // the client may be gone
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value) // the client may be gone
}
