package explore

import (
	"slices"

	"kmsguard/guard"
)

// truth is what really happened, kept beside what the domain makes of it.
type truth struct {
	Given   []given  // statements that stand, in order of request and number
	Rescued []string // requests since whose approval a rescue was taken
	Over    []string // requests that people, the clock or a rescue ended
	Rescue  bool     // a rescue was taken, and nothing destructive was opened since
}

// given is one statement as somebody really gave it.
type given struct {
	Request   string
	Statement int
	By        string
	Disks     int // that depended on the key in the audit that was shown
}

func (w *world) give(g given) {
	w.revoke(g.Request, g.Statement)
	w.Truth.Given = append(w.Truth.Given, g)
	slices.SortFunc(w.Truth.Given, func(a, b given) int {
		switch {
		case a.Request < b.Request, a.Request == b.Request && a.Statement < b.Statement:
			return -1
		}
		return 1
	})
}

func (w *world) revoke(request string, n int) {
	w.Truth.Given = slices.DeleteFunc(slices.Clone(w.Truth.Given), func(g given) bool { return g.Request == request && g.Statement == n })
}

func (w *world) given(request string) map[int]given {
	all := map[int]given{}
	for _, g := range w.Truth.Given {
		if g.Request == request {
			all[g.Statement] = g
		}
	}
	return all
}

// effects counts the calls of a request that took effect, and those that still may.
func (w *world) effects(request string) (done, open int) {
	for _, c := range w.Cloud.Calls {
		if c.Request != request {
			continue
		}
		switch c.Fate {
		case effective:
			done++
		case pending:
			open++
		case denied, forbidden, gone:
		}
	}
	return done, open
}

// rescuing reports whether a rescue of the key is to be carried out, or is being.
func rescuing(s guard.State) bool {
	return slices.ContainsFunc(s.Requests, func(r guard.Request) bool {
		return r.Plan.Action.Rescue() && !r.RestoreOwed && (r.Phase == guard.Approved || r.Phase == guard.Executing)
	})
}
