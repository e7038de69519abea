package bot

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// submitRescue records a rescue. Every box that the modal shows has to be ticked.
func (d *dispatcher) submitRescue(ctx context.Context, f form) answer {
	key, ok := f.ref.Stream.Key()
	if !ok || !f.ref.Action.Rescue() {
		return replaced(view.WorkingModal("Not recorded", "This form names no key. Close it and press the button again."))
	}
	in := f.input(guard.InputOpen)
	in.Key, in.Region, in.Request, in.Reason = key.ID, key.Region, "", f.text(view.BlockReason)
	in.Plan = guard.Plan{Action: f.ref.Action, Restore: slices.Contains(f.ticked(view.BlockRestore), view.RestoreValue)}
	for _, v := range f.ticked(view.BlockBoxes) {
		n, err := strconv.Atoi(v)
		if err != nil {
			return onInput(view.BlockBoxes, "That box is not known. Close this form and press the button again.")
		}
		in.Ticked = append(in.Ticked, n)
	}
	if open := len(f.boxes()) - len(in.Ticked); open > 0 {
		return onInput(view.BlockBoxes, "Every box has to be ticked: what they say is what you confirm.")
	}
	return d.finish(ctx, f, in)
}

// submitOpen records a wish that was put together in a modal, as if it had been typed.
func (d *dispatcher) submitOpen(ctx context.Context, f form) answer {
	c, block, err := f.command()
	if err != nil {
		return onInput(block, guard.Plain(err))
	}
	if c.Plan.Action.Rescue() && c.Verb != VerbAudit {
		return d.openToRescue(ctx, f, c)
	}
	in := wish(c)
	in.ID, in.By, in.Team, in.Reply = f.id(), f.cb.User.ID, cmp.Or(f.cb.User.TeamID, f.cb.Team.ID), f.to()
	title := titleOf(f.cb.View)
	if r := d.submit(ctx, in); r != nil {
		return replaced(view.WorkingModal(title, r.String()))
	}
	return replaced(view.WorkingModal(title, "Recorded. Looking at "+c.Key+"; the answer comes where you typed the command, or from the bot."))
}

// openToRescue goes on from the modal of all wishes to that of a rescue.
func (d *dispatcher) openToRescue(ctx context.Context, f form, c Command) answer {
	name, err := guard.ParseKeyName(c.Key)
	if err != nil || name.ID == "" {
		return onInput(view.BlockKey, "Name the key by its exact ID; an alias can point elsewhere tomorrow.")
	}
	r := rescue{
		input: f.id(), team: f.cb.User.TeamID, action: c.Plan.Action, key: c.Key, reason: c.Reason,
		at: opening{to: f.to()}, shown: f.cb.View.ID,
	}
	r.region, r.named = d.regionOf(c.Region, name)
	if s, known := d.known(ctx, name, r); known && needsRescue(s, r.action) {
		m := view.RescueModal(s, s.Facts, r.action, d.scene(f.to()))
		withReason(&m, r.reason)
		return replaced(m)
	}
	a := replaced(view.WorkingModal(rescueTitle(r.action), "Checking…"))
	a.after = func(ctx context.Context) {
		pause(ctx, ackTravels)
		d.rescue(ctx, r)
	}
	return a
}

// ackTravels is how long an acknowledgement may be on its way, in real time. It
// carries "Checking…" and travels by another connection than the modal that comes
// after it, which it would replace if it were overtaken.
const ackTravels = 500 * time.Millisecond

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// command reads the modal of all wishes as a command. The block is the input that
// an error belongs to.
func (f form) command() (c Command, block string, err error) {
	c.Verb = Verb(f.choice(view.BlockVerb))
	if !slices.Contains(Verbs(), c.Verb) {
		return c, view.BlockVerb, wrong(VerbHelp, "Choose what is to be done.")
	}
	c.Plan.Action = action(c.Verb)
	c.Key, c.Region, c.Reason = guard.Normalize(f.text(view.BlockKey)), guard.Normalize(f.text(view.BlockRegion)), f.text(view.BlockReason)
	if _, err := guard.ParseKeyName(c.Key); err != nil {
		return c, view.BlockKey, err
	}
	if c.Region != "" && !guard.ValidRegion(c.Region) {
		return c, view.BlockRegion, wrong(c.Verb, "%q is not a region; name one such as cn-hangzhou.", c.Region)
	}
	return f.details(c)
}

// details reads what belongs to one verb only.
func (f form) details(c Command) (Command, string, error) {
	var err error
	switch c.Verb {
	case VerbDelete:
		if text := f.text(view.BlockWindow); text != "" {
			c.Plan.WindowDays, err = wholeDays(text)
		}
		return c, view.BlockWindow, err
	case VerbRotate:
		c.Plan.Rotation = guard.RotationMode(f.choice(view.BlockRotation))
		if c.Plan.Rotation == "" {
			return c, view.BlockRotation, wrong(c.Verb, "Choose how the key is rotated.")
		}
		if c.Plan.Rotation == guard.RotateEvery {
			c.Plan.RotationDays, err = wholeDays(f.text(view.BlockDays))
		}
		return c, view.BlockDays, err
	case VerbAudit:
		if c.Plan.Action = action(Verb(f.choice(view.BlockAuditFor))); c.Plan.Action == "" {
			return c, view.BlockAuditFor, wrong(c.Verb, "Choose the change that the audit is for.")
		}
	case VerbModal, VerbDisable, VerbEnable, VerbCancel, VerbStatus, VerbPending, VerbRequests, VerbLog, VerbHelp:
	}
	return c, "", nil
}
