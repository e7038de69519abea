package guard

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"
)

// world is a small cloud and company around one key, and an engine that does
// what is owed. What goes wrong in it is drawn.
type world struct {
	*history
	rt      *rapid.T
	key     KeyState
	ends    time.Time // of the pending window
	members []string  // of the approvers' group, now
	deps    []Dependency
	effects map[string]int // by operation
	calm    bool           // the default policy, nothing unreadable, nobody outside
	serial  int
}

func newWorld(rt *rapid.T) *world {
	w := &world{
		history: &history{t: rt, policy: testPolicy(), now: testTime, state: State{Key: testRef}},
		rt:      rt, members: slices.Clone(crowd), effects: map[string]int{},
	}
	w.key = rapid.SampledFrom([]KeyState{StateEnabled, StateDisabled}).Draw(rt, "state at first")
	if w.calm = rapid.Bool().Draw(rt, "calm"); !w.calm {
		w.policy.Rules[0].Demands = drawDemands(rt)
	}
	return w
}

// drawDemands draws what a file may say, also what no file should.
func drawDemands(rt *rapid.T) map[Action]Demand {
	m := map[Action]Demand{}
	for _, a := range Actions() {
		if !rapid.Bool().Draw(rt, "a demand for "+string(a)) {
			continue
		}
		var statements []int
		for n := 1; n <= 5; n++ {
			if rapid.Bool().Draw(rt, "statement") {
				statements = append(statements, n)
			}
		}
		m[a] = Demand{
			Statements: statements, Approvers: rapid.IntRange(0, 5).Draw(rt, "approvers"),
			RequesterConfirm: rapid.Bool().Draw(rt, "requester confirms"), OnePress: rapid.Bool().Draw(rt, "one press"),
		}
	}
	return m
}

func (w *world) name(prefix string) string {
	w.serial++
	return fmt.Sprintf("%s-%d", prefix, w.serial)
}

func (w *world) facts() KeyFacts {
	f := facts(w.key)
	if w.key == StatePendingDeletion {
		f.DeleteDate = w.ends
		if !w.now.Before(w.ends) {
			f.State, f.DeleteDate = StateNotFound, time.Time{}
		}
	}
	if !w.calm && rapid.IntRange(0, 9).Draw(w.rt, "unreadable") == 0 {
		f.State = StateUnknown
	}
	return f
}

// who reads a person as the directory would now.
func (w *world) who(name string) Person {
	p := Person{ID: name, ReadAt: w.now}
	if slices.Contains(w.members, name) {
		p.Groups = []string{"approvers"}
	}
	if !w.calm && rapid.IntRange(0, 19).Draw(w.rt, "person unreadable") == 0 {
		p.Unreadable = "time-out"
	}
	return p
}

func (w *world) anybody() Person {
	return w.who(rapid.SampledFrom(append([]string{"alice", "gina", "mallory"}, crowd...)).Draw(w.rt, "who"))
}

func (w *world) audit() Audit {
	if !w.calm && rapid.IntRange(0, 4).Draw(w.rt, "incomplete") == 0 {
		return incomplete(w.key, w.now)
	}
	return audit(w.key, w.now, w.deps...)
}

// serve does what is owed, one work after the other, until nothing is. It fails
// if that does not come to an end while time stands still.
func (w *world) serve() {
	for range 200 {
		owed, next := Due(w.state, w.now)
		if !next.IsZero() && !next.After(w.now) {
			w.t.Fatalf("next is %s, which is not later than %s", next, w.now)
		}
		if len(owed) == 0 {
			return
		}
		w.work(owed[0])
		if again, _ := Due(w.state, w.now); len(again) > 0 && again[0] == owed[0] {
			if _, more := owed[0].(Execute); !more {
				w.t.Fatalf("%T %s is owed at once again", owed[0], owed[0].Key())
			}
		}
	}
	w.t.Fatalf("work is owed for ever; at last %v", w.owed())
}

func (w *world) work(owed Work) {
	switch owed := owed.(type) {
	case RunAudit:
		w.do(RecordAudit{Request: owed.Request, Audit: w.audit()})
	case Execute:
		w.execute(owed)
	case Observe:
		w.observe(owed)
	case LookAfter:
		w.do(Verify{Request: owed.Request, Facts: pointer(w.facts())})
	case ReadWatch:
		w.do(Watch{Facts: w.facts(), Reminder: w.name("rem")})
	case ApplyExpiry:
		w.do(Expire(owed))
	case PostNotice:
		w.do(NotePosted{Notice: owed.Notice})
	}
}

func (w *world) execute(owed Execute) {
	id := w.name("op")
	c := w.beginning(owed.Request, id, w.facts())
	c.Operation.FenceProven = rapid.Bool().Draw(w.rt, "fence")
	for i := range c.Approvers {
		c.Approvers[i] = w.who(c.Approvers[i].ID)
	}
	before := w.state
	for _, e := range w.do(c) {
		if intent, ok := e.(MutationIntended); ok {
			w.judge(before, intent.Operation)
			w.call(intent.Operation)
		}
	}
}

// call makes the one call of an operation, with everything that can happen to it.
func (w *world) call(op Operation) {
	switch rapid.SampledFrom([]string{"answered", "answered", "refused", "lost before", "lost after", "no session", "crash", "crash after session"}).Draw(w.rt, "call") {
	case "answered":
		if w.opened(op) {
			w.effect(op)
			w.do(Settle{Operation: op.ID, Result: Happened, Facts: pointer(w.facts())})
		}
	case "refused":
		if w.opened(op) {
			w.do(Settle{Operation: op.ID, Result: Refused, Outcome: Outcome{Code: "Forbidden"}})
		}
	case "lost before":
		if w.opened(op) {
			w.do(Settle{Operation: op.ID})
		}
	case "lost after":
		if w.opened(op) {
			w.effect(op)
			w.do(Settle{Operation: op.ID})
		}
	case "no session":
		w.do(Settle{Operation: op.ID})
	case "crash after session":
		w.opened(op)
	}
}

func (w *world) opened(op Operation) bool {
	_, refusal := w.try(w.session(op.ID))
	return refusal == nil
}

func (w *world) effect(op Operation) {
	w.effects[op.ID]++
	switch op.Call {
	case DisableKey:
		w.key = StateDisabled
	case EnableKey:
		w.key = StateEnabled
	case ScheduleKeyDeletion:
		w.key, w.ends = StatePendingDeletion, w.now.AddDate(0, 0, op.WindowDays)
	case CancelKeyDeletion:
		w.key = StateEnabled
	case CreateKeyVersion, UpdateRotationPolicy:
	}
}

// observe settles by what the cloud shows, as an engine does.
func (w *world) observe(owed Observe) {
	f := w.facts()
	op := w.state.Operation(owed.Operation)
	trail := TrailFinding{Readable: true, Found: w.effects[op.ID] > 0 && rapid.Bool().Draw(w.rt, "trail shows it")}
	c := Settle{Operation: op.ID, Facts: &f}
	c.Result, c.Why = Conclude(*op, f, trail)
	w.do(c)
}
