package bot

import (
	"errors"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// AdapterOptions are what an Adapter is made of. API, Now, Real and Policy are required.
type AdapterOptions struct {
	API    *slack.Client
	Now    func() time.Time    // calendar time, as the engine's clock shows it
	Real   func() time.Time    // real time, for the age of what was read
	Policy func() guard.Policy // the policy in force
	// Command is the slash command as people type it; empty: DefaultCommand.
	Command string
	// Workspace is the team ID that the token must belong to; empty: any.
	Workspace string
	// History says that the history scopes are granted, so that a message whose
	// reply was lost can be looked for.
	History bool
	// Share is how long one reading of a person, group or channel serves others;
	// zero: DefaultShare.
	Share time.Duration
	Log   zerolog.Logger
}

// DefaultCommand is the slash command of the manifest.
const DefaultCommand = "/kms"

// DefaultShare is how long a reading of the directory is shared. It is short: who
// has left a group a moment ago may not approve.
const DefaultShare = 5 * time.Second

// Adapter shows notices in Slack and reads its directory for the engine. It
// implements the engine's Notifier and Directory. All methods may be called from
// several goroutines.
type Adapter struct {
	o      AdapterOptions
	api    *slack.Client
	self   *identity
	people *people
	paint  *painter
	unsent *unsent

	mu      sync.Mutex
	changed func() // told after a repaint; set by New
}

// NewAdapter makes an Adapter. It does nothing before its methods are called. The
// error has kind Invalid and names the option that is missing.
func NewAdapter(o AdapterOptions) (*Adapter, error) {
	switch {
	case o.API == nil:
		return nil, badOption("bot.NewAdapter", "API")
	case o.Now == nil || o.Real == nil:
		return nil, badOption("bot.NewAdapter", "Now or Real")
	case o.Policy == nil:
		return nil, badOption("bot.NewAdapter", "Policy")
	}
	if o.Command == "" {
		o.Command = DefaultCommand
	}
	if o.Share == 0 {
		o.Share = DefaultShare
	}
	a := &Adapter{o: o, api: o.API, paint: newPainter(), unsent: newUnsent()}
	a.self = newIdentity(o.API, o.Workspace)
	a.people = newPeople(o)
	return a, nil
}

func badOption(op, name string) error {
	return &guard.Error{Op: op, Subject: "option " + name, Kind: guard.Invalid, Err: errors.New("it is missing")}
}

// scene is what messages are rendered with.
func (a *Adapter) scene(progress *guard.Step) view.Scene {
	return view.Scene{Now: a.o.Now(), Policy: a.o.Policy(), Command: a.o.Command, Progress: progress, Link: a.self.link}
}

// whenChanged has f called after each repaint.
func (a *Adapter) whenChanged(f func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.changed = f
}

func (a *Adapter) tellChanged() {
	a.mu.Lock()
	f := a.changed
	a.mu.Unlock()
	if f != nil {
		f()
	}
}
