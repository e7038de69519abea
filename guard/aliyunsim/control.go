package aliyunsim

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/goccy/go-yaml"
)

// Control returns the control side: JSON over HTTP, for tests, plays and pages.
//
//	GET    /_sim/state    what exists: account, time, regions, rows of each kind
//	POST   /_sim/world    adds rows: {"ecs_disks": [{"id": …}], "keys@2222222222222222": […]}
//	GET    /_sim/calls    the latest calls
//	GET    /_sim/faults   the faults in force
//	POST   /_sim/faults   orders a fault: {"api": "kms.DescribeKey", "kind": "error", "times": 2}
//	DELETE /_sim/faults   removes all
//
// Errors are {"error": "…"} with status 400. It knows no caller: it must not be
// reachable from outside.
func (s *Sim) Control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_sim/state", func(w http.ResponseWriter, _ *http.Request) { writeControl(w, http.StatusOK, s.State()) })
	mux.HandleFunc("GET /_sim/calls", func(w http.ResponseWriter, _ *http.Request) { writeControl(w, http.StatusOK, s.Calls()) })
	mux.HandleFunc("GET /_sim/faults", func(w http.ResponseWriter, _ *http.Request) { writeControl(w, http.StatusOK, s.Faults()) })
	mux.HandleFunc("POST /_sim/world", control(s.addWorld))
	mux.HandleFunc("POST /_sim/faults", control(s.addFault))
	mux.HandleFunc("DELETE /_sim/faults", control(func([]byte) error { s.ClearFaults(); return nil }))
	return mux
}

// State is what exists in the simulated account at one moment, and in its members.
type State struct {
	Account string         `json:"account"`
	Members []string       `json:"members,omitempty"` // further accounts
	Now     time.Time      `json:"now"`
	Regions []string       `json:"regions"`
	Rows    map[string]any `json:"rows"` // by kind, of a member KIND@ACCOUNT; a counted row once, as it was written
}

// State returns what exists now, without secrets.
func (s *Sim) State() State {
	s.mu.Look()
	defer s.mu.Leave()
	state := State{Account: s.account, Now: s.now(), Regions: append([]string(nil), s.regions.all()...), Rows: map[string]any{}}
	for _, a := range s.overseen() {
		if a != s {
			state.Members = append(state.Members, a.account)
		}
		for name, k := range kinds() {
			state.Rows[a.kindIn(name)] = k.rows(a)
		}
	}
	return state
}

// control makes a handler of something that takes a body and may fail.
func control(do func(body []byte) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, controlLimit))
		if err == nil {
			err = do(body)
		}
		if err != nil {
			writeControl(w, http.StatusBadRequest, object{"error": err.Error()})
			return
		}
		writeControl(w, http.StatusOK, object{"ok": true})
	}
}

// controlLimit bounds a body on the control side: it carries whole worlds.
const controlLimit = 64 << 20

func writeControl(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	_ = e.Encode(v) // a client that went away learns nothing more
}

// addWorld adds rows of any kinds. Rows before a wrong one stay added; the
// message names the wrong one.
func (s *Sim) addWorld(body []byte) error {
	var rows map[string][]any
	if err := yaml.UnmarshalWithOptions(body, &rows, yaml.Strict()); err != nil {
		return fmt.Errorf("body cannot be read, write {\"ecs_disks\": [{\"id\": \"d-1\", …}]}: %w", err)
	}
	if len(rows) == 0 {
		return errors.New("body has no rows: write {\"ecs_disks\": [{\"id\": \"d-1\", …}]}")
	}
	for kind, list := range rows {
		for i, row := range list {
			text, err := yaml.Marshal(row)
			if err != nil {
				return fmt.Errorf("%s, row %d: %w", kind, i+1, err)
			}
			if err := s.Add(kind, text); err != nil {
				return fmt.Errorf("row %d: %w", i+1, err)
			}
		}
	}
	return nil
}

// worldForm turns rows into what a world file would say of them, without empty fields.
func worldForm(rows any) any {
	text, err := yaml.MarshalWithOptions(rows, yaml.OmitEmpty())
	var out []any
	if err == nil {
		err = yaml.Unmarshal(text, &out)
	}
	if err != nil {
		return object{"error": err.Error()}
	}
	return out
}

func (s *Sim) addFault(body []byte) error {
	var f Fault
	if err := decodeRow(body, &f); err != nil {
		return err
	}
	return s.SetFault(f)
}
