package play

import (
	"context"
	"encoding/json"
	"io"
	"time"
)

// Stage is where a play is performed: bot, Slack and cloud, and the clock that
// moves them. Users, channels and groups are named as in the world, or by ID.
type Stage interface {
	Company
	Bot
	Surroundings
	Cloud
}

// Company is the people of the workspace, and what they see.
type Company interface {
	// Do makes one move of one person and waits until the app has answered it. It
	// fails only when nobody could do this, since no such button, input or option
	// is there; what the bot or Slack answered is in Screen.
	Do(ctx context.Context, user string, move Move) error
	// Screen returns what a person has before him beside the channels.
	Screen(ctx context.Context, user string) (Screen, error)
	// Messages returns all messages as they now stand, oldest first, without those
	// that were deleted or that nobody can see.
	Messages(ctx context.Context) ([]Message, error)
	// Dump prints the channels and their threads as a person reads them.
	Dump(ctx context.Context, w io.Writer) error
}

// Bot is the process under test and its time.
type Bot interface {
	// Settle waits until the bot has nothing to do at the present time. It returns
	// at once while there is no living bot.
	Settle(ctx context.Context) error
	// Advance moves the clock and stops wherever something is due in between.
	Advance(ctx context.Context, by time.Duration) error
	// Start starts the bot on the data that the last one left.
	Start(ctx context.Context) error
	// Kill ends the bot with SIGKILL and returns when it is gone.
	Kill(ctx context.Context) error
	// KillAt has the bot killed when it next makes the call.
	KillAt(ctx context.Context, api string, after bool) error
}

// Surroundings are what changes without the bot.
type Surroundings interface {
	// Load begins anew with a world and starts the bot in it.
	Load(ctx context.Context, name string) error
	// Add adds a row, a YAML mapping, of a kind that a world file has.
	Add(ctx context.Context, kind, row string) error
	// Remove removes a row by its ID or name.
	Remove(ctx context.Context, kind, name string) error
	// Console makes a call of the cloud's API as somebody else than the bot.
	Console(ctx context.Context, event string, args ...string) error
	// Change changes the workspace, or how Slack delivers.
	Change(ctx context.Context, change string, args ...string) error
	// Ledger does something to the file of the bot's ledger, Disk fills the disk on
	// which it is, or frees it.
	Ledger(ctx context.Context, act string, args ...string) error
	Disk(ctx context.Context, full bool) error
	// SetFault makes calls go wrong; ClearFaults ends that for all.
	SetFault(ctx context.Context, f Fault) error
	ClearFaults(ctx context.Context) error
}

// Cloud is what the cloud holds.
type Cloud interface {
	// KeyState returns one of KeyStates. A key that never was is an error.
	KeyState(ctx context.Context, id string) (string, error)
	// Effects returns how many calls of an API changed something, whoever made them.
	Effects(ctx context.Context, api string) (int, error)
}

// Screen is what one person has before him beside the channels.
type Screen struct {
	Modal *Modal // the newest one that is open; nil: none
	Home  string // text of the Home tab, once he opened it
	// Error is what went wrong with his last move, as he reads it: below an input,
	// in the banner of a modal, from Slack itself, or a refusal to him alone.
	Error string
	// Notice is the newest text to him alone since his last move.
	Notice string
}

// Modal is an open modal.
type Modal struct {
	Title  string
	Text   string          // as it reads
	Blocks json.RawMessage // an array of Block Kit blocks
}

// Message is one message as it now stands.
type Message struct {
	Channel string // name
	TS      string
	Thread  string // TS of the parent; empty: it stands in the channel itself
	From    string // name
	To      string // name of the only person who sees it; empty: everybody in the channel
	Text    string // as it reads, with the names of attached files
}

// Move is one thing that a person does with hand or mouse: an Act that is not
// made of others, or Enter.
//
//sumtype:decl
type Move interface{ move() }

// Enter types a text where the open modal wants its sentence typed: into the
// text input after the block with the ID "sentence".
type Enter struct{ Text string }

func (Slash) move()    {}
func (Press) move()    {}
func (Fill) move()     {}
func (Choose) move()   {}
func (Submit) move()   {}
func (Close) move()    {}
func (OpenHome) move() {}
func (Enter) move()    {}
