package bot

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"kmsguard/guard"
	"kmsguard/guard/engine"
)

// Engine is what the bot needs of the engine; *engine.Engine implements it.
type Engine interface {
	// Submit makes an input durable; fresh is false for one that was seen before.
	Submit(context.Context, guard.Input) (fresh bool, err error)
	// Hold keeps the engine from reporting to be idle until done is called.
	Hold() (done func())
	// State returns what is known of a key.
	State(context.Context, guard.Stream) (guard.State, uint64, error)
	// Open lists the requests that have not ended, Pending the keys whose deletion
	// is pending, Keys what is in memory of the keys with an ID.
	Open() []engine.OpenRequest
	Pending() []guard.State
	Keys(id string) []guard.State
	// Records returns the ledger's entries of a key.
	Records(context.Context, guard.Stream) guard.Records
	// Halt says why nothing but rescues is carried out on any key; nil: nothing.
	Halt(context.Context) *guard.Reason
	// Now is calendar time, Policy the policy in force.
	Now() time.Time
	Policy() guard.Policy
}

// Cloud is what is looked up before a rescue is asked for: the key as it is, and
// since when it is disabled. The engine's cloud implements it.
type Cloud interface {
	Locate(ctx context.Context, id, region string) (guard.KeyFacts, error)
	DisabledSince(context.Context, guard.KeyRef) (time.Time, error)
}

// Mode is how Slack's input arrives.
type Mode string

// The modes.
const (
	ModeSocket Mode = "socket" // the bot opens a WebSocket; no public address is needed
	ModeHTTP   Mode = "http"   // Slack sends signed requests to Options.Listen
)

// Options are what a Bot is made of. Engine, Adapter and Cloud are required, and
// in ModeHTTP Listen and SigningSecret.
type Options struct {
	Engine  Engine
	Adapter *Adapter
	Cloud   Cloud
	Log     zerolog.Logger

	// Mode is how input arrives; empty: ModeSocket, which needs an app-level token
	// in the adapter's API.
	Mode Mode
	// Listen is the address on which ModeHTTP waits, behind something that ends TLS.
	Listen string
	// SigningSecret proves that a request came from Slack.
	SigningSecret string

	Account       string // the account whose keys are guarded, for what is read of the ledger
	DefaultRegion string // where a key is looked for when no region is named

	// OnConnected is told when input can arrive and when it cannot; nil: nobody.
	OnConnected func(connected bool)
	// OnRefused is told of each request whose signature is wrong; nil: nobody.
	OnRefused func()
}

func (o Options) check() (Options, error) {
	switch {
	case o.Engine == nil:
		return o, badOption("bot.New", "Engine")
	case o.Adapter == nil:
		return o, badOption("bot.New", "Adapter")
	case o.Cloud == nil:
		return o, badOption("bot.New", "Cloud")
	case o.Mode != "" && o.Mode != ModeSocket && o.Mode != ModeHTTP:
		return o, &guard.Error{Op: "bot.New", Subject: string(o.Mode), Kind: guard.Invalid, Hint: "Name the mode socket or http."}
	case o.Mode == ModeHTTP && o.SigningSecret == "":
		return o, badOption("bot.New", "SigningSecret")
	case o.Mode == ModeHTTP && o.Listen == "":
		return o, badOption("bot.New", "Listen")
	}
	if o.Mode == "" {
		o.Mode = ModeSocket
	}
	if o.OnConnected == nil {
		o.OnConnected = func(bool) {}
	}
	if o.OnRefused == nil {
		o.OnRefused = func() {}
	}
	return o, nil
}
