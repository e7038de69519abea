package explore

import (
	"slices"
	"time"

	"kmsguard/guard"
)

// cloud is the key as it is, and every call that has reached the cloud or is on
// its way there.
type cloud struct {
	Key   guard.KeyState
	Date  time.Time // on which a pending key is destroyed
	Calls []call
}

// call is one call that changes the key.
type call struct {
	Op      string
	Request string
	Name    guard.Call
	Window  int
	Limit   time.Time // from which on the cloud lets the session do nothing
	Fate    fate
	At      time.Time // of its fate
}

// fate is what became of a call.
type fate string

const (
	pending   fate = "on its way"
	effective fate = "took effect"
	denied    fate = "refused"   // for the state of the key, or its session is over
	forbidden fate = "forbidden" // for whatever reason
	gone      fate = "never arrived"
)

// ref is the key of every world.
var ref = guard.KeyRef{Account: "1234567890123456", Region: "cn-hangzhou", ID: "key-hzz650a1b2c3d4e5f6g7h"}

// facts is what a reading of the key shows now.
func (w *world) facts() guard.KeyFacts {
	f := guard.KeyFacts{
		Ref: ref, ARN: ref.ARN(), State: w.Cloud.Key, Spec: "Aliyun_AES_256", Usage: "ENCRYPT/DECRYPT", Origin: "Aliyun_KMS",
		Creator: ref.Account, ReadAt: w.Now, CloudTime: w.Now,
	}
	if w.destroyed() {
		f.State = guard.StateNotFound
	} else if f.State == guard.StatePendingDeletion {
		f.DeleteDate = w.Cloud.Date
	}
	return f
}

func (w *world) destroyed() bool {
	return w.Cloud.Key == guard.StatePendingDeletion && !w.Now.Before(w.Cloud.Date)
}

// unreadable is what the engine makes of a reading that failed.
func (w *world) unreadable() guard.KeyFacts {
	f := w.state.Facts
	f.Ref, f.State, f.RawState, f.CloudTime, f.ReadAt = ref, guard.StateUnknown, "", time.Time{}, w.Now
	return f
}

// arrive lets a call reach the cloud, which carries it out or refuses it. A key
// that is as asked is left as it is, and the cloud answers as if it had changed.
func (w *world) arrive(c call) call {
	c.At, c.Fate = w.Now, effective
	from := map[guard.Call][]guard.KeyState{
		guard.DisableKey:          {guard.StateEnabled, guard.StateDisabled},
		guard.EnableKey:           {guard.StateEnabled, guard.StateDisabled},
		guard.ScheduleKeyDeletion: {guard.StateEnabled, guard.StateDisabled},
		guard.CancelKeyDeletion:   {guard.StatePendingDeletion},
	}
	if !w.Now.Before(c.Limit) || w.destroyed() || !slices.Contains(from[c.Name], w.Cloud.Key) {
		c.Fate = denied
		return c
	}
	w.Cloud.Key = map[guard.Call]guard.KeyState{
		guard.DisableKey: guard.StateDisabled, guard.EnableKey: guard.StateEnabled,
		guard.ScheduleKeyDeletion: guard.StatePendingDeletion, guard.CancelKeyDeletion: guard.StateEnabled,
	}[c.Name]
	w.Cloud.Date = time.Time{}
	if c.Name == guard.ScheduleKeyDeletion {
		w.Cloud.Date = w.Now.AddDate(0, 0, c.Window)
	}
	return c
}

// keep notes what became of a call.
func (w *world) keep(c call) {
	w.Cloud.Calls = slices.DeleteFunc(slices.Clone(w.Cloud.Calls), func(o call) bool { return o.Op == c.Op })
	w.Cloud.Calls = append(w.Cloud.Calls, c)
	slices.SortFunc(w.Cloud.Calls, func(a, b call) int {
		switch {
		case a.Op < b.Op:
			return -1
		case a.Op > b.Op:
			return 1
		}
		return 0
	})
}

func (w *world) call(op string) (call, bool) {
	for _, c := range w.Cloud.Calls {
		if c.Op == op {
			return c, true
		}
	}
	return call{}, false
}

// late lets a call that is on its way arrive after its reply was given up.
func (m *model) late(w *world) []step {
	var all []step
	for _, c := range w.Cloud.Calls {
		if c.Fate != pending || m.draining {
			continue
		}
		next := w.fork()
		next.keep(next.arrive(c))
		m.judgeEffects(next)
		all = append(all, step{what: string(c.Name) + " of " + c.Op + " reaches the cloud late", next: next})
	}
	return all
}

// trail is what ActionTrail shows of an operation once it shows everything.
func (w *world) trail(op string) guard.TrailFinding {
	c, ok := w.call(op)
	if !ok || c.Fate == pending || c.Fate == gone {
		return guard.TrailFinding{Readable: true}
	}
	return guard.TrailFinding{Readable: true, Found: true, Failed: c.Fate != effective, Code: code(c), EventID: "event-" + op, At: c.At}
}

func code(c call) string {
	if c.Fate != effective {
		return "Forbidden"
	}
	return ""
}
