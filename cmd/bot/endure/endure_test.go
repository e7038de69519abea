package endure

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// deeds are what happens in a run, by name; those that lead far happen more often.
func (e *estate) deeds() map[string]func() {
	return map[string]func(){
		"ask": e.ask, "request": e.request, "story": e.wholeStory, "another story": e.wholeStory, "third story": e.wholeStory, "rescue": e.rescue, "approve": e.approve, "approve more": e.approve, "confirm": e.confirm, "press": e.pressAny, "press more": e.pressAny,
		"console": e.console, "dependents": e.dependents, "staff": e.staff, "time": e.pass, "more time": e.pass, "sleep": e.sleep, "clock": e.misset,
		"cloud trouble": e.cloudTrouble, "slack trouble": e.slackTrouble, "calm": e.calm, "envelopes": e.envelopes,
		"crash": e.crash, "kill": e.kill, "restart": e.restart,
	}
}

// TestRandomRuns: whatever people do, in whatever order, whatever goes wrong, what
// the judges look at holds after each step, and in the end everything has ended.
func TestRandomRuns(t *testing.T) {
	dir, n := ledgers(t), 0
	var sum figures
	began := time.Now()
	for more := runs(t); more(time.Since(began)); {
		rapid.Check(t, func(rt *rapid.T) {
			n++
			e := newEstate(t.Context(), rt, drawn{rt}, filepath.Join(dir, fmt.Sprintf("%d.db", n)))
			defer e.close()
			e.play(rt)
			e.drain()
			sum.add(e.book.figures)
		})
	}
	t.Logf("figures: %d random runs, %.1f a second: %s", n, float64(n)/time.Since(began).Seconds(), sum)
}

// memory is where Linux keeps files in memory.
const memory = "/dev/shm"

// ledgers is a folder for ledgers, in memory where there is such a place: what a
// disk does to a ledger is not tried here, and waiting for one is most of a run.
func ledgers(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp(memory, "kmsguard-endure-") //nolint:usetesting // t.TempDir is on a disk
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// How many runs there are: a few, so that the tests stay quick; for three minutes
// where explorations are long; or as many as somebody asks for.
const (
	fewRuns  = "8"
	batch    = "20"
	longTime = 3 * time.Minute
)

// runs says how many runs rapid makes at once, and whether it makes more.
func runs(t *testing.T) (more func(spent time.Duration) bool) {
	t.Helper()
	checks, rounds := fewRuns, 1
	more = func(time.Duration) bool { rounds--; return rounds >= 0 }
	switch {
	case os.Getenv("KMSGUARD_CHECKS") != "":
		checks = os.Getenv("KMSGUARD_CHECKS")
	case os.Getenv("KMSGUARD_LONG") == "1":
		checks = batch
		more = func(spent time.Duration) bool { return spent < longTime && !t.Failed() }
	}
	if err := flag.Set("rapid.checks", checks); err != nil {
		t.Fatalf("KMSGUARD_CHECKS is %q: it is a number of runs: %v", checks, err)
	}
	return more
}

// play does something again and again.
func (e *estate) play(rt *rapid.T) {
	acts := map[string]func(*rapid.T){"": func(*rapid.T) { e.settle(); e.judge() }}
	for name, deed := range e.deeds() {
		acts[name] = func(rt *rapid.T) {
			e.dice = drawn{rt}
			e.tester = rt
			deed()
		}
	}
	rt.Repeat(acts)
}

// lastTime is how long everything has to end, once nothing goes wrong any more: the
// longest window, and what may come before it.
const lastTime = 40 * day

// stride is how far time goes at once while everything ends: what happens at its
// own time is for the run before that to see.
const stride = 2 * day

// drain lets everything end.
func (e *estate) drain() {
	e.Helper()
	e.calm()
	e.clock.Wrong(0)
	for who, away := range e.away {
		if away {
			e.away[who] = false
			if err := e.slack.Change("activate", who); err != nil {
				e.Fatalf("%v", err)
			}
		}
	}
	if e.life == nil {
		e.start()
	}
	e.life.fuse.light(0)
	e.say("nothing is done any more")
	e.advance(day)
	e.closeByWord()
	for range lastTime / stride {
		e.jump(stride)
		e.settle()
		e.judge()
	}
	e.judgeEnd()
}

// closeByWord has two approvers say what they saw of what nobody else can tell.
func (e *estate) closeByWord() {
	e.Helper()
	for _, t := range e.book.open() {
		for _, who := range approvers {
			these := labelled(e.buttons(t.key), "Close by word")
			if len(these) == 0 || !e.mayApprove(t, userID(who)) || userID(who) == t.requester || !e.press(who, these[0]) {
				continue
			}
			if f, ok := e.fill(who, filling{}); ok {
				e.say("%s gives a word on %s", who, t.id)
				f.submit(e)
			}
			e.settle()
			e.judge()
		}
	}
}
