package endure

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"kmsguard/guard"
	"kmsguard/storage"
)

// beforeInput is the effect at which a bot dies that has not recorded what it heard.
const beforeInput = "before an input"

// errDead is what everything answers to a bot that is as good as killed.
var errDead = errors.New("the bot is dead")

// fuse kills the bot at one of its effects: from that moment on nothing that it
// does has any effect, in the ledger, in the cloud or in Slack.
type fuse struct {
	mu    sync.Mutex
	left  int // effects until it burns; 0: it is not lit
	burnt chan struct{}
	at    string // the effect at which it burnt
}

func newFuse() *fuse { return &fuse{burnt: make(chan struct{})} }

// light has the bot die at the n-th effect from now, counting from 1; 0 puts it out.
func (f *fuse) light(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left = n
}

// blow kills the bot at once.
func (f *fuse) blow(at string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.deadLocked() {
		f.at, f.left = at, 0
		close(f.burnt)
	}
}

func (f *fuse) dead() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.deadLocked()
}

func (f *fuse) deadLocked() bool {
	select {
	case <-f.burnt:
		return true
	default:
		return false
	}
}

// passes counts an effect, and is false where the bot is dead, by now or before.
func (f *fuse) passes(effect string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.deadLocked() {
		return false
	}
	if f.left == 0 {
		return true
	}
	f.left--
	if f.left > 0 {
		return true
	}
	f.at = effect
	close(f.burnt)
	return false
}

// mutations are the calls that change a key.
var mutations = []string{"ScheduleKeyDeletion", "DisableKey", "EnableKey", "CancelKeyDeletion", "CreateKeyVersion", "UpdateRotationPolicy"}

// effect reports whether a call of a simulator is one at which a death is worth trying.
func effect(api string) bool {
	product, action, _ := strings.Cut(api, ".")
	return product == "kms" && slices.Contains(mutations, action) || api == "sts.AssumeRole" || strings.HasPrefix(api, "slack.chat.")
}

// reached cuts the connections of a dead bot, at both simulators.
func (f *fuse) reached(api, phase string) bool {
	if !effect(api) {
		return f.dead()
	}
	return !f.passes(phase + " " + api)
}

// mortal is a ledger whose writer may die before or after each write.
type mortal struct {
	*storage.Ledger
	fuse  *fuse
	order *order
}

func (m mortal) Append(ctx context.Context, a guard.Append) (uint64, error) {
	if !m.fuse.passes("before an append") {
		return 0, errDead
	}
	version, err := m.Ledger.Append(ctx, a)
	if err == nil {
		m.order.appended(a.Events)
	}
	if !m.fuse.passes("after an append") {
		return 0, errDead
	}
	return version, err
}

func (m mortal) Accept(ctx context.Context, in guard.Input) (bool, error) {
	if !m.fuse.passes(beforeInput) {
		return false, errDead
	}
	fresh, err := m.Ledger.Accept(ctx, in)
	if !m.fuse.passes("after an input") {
		return false, errDead
	}
	return fresh, err
}
