package bot

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/engine"
)

// desk keeps inputs as the engine's inbox does, and knows the keys that a test put there.
type desk struct {
	now func() time.Time

	mu     sync.Mutex
	inputs []guard.Input
	ids    map[string]bool
	states map[guard.Stream]guard.State
	policy guard.Policy
	broken error // what Submit answers
	holds  int
}

func newDesk(now func() time.Time) *desk {
	return &desk{now: now, ids: map[string]bool{}, states: map[guard.Stream]guard.State{}, policy: policy()}
}

func (d *desk) Submit(_ context.Context, in guard.Input) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.broken != nil:
		return false, d.broken
	case d.ids[in.ID]:
		return false, nil
	}
	d.ids[in.ID] = true
	d.inputs = append(d.inputs, in)
	return true, nil
}

func (d *desk) Hold() func() {
	d.count(1)
	return sync.OnceFunc(func() { d.count(-1) })
}

func (d *desk) count(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.holds += n
}

func (d *desk) busy() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.holds > 0
}

func (d *desk) State(_ context.Context, s guard.Stream) (guard.State, uint64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	state, ok := d.states[s]
	if !ok {
		ref, _ := s.Key()
		return guard.State{Key: ref}, 0, nil
	}
	return state, 1, nil
}

func (d *desk) all() []guard.State {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []guard.State
	for _, s := range slices.Sorted(maps.Keys(d.states)) {
		list = append(list, d.states[s])
	}
	return list
}

func (d *desk) Open() []engine.OpenRequest {
	var list []engine.OpenRequest
	for _, s := range d.all() {
		for _, r := range s.Requests {
			if !r.Phase.Ended() {
				list = append(list, engine.OpenRequest{Key: s.Key, Facts: s.Facts, Request: r})
			}
		}
	}
	return list
}

func (d *desk) Pending() []guard.State {
	return slices.DeleteFunc(d.all(), func(s guard.State) bool { return s.Watch == nil })
}

func (d *desk) Keys(id string) []guard.State {
	return slices.DeleteFunc(d.all(), func(s guard.State) bool { return s.Key.ID != id })
}

func (d *desk) Records(_ context.Context, s guard.Stream) guard.Records {
	return func(yield func(guard.Record, error) bool) {
		yield(guard.Record{Seq: 1, Stream: s, Version: 1, At: d.now(), Event: guard.AuditRequested{Request: first, At: d.now()}}, nil)
	}
}

func (d *desk) Now() time.Time { return d.now() }

func (d *desk) Halt(ctx context.Context) *guard.Reason {
	s, _, _ := d.State(ctx, guard.LedgerStream)
	return s.Halt()
}

func (d *desk) Policy() guard.Policy {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.policy
}

// knows puts a key into the ledger.
func (d *desk) knows(s guard.State) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.states[s.Key.Stream()] = s
}

func (d *desk) breaks(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.broken = err
}

// taken returns the inputs so far.
func (d *desk) taken() []guard.Input {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.inputs)
}

// only returns the one input that there is.
func (d *desk) only(t *testing.T) guard.Input {
	t.Helper()
	all := d.taken()
	if len(all) != 1 {
		t.Fatalf("%d inputs, want one: %+v", len(all), all)
	}
	return all[0]
}

var errDiskFull = errors.New("no space left on device")

// vault is a cloud that has some keys. hang makes it answer only when the context ends.
type vault struct {
	mu       sync.Mutex
	keys     map[string]guard.KeyFacts
	disabled time.Time
	hang     bool
}

func (v *vault) Locate(ctx context.Context, id, region string) (guard.KeyFacts, error) {
	v.mu.Lock()
	facts, ok := v.keys[id]
	hang := v.hang
	v.mu.Unlock()
	switch {
	case hang:
		<-ctx.Done()
		return guard.KeyFacts{}, ctx.Err()
	case !ok:
		return guard.KeyFacts{Ref: guard.KeyRef{Account: key.Account, Region: region, ID: id}, State: guard.StateNotFound}, nil
	}
	return facts, nil
}

func (v *vault) DisabledSince(context.Context, guard.KeyRef) (time.Time, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.disabled, nil
}

func (v *vault) has(f guard.KeyFacts) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.keys[f.Ref.ID] = f
}
