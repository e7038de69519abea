package bot

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// look answers a command that only looks. Who has no role on a key sees nothing of
// it, so that the directory is asked first; the command was acknowledged before.
func (d *dispatcher) look(ctx context.Context, cmd slack.SlashCommand, c Command) {
	who := d.reader(ctx, cmd.UserID)
	if r := refuseReader(who.person); r != nil {
		d.respond(ctx, cmd, view.Refusal(*r))
		return
	}
	scene := d.scene(guard.ReplyTo{User: cmd.UserID, Channel: cmd.ChannelID})
	if c.Verb == VerbPending {
		d.respond(ctx, cmd, view.Pending(d.pending(who), scene))
		return
	}
	if c.Verb == VerbRequests {
		d.respond(ctx, cmd, view.Requests(d.requests(who), scene))
		return
	}
	d.lookAtKey(ctx, cmd, c, who, scene)
}

// lookAtKey answers `status` and `log`.
func (d *dispatcher) lookAtKey(ctx context.Context, cmd slack.SlashCommand, c Command, who reader, scene view.Scene) {
	s, refusal := d.keyOf(ctx, c)
	if refusal == nil && !who.mayRead(s) {
		refusal = refuse("no-role", "The policy gives you no role on this key.", "Ask the owner of the policy to name you as requester, approver or reader.")
	}
	if refusal != nil {
		d.respond(ctx, cmd, view.Refusal(*refusal))
		return
	}
	if c.Verb == VerbStatus {
		d.respond(ctx, cmd, view.Status(s, scene))
		return
	}
	var list []guard.Record
	for rec, err := range d.o.Engine.Records(ctx, s.Key.Stream()) {
		if err != nil {
			d.log.Error().Stringer("key", s.Key).Err(err).Msg("the ledger could not be read")
			d.respond(ctx, cmd, view.Refusal(*refuse("unreadable", "The ledger could not be read.", "Try again in a minute.")))
			return
		}
		list = append(list, rec)
	}
	d.respond(ctx, cmd, view.Log(s.Key, list, scene))
}

// keyOf returns what the ledger has of the key that a command names.
func (d *dispatcher) keyOf(ctx context.Context, c Command) (guard.State, *guard.Refusal) {
	name, err := guard.ParseKeyName(c.Key)
	switch {
	case err != nil:
		return guard.State{}, refuseFor("bad-key", err)
	case name.ID == "":
		return guard.State{}, refuse("alias", "That is an alias, and an alias can be pointed at another key at any time.", "Repeat the command with the key ID.")
	}
	r := rescue{}
	r.region, r.named = d.regionOf(c.Region, name)
	if s, known := d.known(ctx, name, r); known {
		return s, nil
	}
	return guard.State{}, refuse("unknown-key", "The ledger has nothing of "+name.ID+".", "Type `"+d.adapter.o.Command+" audit "+name.ID+" for delete` to look at the key itself.")
}

// reader is somebody who looks, with the groups that the policy names.
type reader struct {
	person guard.Person
	policy guard.Policy
}

func (d *dispatcher) reader(ctx context.Context, user string) reader {
	p := d.o.Engine.Policy()
	return reader{person: d.adapter.Person(ctx, user, p.GroupIDs()), policy: p}
}

// refuseReader says why somebody sees nothing at all.
func refuseReader(p guard.Person) *guard.Refusal {
	switch {
	case p.Unreadable != "":
		return refuse("unreadable-person", "It could not be checked who you are: "+p.Unreadable+".", "Try again in a minute.")
	case p.Bot || p.Guest || p.Deactivated || p.External:
		return refuse("no-member", "Only full members of this workspace may see what this bot keeps.", "Ask a member of your team.")
	}
	return nil
}

// mayRead reports whether somebody has a role on a key: by the rule that matches it
// now, by that of one of its requests, or as a rescuer.
func (r reader) mayRead(s guard.State) bool {
	if r.policy.MayRescue(r.person) {
		return true
	}
	if rule, ok := r.policy.RuleFor(s.Facts); ok && r.named(rule) {
		return true
	}
	return slices.ContainsFunc(s.Requests, func(q guard.Request) bool { return q.Requester == r.person.ID || r.named(q.Rule) })
}

func (r reader) named(rule guard.Rule) bool {
	return rule.Requesters.Has(r.person) || rule.Approvers.Has(r.person) || rule.Readers.Has(r.person)
}

// pending lists the pending deletions that somebody may see, the nearest first.
func (d *dispatcher) pending(who reader) []guard.State {
	return slices.DeleteFunc(slices.Clone(d.o.Engine.Pending()), func(s guard.State) bool { return !who.mayRead(s) })
}

// requests lists the open requests that somebody may see, the oldest first.
func (d *dispatcher) requests(who reader) []view.Open {
	var list []view.Open
	for _, o := range d.o.Engine.Open() {
		if who.mayRead(guard.State{Key: o.Key, Facts: o.Facts, Requests: []guard.Request{o.Request}}) {
			list = append(list, view.Open{Key: o.Key, Facts: o.Facts, Request: o.Request})
		}
	}
	return list
}
