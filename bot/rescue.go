package bot

import (
	"context"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// rescue is the wish to cancel a deletion or to enable a key, before its modal.
type rescue struct {
	input  string // ID of what asked for it
	team   string
	action guard.Action
	key    string // as typed
	region string
	named  bool // the region was named
	reason string
	at     opening
	shown  string // ID of the modal that already says "Checking…"; empty: none
}

// rescue opens the modal in which a rescue is done by one press. A key that the
// ledger knows to need it is shown at once; another one is looked up behind
// "Checking…". Where there is nothing to rescue the engine says so, and withdraws
// what stands open against the key.
func (d *dispatcher) rescue(ctx context.Context, r rescue) {
	name, err := guard.ParseKeyName(r.key)
	if err != nil {
		d.tell(ctx, r.at.to, view.Refusal(*refuseFor("bad-key", err)))
		return
	}
	s, known := d.known(ctx, name, r)
	if known && needsRescue(s, r.action) {
		d.show(ctx, r, view.RescueModal(s, s.Facts, r.action, d.scene(r.at.to)))
		return
	}
	if r.shown == "" {
		if r.shown = d.open(ctx, r.at, view.WorkingModal(rescueTitle(r.action), "Checking…")); r.shown == "" {
			return
		}
	}
	d.checked(ctx, r, name, s)
}

// lookBound is how long somebody is kept behind "Checking…", in real time, before
// the wish is recorded as it is.
const lookBound = 10 * time.Second

// checked goes on behind "Checking…": with the modal, or with the engine's answer
// why there is nothing to do.
func (d *dispatcher) checked(ctx context.Context, r rescue, name guard.KeyName, s guard.State) {
	looking, cancel := context.WithTimeout(ctx, lookBound)
	defer cancel()
	facts, err := d.o.Cloud.Locate(looking, name.ID, r.region)
	asks := err == nil && (facts.Ref.Region == r.region || !r.named) && asksForRescue(facts, r.action)
	if !asks {
		if err != nil {
			d.log.Warn().Str("key", name.ID).Err(err).Msg("the key could not be read for its rescue; the engine is asked")
		}
		d.leaveToEngine(ctx, r)
		return
	}
	if facts.Ref != s.Key {
		if s, _, err = d.o.Engine.State(ctx, facts.Ref.Stream()); err != nil {
			s = guard.State{Key: facts.Ref}
		}
	}
	if r.action == guard.Enable && s.DisabledAt.IsZero() {
		if at, err := d.o.Cloud.DisabledSince(looking, facts.Ref); err == nil {
			s.DisabledAt = at
		}
	}
	d.show(ctx, r, view.RescueModal(s, facts, r.action, d.scene(r.at.to)))
}

// show shows the modal of a rescue, in the place of "Checking…" where that is open.
func (d *dispatcher) show(ctx context.Context, r rescue, m slack.ModalViewRequest) {
	withReason(&m, r.reason)
	if r.shown == "" {
		d.open(ctx, r.at, m)
		return
	}
	if !d.update(ctx, r.shown, m) {
		d.tell(ctx, r.at.to, view.Refusal(*refuse("not-opened", "The form could not be shown.", "Press or type it again.")))
	}
}

// leaveToEngine records the wish as it was typed: the engine reads the key itself
// and answers beside the command.
func (d *dispatcher) leaveToEngine(ctx context.Context, r rescue) {
	in := guard.Input{
		ID: r.input, Kind: guard.InputOpen, By: r.at.to.User, Team: r.team, Reply: r.at.to,
		Key: r.key, Plan: guard.Plan{Action: r.action}, Reason: r.reason,
	}
	if r.named {
		in.Region = r.region
	}
	text := "There is nothing to tick here; the answer comes beside what you typed or pressed."
	if refusal := d.submit(ctx, in); refusal != nil {
		text = refusal.String()
	}
	d.update(ctx, r.shown, view.WorkingModal(rescueTitle(r.action), text))
}

// known returns what the ledger has of a key.
func (d *dispatcher) known(ctx context.Context, name guard.KeyName, r rescue) (guard.State, bool) {
	all := d.o.Engine.Keys(name.ID)
	i := slices.IndexFunc(all, func(s guard.State) bool { return s.Key.Region == r.region })
	if i < 0 && len(all) == 1 && !r.named {
		i = 0
	}
	if i >= 0 {
		return all[i], true
	}
	if d.o.Account == "" || r.region == "" {
		return guard.State{}, false
	}
	s, version, err := d.o.Engine.State(ctx, guard.KeyRef{Account: d.o.Account, Region: r.region, ID: name.ID}.Stream())
	return s, err == nil && version > 0
}

// needsRescue reports whether the ledger alone shows that the key is to be given
// back, or that a change is under way which a rescue would undo.
func needsRescue(s guard.State, a guard.Action) bool {
	undoes := map[guard.Action]guard.Call{guard.Cancel: guard.ScheduleKeyDeletion, guard.Enable: guard.DisableKey}
	for _, op := range s.Operations {
		if op.Result == "" && op.Call == undoes[a] {
			return true
		}
	}
	return a == guard.Cancel && s.Watch != nil || a == guard.Enable && !s.DisabledAt.IsZero() && s.Watch == nil
}

// asksForRescue reports whether the key, as it was read, is to be given back.
func asksForRescue(f guard.KeyFacts, a guard.Action) bool {
	return a == guard.Cancel && f.State == guard.StatePendingDeletion || a == guard.Enable && f.State == guard.StateDisabled
}

func rescueTitle(a guard.Action) string {
	if a == guard.Enable {
		return "Enable the key"
	}
	return "Cancel the deletion"
}

// withReason puts a reason that was typed already into the modal's input for it.
func withReason(m *slack.ModalViewRequest, reason string) {
	if reason == "" {
		return
	}
	for _, b := range m.Blocks.BlockSet {
		input, ok := b.(*slack.InputBlock)
		if !ok || input.BlockID != view.BlockReason {
			continue
		}
		if e, ok := input.Element.(*slack.PlainTextInputBlockElement); ok {
			e.InitialValue = reason
		}
	}
}
