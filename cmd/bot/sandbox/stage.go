package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/bot/slacksim/transcript"
	"kmsguard/cmd/bot/play"
	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// Stage performs plays in a sandbox; each world of a play is a sandbox of its own.
type Stage struct {
	o   Options // without world
	dir string  // where the play's own worlds are looked for
	now *Sandbox

	whispers map[string]int // by user: how many texts he alone had seen before his last move
}

// NewStage makes a stage. Worlds are looked for beside the play in dir, and
// among the built-in ones where dir is empty or has no such file.
func NewStage(o Options, dir string) *Stage {
	return &Stage{o: o, dir: dir, whispers: map[string]int{}}
}

// Close ends the sandbox of the last world.
func (s *Stage) Close() error {
	if s.now == nil {
		return nil
	}
	return s.now.Close()
}

// Sandbox is the one that the play is in; nil before the first world.
func (s *Stage) Sandbox() *Sandbox { return s.now }

// Load ends the sandbox there was and opens one with this world.
func (s *Stage) Load(ctx context.Context, name string) error {
	if err := s.Close(); err != nil {
		return err
	}
	s.now, s.whispers = nil, map[string]int{}
	w, err := LoadWorld(name, s.dir)
	if err != nil {
		return err
	}
	o := s.o
	o.World = w
	s.now, err = Open(ctx, o)
	if err != nil {
		return err
	}
	return s.now.Start(ctx)
}

// sandbox is where the play is, or an error that says how a play begins.
func (s *Stage) sandbox() (*Sandbox, error) {
	if s.now == nil {
		return nil, &guard.Error{Op: "sandbox.Stage", Kind: guard.Invalid, Err: errors.New("the play has no world yet"), Hint: "Begin the play with a line such as: world shop"}
	}
	return s.now, nil
}

// Settle waits until the bot is idle.
func (s *Stage) Settle(ctx context.Context) error {
	if s.now == nil {
		return nil
	}
	_, err := s.now.Settle(ctx)
	return err
}

// Advance moves the clock.
func (s *Stage) Advance(ctx context.Context, by time.Duration) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.Advance(ctx, by)
}

// Start starts the bot on the data that the last one left.
func (s *Stage) Start(ctx context.Context) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.Start(ctx)
}

// Kill ends the bot by SIGKILL.
func (s *Stage) Kill(context.Context) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.Kill()
}

// KillAt has the bot killed when it next makes the call.
func (s *Stage) KillAt(_ context.Context, api string, after bool) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	b.KillAt(api, phase(after))
	return nil
}

func phase(after bool) string {
	if after {
		return "after"
	}
	return "before"
}

// Do makes one move of one person.
func (s *Stage) Do(ctx context.Context, user string, move play.Move) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	p := b.slack.As(user)
	s.whispers[user] = len(b.whispers(p))
	switch m := move.(type) {
	case play.Slash:
		return p.Slash(ctx, m.Channel, m.Text)
	case play.Press:
		return p.Press(ctx, m.Label)
	case play.Fill:
		return p.Fill(m.Label, m.Value)
	case play.Choose:
		return p.Choose(m.Input, m.Option)
	case play.Submit:
		return p.Submit(ctx)
	case play.Close:
		return p.CloseModal(ctx)
	case play.OpenHome:
		return p.OpenHome(ctx)
	case play.Enter:
		return p.Type(m.Text)
	}
	return fmt.Errorf("nobody can do a %T", move)
}

// Screen returns what a person has before him.
func (s *Stage) Screen(_ context.Context, user string) (play.Screen, error) {
	b, err := s.sandbox()
	if err != nil {
		return play.Screen{}, err
	}
	p, names := b.slack.As(user), b.slack.Names(user)
	screen := play.Screen{Error: b.wrong(p, s.whispers[user]), Notice: p.LastNotice()}
	if v, ok := p.Modal(); ok {
		screen.Modal = &play.Modal{Title: v.Title, Text: blockkit.ViewText(v.JSON, names), Blocks: v.Blocks}
	}
	if v, ok := p.Home(); ok {
		screen.Home = blockkit.ViewText(v.JSON, names)
	}
	return screen, nil
}

// refusalBlock is the ID of the block by which the bot marks a text to one
// person as a refusal.
const refusalBlock = `"block_id":"refusal"`

// wrong is what went wrong with a person's last step, as he reads it: what the
// modal or Slack says, or a refusal by the bot to him alone since before.
func (s *Sandbox) wrong(p *slacksim.Persona, before int) string {
	if p.Failed() {
		return p.LastError()
	}
	for _, m := range slices.Backward(s.whispers(p)[before:]) {
		if strings.Contains(string(m.Blocks), refusalBlock) {
			return readable(m.Message, s.slack.Names(p.User()))
		}
	}
	return ""
}

// whispers are the texts that one person alone can see, oldest first.
func (s *Sandbox) whispers(p *slacksim.Persona) []visibleMessage {
	return slices.DeleteFunc(s.visible(), func(m visibleMessage) bool { return m.Ephemeral != p.User() })
}

