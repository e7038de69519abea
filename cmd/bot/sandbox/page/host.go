package page

import (
	"context"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/guard/aliyunsim"
)

// Host is the running sandbox: what the page shows, and what it moves. All
// methods may be called from several goroutines.
type Host interface {
	World() string             // the name of the world that runs
	Worlds() []string          // those there are to choose from
	About(world string) string // a sentence on one of them
	Role(user string) string   // what somebody (by user ID) may do here, in words
	// Choose ends this world with all that happened in it and begins another.
	Choose(ctx context.Context, world string) error

	Slack() *slacksim.Sim
	Cloud() *aliyunsim.Sim

	Now() time.Time
	// Moving tells whether the clock is being moved, and to what time.
	Moving() (to time.Time, moving bool)
	// Advance moves the clock; everything due on the way happens at its own time.
	Advance(ctx context.Context, by time.Duration) error
	// ToReminder moves it to the next message that the bot writes about a pending
	// deletion by itself.
	ToReminder(ctx context.Context) error
	// ToWindowEnd moves it to the end of the earliest pending window, and on until
	// the bot has noticed.
	ToWindowEnd(ctx context.Context) error

	// Bot tells whether the bot runs, and how it ended if nobody here ended it.
	Bot() (running bool, trouble string)
	Kill() error
	Start(ctx context.Context) error
	// KillAt has the bot killed when it next makes the call, before or after the
	// call's effect. Trap tells what is set.
	KillAt(api string, after bool)
	Trap() (api string, after, set bool)

	// Changed returns a channel that is closed when clock, bot or world may have
	// changed since it was asked for.
	Changed() <-chan struct{}
}
