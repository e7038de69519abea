package sandbox

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/guard/aliyunsim"
)

// Live is a sandbox in which somebody looks around: time goes on by itself, the
// bot may be killed and started again, and one world can be left for another. All
// methods may be called from several goroutines.
type Live struct {
	own  string        // the world that the sandbox was begun with
	turn chan struct{} // holds one token: whoever has it may move the clock, or end the world

	// These belong to whoever has the turn.
	o       Options
	halt    context.CancelFunc // ends the flow of time
	flowing sync.WaitGroup

	mu      sync.Mutex
	changed chan struct{} // closed at the next change; nil while nobody watches
	now     *Sandbox
	world   string
	roles   roles
	closed  bool
	stuck   string                  // why the clock could not be moved the last time
	moving  time.Time               // to where the clock is being moved by hand; zero: it goes by itself
	giveUp  context.CancelCauseFunc // ends the move of the clock that is under way; nil: none is
}

// NewLive opens a sandbox on a world, a built-in name or a file, and starts its
// bot. The options' own world is ignored. Close ends everything.
func NewLive(ctx context.Context, o Options, world string) (*Live, error) {
	l := &Live{own: cmp.Or(world, DefaultWorld), o: o, turn: make(chan struct{}, 1)}
	l.o.ended, l.o.advance = l.botEnded, l.Advance
	l.give()
	if err := l.begin(ctx, l.own, Open); err != nil {
		return nil, err
	}
	return l, nil
}

// Sandbox is the one that runs now; it is another one after Choose.
func (l *Live) Sandbox() *Sandbox {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now
}

// World is the name of the world that runs.
func (l *Live) World() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.world
}

// Worlds lists those there are to choose from: the built-in ones that say what
// they are, after the one that the sandbox was begun with where that is a file.
func (l *Live) Worlds() []string {
	var list []string
	if !slices.Contains(Worlds(), l.own) {
		list = append(list, l.own)
	}
	for _, w := range Worlds() {
		if aboutWorld(w) != "" {
			list = append(list, w)
		}
	}
	return list
}

// About is a sentence or two on a world.
func (l *Live) About(world string) string {
	return cmp.Or(aboutWorld(world), "A world of your own.")
}

// Role is what somebody may do here by the world's policy, in words.
func (l *Live) Role(user string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.roles.of(user)
}

// Slack is the simulated workspace.
func (l *Live) Slack() *slacksim.Sim { return l.Sandbox().slack }

// Cloud is the simulated account.
func (l *Live) Cloud() *aliyunsim.Sim { return l.Sandbox().cloud }

// Now is the time of the sandbox.
func (l *Live) Now() time.Time { return l.Sandbox().Now() }

// Changed returns a channel that is closed when the time, the bot or the world may
// have changed since it was asked for.
func (l *Live) Changed() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.changed == nil {
		l.changed = make(chan struct{})
	}
	return l.changed
}

func (l *Live) wake() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.changed != nil {
		close(l.changed)
		l.changed = nil
	}
}