// Messages returns all messages as they now stand, oldest first.
func (s *Stage) Messages(context.Context) ([]play.Message, error) {
	b, err := s.sandbox()
	if err != nil {
		return nil, err
	}
	names := b.slack.Names("")
	var list []play.Message
	for _, m := range b.visible() {
		list = append(list, play.Message{
			Channel: strings.TrimPrefix(m.channel, "#"), TS: m.TS, Thread: m.ThreadTS, From: m.from, To: m.to, Text: readable(m.Message, names),
		})
	}
	return list, nil
}

// readable is a message as it reads, with the names of its files.
func readable(m slacksim.Message, names blockkit.Names) string {
	text := blockkit.Text(m.Blocks, names)
	if text == "" {
		text = blockkit.Mrkdwn(m.Text, names)
	}
	for _, f := range m.Files {
		text += "\n" + f.Name
	}
	return text
}

// Dump prints the channels and their threads.
func (s *Stage) Dump(_ context.Context, w io.Writer) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.Transcript(w)
}

// Transcript prints the channels and their threads as a person reads them.
func (s *Sandbox) Transcript(w io.Writer) error {
	var list []transcript.Message
	for _, m := range s.visible() {
		t := transcript.Message{
			Channel: strings.TrimPrefix(m.channel, "#"), TS: m.TS, ThreadTS: m.ThreadTS, User: m.from, Blocks: m.Blocks, Text: m.Text,
			EphemeralFor: m.to, Edited: m.Edited,
		}
		if m.ByApp {
			t.User, t.BotName = "", cmp.Or(s.o.World.Slack.App.Name, "kmsguard")
		}
		for _, f := range m.Files {
			t.Files = append(t.Files, f.Name)
		}
		list = append(list, t)
	}
	return transcript.Write(w, list, s.slack.Names(""))
}

// visibleMessage is a message that somebody can see, and where; with the names
// of its author and of the only one who sees it.
type visibleMessage struct {
	slacksim.Message
	channel, from, to string
}

func (s *Sandbox) visible() []visibleMessage {
	state := s.slack.State()
	names := map[string]string{}
	for _, u := range state.Users {
		names[u.ID] = u.Name
	}
	name := func(id string) string { return cmp.Or(names[id], id) }
	var list []visibleMessage
	for _, c := range state.Channels {
		label := "#" + c.Name
		if c.Person != "" {
			label = "@" + name(c.Person)
		}
		for _, m := range c.Messages {
			if !m.Deleted && !m.Unseen {
				list = append(list, visibleMessage{m, label, name(m.User), name(m.Ephemeral)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b visibleMessage) int { return a.PostedAt.Compare(b.PostedAt) })
	return list
}

// Add adds a row to whichever simulator has the kind.
func (s *Stage) Add(_ context.Context, kind, row string) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	switch kind {
	case "users", "groups", "channels":
		rows, err := slacksim.ParseWorld([]byte(kind + ": [" + row + "]"))
		if err != nil {
			return err
		}
		return b.slack.AddRows(rows)
	}
	return b.cloud.Add(kind, []byte(row))
}

// Remove removes a row of the cloud's world.
func (s *Stage) Remove(_ context.Context, kind, name string) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.cloud.Remove(kind, name)
}

// Console makes a call as somebody else than the bot.
func (s *Stage) Console(_ context.Context, event string, args ...string) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.cloud.Console(event, args...)
}

// Change changes the workspace.
func (s *Stage) Change(_ context.Context, change string, args ...string) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.slack.Change(change, args...)
}

// SetFault makes calls of one side go wrong.
func (s *Stage) SetFault(_ context.Context, f play.Fault) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	if strings.HasPrefix(f.API, "slack.") {
		return b.slack.SetFault(slacksim.Fault{API: f.API, Kind: f.Kind, Code: f.Code, Status: f.Status, After: f.After, Times: f.Times})
	}
	return b.cloud.SetFault(aliyunsim.Fault{API: f.API, Kind: aliyunsim.FaultKind(f.Kind), Code: f.Code, Status: f.Status, After: f.After, Times: f.Times})
}

// ClearFaults ends what goes wrong, on both sides.
func (s *Stage) ClearFaults(context.Context) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	b.slack.ClearFaults()
	b.cloud.ClearFaults()
	return nil
}

// KeyState returns what the cloud holds.
func (s *Stage) KeyState(_ context.Context, id string) (string, error) {
	b, err := s.sandbox()
	if err != nil {
		return "", err
	}
	k, ok := b.cloud.Key(id)
	if !ok {
		return "", fmt.Errorf("the cloud never had a key %s", id)
	}
	return k.State, nil
}

// Effects returns how many calls of an API by clients changed something.
func (s *Stage) Effects(_ context.Context, api string) (int, error) {
	b, err := s.sandbox()
	if err != nil {
		return 0, err
	}
	if strings.HasPrefix(api, "slack.") {
		return b.slack.Effects(api), nil
	}
	return b.cloud.Effects(api), nil
}

var _ play.Stage = (*Stage)(nil)
