package engine

import (
	"context"
	"fmt"
	"time"

	"kmsguard/guard"
)

// handleOpen handles the wish for a change: it finds the key, reads everything
// that the decision needs, and has it decided.
func (e *Engine) handleOpen(ctx context.Context, in guard.Input) error {
	facts, done, err := e.find(ctx, in)
	if err != nil || done {
		return err
	}
	s := facts.Ref.Stream()
	state, _, err := e.cells.look(ctx, s)
	if err != nil {
		return err
	}
	if why, hint := e.limits.mayOpen(e.openRequests(), in, facts.Ref); why != "" {
		return e.decline(ctx, in, "too-many-requests", why, hint)
	}
	cmd := e.openCommand(ctx, in, state, facts)
	_, err = e.apply(ctx, s, cmd, in.ID)
	return err
}

// openCommand reads people, channel and history for an Open.
func (e *Engine) openCommand(ctx context.Context, in guard.Input, state guard.State, facts guard.KeyFacts) guard.Open {
	cmd := guard.Open{
		Request: e.o.IDs.Request(), Input: in.ID, Plan: in.Plan, Reason: in.Reason, Facts: facts, Ticked: in.Ticked,
		DisabledAt: state.DisabledAt, Contained: state.Contained, Reply: in.Reply,
	}
	rule, ok := e.o.Policy().RuleFor(facts)
	if ok {
		cmd.Candidates, cmd.Unreadable = e.o.Directory.Members(ctx, rule.Approvers)
		cmd.Channel = e.o.Directory.Channel(ctx, rule.Channel)
	} else if e.o.Policy().Escalation != "" {
		cmd.Channel = e.o.Directory.Channel(ctx, e.o.Policy().Escalation)
	}
	cmd.By = e.readPerson(ctx, in.By, &rule)
	if in.Plan.Action == guard.Enable && cmd.DisabledAt.IsZero() {
		cmd.DisabledAt = e.disabledSince(ctx, facts.Ref)
	}
	return cmd
}

// disabledSince dates a disable that the ledger does not know. What cannot be
// read stays zero: the enable then needs two people.
func (e *Engine) disabledSince(ctx context.Context, ref guard.KeyRef) time.Time {
	at, err := e.o.Cloud.DisabledSince(ctx, ref)
	if err != nil {
		e.o.Log.Warn().Stringer("key", ref).Err(err).Msg("the disable cannot be dated; enabling needs two people")
		return time.Time{}
	}
	return at
}

// find names the key that an input is about, for certain. Where it cannot, it
// has answered and settled the input, and done is true.
func (e *Engine) find(ctx context.Context, in guard.Input) (facts guard.KeyFacts, done bool, err error) {
	name, perr := guard.ParseKeyName(in.Key)
	if perr != nil {
		return facts, true, e.decline(ctx, in, "bad-key", guard.Plain(perr), guard.HintOf(perr))
	}
	region, typed := e.region(in, name)
	if !guard.ValidRegion(region) {
		return facts, true, e.decline(ctx, in, "bad-region", fmt.Sprintf("%q is not a region.", region), "Name one such as cn-hangzhou.")
	}
	if name.Account != "" && name.Account != e.o.Account {
		return facts, true, e.decline(ctx, in, "other-account", fmt.Sprintf("That key belongs to account %s; this bot guards account %s.", name.Account, e.o.Account), "Ask the bot of that account.")
	}
	if name.Alias != "" {
		return facts, true, e.declineAlias(ctx, in, name.Alias, region)
	}
	return e.locate(ctx, in, name.ID, region, typed)
}

func (e *Engine) region(in guard.Input, name guard.KeyName) (region string, typed bool) {
	switch {
	case in.Region != "":
		return in.Region, true
	case name.Region != "":
		return name.Region, true
	}
	return e.o.DefaultRegion, false
}

// locate finds a key by its exact ID. A key that is nowhere is still the
// domain's to answer where the ledger knows it.
func (e *Engine) locate(ctx context.Context, in guard.Input, id, region string, typed bool) (guard.KeyFacts, bool, error) {
	facts, err := e.o.Cloud.Locate(ctx, id, region)
	if err != nil {
		return facts, true, e.decline(ctx, in, "unreadable-key", fmt.Sprintf("%s could not be read in %s: %s", id, region, guard.Plain(err)), orTryAgain(guard.HintOf(err)))
	}
	if facts.State != guard.StateNotFound && facts.Ref.Region != region {
		return facts, true, e.decline(ctx, in, "other-region",
			fmt.Sprintf("%s is not in %s; it is in %s.", id, region, facts.Ref.Region), fmt.Sprintf("Repeat the command with `in %s` if that is the key you mean.", facts.Ref.Region))
	}
	if facts.State == guard.StateNotFound {
		return e.missing(ctx, in, id, region, typed)
	}
	return facts, false, nil
}

// missing answers for a key that the cloud does not have: the domain speaks of
// one that the ledger knows, in the region asked or, where none was, in any.
func (e *Engine) missing(ctx context.Context, in guard.Input, id, region string, typed bool) (guard.KeyFacts, bool, error) {
	for _, st := range e.known(id) {
		if st.Key.Region == region || !typed {
			return guard.KeyFacts{Ref: st.Key, ARN: st.Key.ARN(), State: guard.StateNotFound, ReadAt: e.o.Clock.Now()}, false, nil
		}
	}
	return guard.KeyFacts{}, true, e.decline(ctx, in, "unknown-key",
		fmt.Sprintf("%s is not found in %s or in any other configured region.", id, region), "Check the ID: it is shown on the key's page in the KMS console.")
}

func (e *Engine) declineAlias(ctx context.Context, in guard.Input, alias, region string) error {
	id, err := e.o.Cloud.Resolve(ctx, alias, region)
	switch {
	case err != nil:
		return e.decline(ctx, in, "alias", "That is an alias, and an alias can be pointed at another key at any time. It could not be read where it points: "+guard.Plain(err), "Repeat the command with the key ID.")
	case id == "":
		return e.decline(ctx, in, "alias", fmt.Sprintf("That is an alias, and there is no %s in %s.", alias, region), "Repeat the command with the key ID.")
	}
	return e.decline(ctx, in, "alias", fmt.Sprintf("That is an alias. It points to `%s` now, and can be pointed elsewhere at any time.", id),
		"Repeat the command with the ID if that is the key you mean.")
}

// handleToDisable turns an open deletion into a disable, as its requester asks.
func (e *Engine) handleToDisable(ctx context.Context, in guard.Input) error {
	s := guard.Stream(in.Key)
	state, _, err := e.cells.look(ctx, s)
	if err != nil {
		return err
	}
	r := state.Request(in.Request)
	if r == nil {
		return e.decline(ctx, in, "unknown-request", "That request is not in the ledger.", "Type `/kms requests` to see what is open.")
	}
	facts, err := e.o.Cloud.Describe(ctx, state.Key)
	if err != nil {
		return err
	}
	in.Plan, in.Reason = guard.Plan{Action: guard.Disable}, r.Reason
	open := e.openCommand(ctx, in, state, facts)
	_, err = e.apply(ctx, s, guard.ChangeToDisable{Request: in.Request, New: open.Request, Open: open}, in.ID)
	return err
}

func orTryAgain(hint string) string {
	if hint != "" {
		return hint
	}
	return "Nothing was recorded; try again in a minute."
}
