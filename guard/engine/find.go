package engine

import (
	"context"
	"fmt"

	"kmsguard/guard"
)

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
	ref, known, err := e.inLedger(ctx, id, region, typed)
	if err != nil {
		return guard.KeyFacts{}, false, err
	}
	if known {
		return guard.KeyFacts{Ref: ref, ARN: ref.ARN(), State: guard.StateNotFound, ReadAt: e.o.Clock.Now()}, false, nil
	}
	return guard.KeyFacts{}, true, e.decline(ctx, in, "unknown-key",
		fmt.Sprintf("%s is not found in %s or in any other configured region.", id, region), "Check the ID: it is shown on the key's page in the KMS console.")
}

// inLedger looks for a key in the ledger: in the region asked, or where none
// was among the keys in memory.
func (e *Engine) inLedger(ctx context.Context, id, region string, typed bool) (ref guard.KeyRef, known bool, err error) {
	ref = guard.KeyRef{Account: e.o.Account, Region: region, ID: id}
	k, err := e.cells.look(ctx, ref.Stream())
	if err != nil || k.version > 0 {
		return ref, err == nil, err
	}
	e.recall.wait()
	if elsewhere := e.known(id); !typed && len(elsewhere) > 0 {
		return elsewhere[0].Key, true, nil
	}
	return ref, false, nil
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

func orTryAgain(hint string) string {
	if hint != "" {
		return hint
	}
	return "Nothing was recorded; try again in a minute."
}
