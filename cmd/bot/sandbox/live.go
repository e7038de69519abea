package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// Live is a sandbox in which somebody looks around: time goes on by itself, the
// bot may be killed and started again, and one world can be left for another. All
// methods may be called from several goroutines.
type Live struct {
	o    Options
	turn chan struct{} // holds one token: whoever has it may move the clock

	mu      sync.Mutex
	changed chan struct{} // closed at the next change; nil while nobody watches
	now     *Sandbox
	world   string
	roles   roles
	trouble string    // how the bot ended, if it was not us
	moving  time.Time // to where the clock is being moved; zero: it goes by itself
	halt    context.CancelFunc
	flowing sync.WaitGroup
}

// NewLive opens a sandbox on a world and starts its bot. The options' own world is
// ignored. Close ends everything.
func NewLive(ctx context.Context, o Options, world string) (*Live, error) {
	l := &Live{o: o, turn: make(chan struct{}, 1)}
	l.turn <- struct{}{}
	w, err := LoadWorld(world, "")
	if err != nil {
		return nil, err
	}
	if err := l.begin(ctx, world, w); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// begin opens a sandbox on the world, starts its bot and lets time flow.
func (l *Live) begin(ctx context.Context, name string, w World) error {
	o := l.o
	o.World = w
	s, err := Open(ctx, o)
	if err != nil {
		return err
	}
	who, err := rolesOf(w)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	l.mu.Lock()
	l.now, l.world, l.roles, l.trouble = s, cmp.Or(name, DefaultWorld), who, ""
	l.mu.Unlock()
	if err := s.Start(ctx); err != nil {
		return err
	}
	flow, halt := context.WithCancel(context.WithoutCancel(ctx))
	l.halt = halt
	l.flowing.Go(func() { l.flow(flow, s) })
	l.wake()
	return nil
}

// end stops the flow of time and closes the sandbox.
func (l *Live) end() error {
	if l.halt != nil {
		l.halt()
		l.halt = nil
	}
	l.flowing.Wait()
	s := l.Sandbox()
	if s == nil {
		return nil
	}
	return s.Close()
}

// Close ends bot, simulators and the flow of time.
func (l *Live) Close() error {
	err := l.end()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now = nil
	return err
}

// Choose ends this world with all that happened in it and begins another. A world
// that cannot be read leaves everything as it is. What a folder was named for is
// the first world alone: the others live in temporary ones.
func (l *Live) Choose(ctx context.Context, world string) error {
	w, err := LoadWorld(world, "")
	if err != nil {
		return err
	}
	if err := l.take(ctx); err != nil {
		return err
	}
	defer l.give()
	if err := l.end(); err != nil {
		l.note(err) // it is over either way; what it said is shown until the next begins
	}
	l.o.Data = ""
	if err := l.begin(context.WithoutCancel(ctx), world, w); err != nil {
		return fmt.Errorf("the world %s cannot be begun: %w", world, err)
	}
	return nil
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

// Worlds lists those there are to choose from.
func (l *Live) Worlds() []string { return Worlds() }

// About is a sentence or two on a built-in world.
func (l *Live) About(world string) string { return aboutWorld(world) }

// Role is what somebody may do here by the world's policy, in words.
func (l *Live) Role(user string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.roles.of(user)
}

// Slack is the simulated workspace, and Cloud the simulated account.
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

// Bot tells whether the bot runs, and how it ended if nobody here ended it.
func (l *Live) Bot() (running bool, trouble string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now.alive(), l.trouble
}

// note remembers how the bot ended.
func (l *Live) note(err error) {
	l.mu.Lock()
	l.trouble = guard.Plain(err)
	l.mu.Unlock()
	l.wake()
}

// Kill ends the bot by SIGKILL.
func (l *Live) Kill() error {
	defer l.wake()
	return l.Sandbox().Kill()
}

// Start starts the bot on the data that the last one left.
func (l *Live) Start(ctx context.Context) error {
	defer l.wake()
	err := l.Sandbox().Start(ctx)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.trouble = ""; err != nil {
		l.trouble = guard.Plain(err)
	}
	return err
}

// KillAt has the bot killed when it next makes the call.
func (l *Live) KillAt(api string, after bool) {
	l.Sandbox().KillAt(api, phase(after))
	l.wake()
}

// Trap tells at which call the bot is to be killed.
func (l *Live) Trap() (api string, after, set bool) { return l.Sandbox().armed() }
