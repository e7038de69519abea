package engine

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kmsguard/guard"
)

// OpenRequest is a request that has not ended, with the key it is about.
type OpenRequest struct {
	Key     guard.KeyRef
	Facts   guard.KeyFacts
	Request guard.Request
}

// State returns what is known of a key. The version is 0 for a key never seen.
func (e *Engine) State(ctx context.Context, s guard.Stream) (state guard.State, version uint64, err error) {
	k, err := e.cells.look(ctx, s)
	return k.state, k.version, err
}

// Records returns the ledger's entries of a key, oldest first.
func (e *Engine) Records(ctx context.Context, s guard.Stream) guard.Records {
	return e.o.Ledger.Read(ctx, s, 0)
}

// Open lists the requests that have not ended, oldest first.
func (e *Engine) Open() []OpenRequest { return e.openRequests() }

// Pending lists the keys whose deletion is pending, the nearest first.
func (e *Engine) Pending() []guard.State {
	e.recall.wait()
	var list []guard.State
	for _, s := range e.states(everyKey) {
		if s.Watch != nil {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b guard.State) int {
		return cmp.Or(a.Watch.DeleteDate.Compare(b.Watch.DeleteDate), cmp.Compare(a.Key.Stream(), b.Key.Stream()))
	})
	return list
}

// Keys returns what is in memory of the keys with this ID, in any region. It does
// not wait: right after a start the ledger may have more of them.
func (e *Engine) Keys(id string) []guard.State { return e.known(id) }

func (e *Engine) known(id string) []guard.State {
	return e.states(func(s guard.Stream) bool { return strings.HasSuffix(string(s), "/"+id) })
}

func (e *Engine) openRequests() []OpenRequest {
	e.recall.wait()
	var list []OpenRequest
	for _, s := range e.states(everyKey) {
		for _, r := range s.Requests {
			if !r.Phase.Ended() && r.Phase != guard.Verifying {
				list = append(list, OpenRequest{Key: s.Key, Facts: s.Facts, Request: r})
			}
		}
	}
	slices.SortFunc(list, func(a, b OpenRequest) int {
		return cmp.Or(a.Request.Opened.Compare(b.Request.Opened), cmp.Compare(a.Request.ID, b.Request.ID))
	})
	return list
}

func everyKey(guard.Stream) bool { return true }

// states returns those keys in memory that have at least one event, by name.
func (e *Engine) states(wanted func(guard.Stream) bool) []guard.State {
	streams := slices.DeleteFunc(e.cells.streams(), func(s guard.Stream) bool { return !wanted(s) })
	slices.Sort(streams)
	var list []guard.State
	for _, s := range streams {
		k := e.cells.cell(s)
		k.mu.Lock()
		if k.loaded && k.version > 0 {
			list = append(list, k.state)
		}
		k.mu.Unlock()
	}
	return list
}
