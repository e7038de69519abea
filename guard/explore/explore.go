package explore

import (
	"time"

	"kmsguard/guard"
)

// Result is what a search came to.
type Result struct {
	States      int // different worlds
	Transitions int // steps between them
	Depth       int // steps to the furthest of them
	Ends        int // worlds that were followed to their end
	Widest      int // worlds that were to be looked at, at the same time
	// Phases counts in how many worlds a request stands in each: what a search never
	// came to, it says nothing about.
	Phases    map[guard.Phase]int
	Violation *Violation
}

// Violation is a broken promise, and the shortest way to it.
type Violation struct {
	Broken
	Trace []string
}

// start is when every world begins.
var start = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// Explore looks at every world of a scenario, the nearest first, until a promise
// is broken or nothing new is found.
func Explore(s Scenario, system System) Result {
	m := &model{scenario: s, system: system, policy: policy(), keys: newKeys()}
	e := &search{model: m, seen: map[key]int{}, ended: map[key]bool{}, result: Result{Phases: map[guard.Phase]int{}}}
	e.run()
	return e.result
}

// model is what can happen in the worlds of a scenario.
type model struct {
	scenario Scenario
	system   System
	policy   guard.Policy
	keys     *keys
	draining bool
}

// search is one search, breadth-first.
type search struct {
	*model
	seen   map[key]int  // number of each world
	ended  map[key]bool // worlds that were followed to their end, whatever was left to happen in them
	nodes  []node       // by number
	result Result
}

// node is how a world was reached first, and where it leads by itself.
type node struct {
	before int
	choice int // of the steps of that world
	fair   int // the world to which what the process does next leads; 0: none
}

func (e *search) run() {
	first := e.first()
	e.note(first, 0, 0)
	level := []*world{first}
	at := 0
	for len(level) > 0 && e.result.Violation == nil {
		e.result.Widest = max(e.result.Widest, len(level))
		var next []*world
		for i, w := range level {
			level[i] = nil
			next = e.expand(w, at, next)
			if at++; e.result.Violation != nil {
				break
			}
		}
		if level = next; len(level) > 0 {
			e.result.Depth++
		}
	}
	e.result.States = len(e.nodes)
	e.judgeCycles()
}

// note numbers a world, unless it is known.
func (e *search) note(w *world, before int, choice int) (number int, fresh bool) {
	k := e.keys.world(w)
	if n, known := e.seen[k]; known {
		return n, false
	}
	n := len(e.nodes)
	e.seen[k] = n
	for _, r := range w.state.Requests {
		e.result.Phases[r.Phase]++
	}
	e.nodes = append(e.nodes, node{before: before, choice: choice})
	return n, true
}

// expand takes every step from a world. A world from which the process does
// nothing by itself, or that is as far as the search goes, is followed to its end.
func (e *search) expand(w *world, at int, next []*world) []*world {
	ended := e.scenario.Depth > 0 && e.result.Depth >= e.scenario.Depth
	moves := false
	if !ended {
		for i, s := range e.steps(w) {
			e.result.Transitions++
			if len(s.next.broken) > 0 {
				e.violated(s.next.broken[0], append(e.trace(at), s.line(len(e.path(at))+1, w)))
				return next
			}
			n, fresh := e.note(s.next, at, i)
			if fresh {
				next = append(next, s.next)
			}
			if s.fair && !moves {
				e.nodes[at].fair, moves = n, true
			}
		}
	}
	if !moves {
		e.follow(w, at)
	}
	return next
}

// follow lets a world come to its end. What might have gone wrong in it besides
// makes no difference to that.
func (e *search) follow(w *world, at int) {
	bare := w.fork()
	bare.Left, bare.Acted, bare.Last = Budget{}, 0, nil
	k := e.keys.world(bare)
	if e.ended[k] {
		return
	}
	e.ended[k] = true
	e.result.Ends++
	last, path := e.drain(w)
	if len(last.broken) == 0 {
		return
	}
	trace := append(e.trace(at), "     from here on nothing goes wrong and nobody does anything")
	before := w
	for i, s := range path {
		trace = append(trace, s.line(len(e.path(at))+1+i, before))
		before = s.next
	}
	e.violated(last.broken[0], trace)
}

func (e *search) violated(b Broken, trace []string) {
	e.result.Violation = &Violation{Broken: b, Trace: append(trace, "     broken: "+string(b.Property)+": "+b.Why)}
}

// judgeCycles finds worlds in which the process is busy for ever: what it does by
// itself leads back to where it was.
func (e *search) judgeCycles() {
	if e.result.Violation != nil {
		return
	}
	round := make([]int, len(e.nodes)) // in which round a world was passed
	for n := range e.nodes {
		for at := n; round[at] == 0; at = e.nodes[at].fair {
			round[at] = n + 1
			if next := e.nodes[at].fair; next == 0 {
				break
			} else if round[next] == n+1 {
				e.violated(Broken{Property: Comes, Why: "the process does the same again and again"}, e.trace(next))
				return
			}
		}
	}
}
