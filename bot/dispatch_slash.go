package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// slash answers a command. A wish for a change or an audit is made durable; what
// only looks is answered afterwards, once it is known who looks.
func (d *dispatcher) slash(ctx context.Context, cmd slack.SlashCommand) answer {
	to := guard.ReplyTo{User: cmd.UserID, Channel: cmd.ChannelID}
	c, err := ParseCommand(cmd.Text)
	switch {
	case err != nil:
		return d.aside(cmd, view.Refusal(*d.misread(err)))
	case cmd.TriggerID == "" || cmd.UserID == "":
		return d.aside(cmd, view.Refusal(*refuse("no-trigger", "That command came without its name and could not be recorded.", "Type it again.")))
	}
	switch c.Verb {
	case VerbHelp:
		return d.aside(cmd, view.Help(d.scene(to)))
	case VerbModal:
		return answer{after: func(ctx context.Context) {
			d.open(ctx, opening{trigger: cmd.TriggerID, to: to}, view.OpenModal(d.scene(to)))
		}}
	case VerbStatus, VerbPending, VerbRequests, VerbLog:
		if !d.told.first(cmd.TriggerID) {
			return answer{}
		}
		return answer{after: func(ctx context.Context) { d.look(ctx, cmd, c) }}
	case VerbCancel, VerbEnable:
		return d.slashRescue(ctx, cmd, c)
	case VerbDelete, VerbDisable, VerbRotate, VerbAudit:
	}
	return d.slashWish(ctx, cmd, c)
}

// misread is the refusal of a command that was not understood, with an example
// under the name that the command has in this workspace.
func (d *dispatcher) misread(err error) *guard.Refusal {
	hint := strings.ReplaceAll(guard.HintOf(err), DefaultCommand+" ", d.adapter.o.Command+" ")
	return refuse("bad-command", guard.Plain(err), hint)
}

// slashWish makes a wish durable. The ID of the trigger names this command alone,
// so that one that is delivered twice counts once.
func (d *dispatcher) slashWish(ctx context.Context, cmd slack.SlashCommand, c Command) answer {
	in := wish(c)
	in.ID, in.By, in.Team = "slash/"+cmd.TriggerID, cmd.UserID, cmd.TeamID
	in.Reply = guard.ReplyTo{User: cmd.UserID, Channel: cmd.ChannelID}
	if r := d.submit(ctx, in); r != nil {
		return d.aside(cmd, view.Refusal(*r))
	}
	what := view.Code(c.Key)
	if n := len(c.Keys); n > 1 {
		what = fmt.Sprintf("%d keys", n)
	}
	return d.aside(cmd, view.Message{Text: "Looking at " + what + "…"})
}

// wish is the input that a command stands for.
func wish(c Command) guard.Input {
	in := guard.Input{Kind: guard.InputOpen, Key: c.Key, Region: c.Region, Plan: c.Plan, Reason: c.Reason}
	switch {
	case c.Verb == VerbAudit && len(c.Keys) > 1:
		in.Kind, in.Keys = guard.InputSweep, c.Keys
	case c.Verb == VerbAudit:
		in.Kind = guard.InputAudit
	}
	return in
}

// slashRescue opens the modal of a rescue straight from the command. What is no
// key ID is for the engine to answer, which can say where an alias points.
func (d *dispatcher) slashRescue(ctx context.Context, cmd slack.SlashCommand, c Command) answer {
	name, err := guard.ParseKeyName(c.Key)
	switch {
	case err != nil:
		return d.aside(cmd, view.Refusal(*refuseFor("bad-key", err)))
	case name.ID == "":
		return d.slashWish(ctx, cmd, c)
	}
	r := rescue{
		input: "slash/" + cmd.TriggerID, team: cmd.TeamID, action: c.Plan.Action, key: c.Key, reason: c.Reason,
		at: opening{trigger: cmd.TriggerID, to: guard.ReplyTo{User: cmd.UserID, Channel: cmd.ChannelID}},
	}
	r.region, r.named = d.regionOf(c.Region, name)
	return answer{after: func(ctx context.Context) { d.rescue(ctx, r) }}
}

// regionOf is the region that was named, in the command or in an ARN, or the
// configured one.
func (d *dispatcher) regionOf(typed string, name guard.KeyName) (region string, named bool) {
	for _, r := range []string{typed, name.Region} {
		if r != "" {
			return r, true
		}
	}
	return d.o.DefaultRegion, false
}

// aside acknowledges a command with a message to its author alone.
func (d *dispatcher) aside(cmd slack.SlashCommand, m view.Message) answer {
	return answer{
		payload: ephemeral(m),
		instead: func(ctx context.Context) { d.respond(ctx, cmd, m) },
	}
}

// ephemeral is a message as a command is acknowledged with it. slack.Msg would
// carry fields that an answer does not have.
func ephemeral(m view.Message) any {
	return struct {
		Type   string        `json:"response_type"`
		Text   string        `json:"text"`
		Blocks []slack.Block `json:"blocks,omitempty"`
	}{slack.ResponseTypeEphemeral, m.Text, slices.Clone(m.Blocks)}
}

// respond answers a command later: at its response_url, which works wherever it
// was typed, else as a message to the person.
func (d *dispatcher) respond(ctx context.Context, cmd slack.SlashCommand, m view.Message) {
	if cmd.ResponseURL != "" {
		options := append(message(m), slack.MsgOptionResponseURL(cmd.ResponseURL, slack.ResponseTypeEphemeral))
		_, _, err := d.api.PostMessageContext(ctx, cmd.ChannelID, options...)
		if err == nil || ended(ctx, err) {
			return
		}
		d.log.Info().Err(failed("response_url", "a command", err)).Msg("answered otherwise")
	}
	d.tell(ctx, guard.ReplyTo{User: cmd.UserID, Channel: cmd.ChannelID}, m)
}
