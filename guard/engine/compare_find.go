package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kmsguard/guard"
)

// lostHeads finds heads that were told and are not in the ledger.
func (e *Engine) lostHeads(ctx context.Context) ([]guard.Finding, error) {
	channel := e.witnessChannel()
	if channel == "" {
		return nil, &guard.Error{Op: "engine.Compare", Kind: guard.Denied, Err: errors.New("the policy names no channel in which heads could stand")}
	}
	heads, err := e.o.Witness.Told(ctx, channel)
	if err != nil {
		return nil, err
	}
	var lost []guard.Finding
	for _, head := range heads {
		held, err := e.o.Witness.Holds(ctx, head)
		if err != nil && guard.KindOf(err) != guard.Invalid { // an entry that cannot be read is not that one
			return nil, err
		}
		if !held {
			lost = append(lost, guard.Finding{Name: head, What: "Slack keeps the ledger head " + head + ", which this ledger does not have."})
		}
	}
	return lost, nil
}

// lostOperations finds changes of keys under the bot's roles that the ledger does
// not have: by the key of each, and where that does not tell, in the whole ledger.
func (e *Engine) lostOperations(ctx context.Context) ([]guard.Finding, error) {
	traces, err := e.o.Cloud.Operations(ctx, e.outside.since)
	if err != nil {
		return nil, err
	}
	unknown := map[string]guard.Trace{}
	for _, t := range traces {
		ref := guard.KeyRef{Account: e.o.Account, Region: t.Region, ID: t.Key}
		s, err := e.cells.state(ctx, ref.Stream())
		if err != nil {
			return nil, err
		}
		if s.Operation(t.Operation) == nil {
			unknown[t.Operation] = t
		}
	}
	if err := e.forgetKnown(ctx, unknown); err != nil {
		return nil, err
	}
	var lost []guard.Finding
	for _, t := range traces {
		if _, is := unknown[t.Operation]; is {
			delete(unknown, t.Operation)
			lost = append(lost, guard.Finding{Name: t.Operation, What: fmt.Sprintf("ActionTrail shows %s of %s in %s on %s by the session %s, which this ledger does not have.",
				t.Call, orUnnamed(t.Key), t.Region, t.At.UTC().Format("Mon 2 Jan 2006 15:04 UTC"), t.Operation)})
		}
	}
	return lost, nil
}

func orUnnamed(key string) string {
	if key == "" {
		return "a key"
	}
	return key
}

// forgetKnown takes out those operations that the ledger has, under whichever key,
// as far as it can be read.
func (e *Engine) forgetKnown(ctx context.Context, unknown map[string]guard.Trace) error {
	if len(unknown) == 0 {
		return nil
	}
	for rec, err := range e.o.Ledger.All(ctx, 0) {
		if guard.KindOf(err) == guard.Invalid && err != nil {
			return nil
		}
		if err != nil {
			return err
		}
		if i, ok := rec.Event.(guard.MutationIntended); ok {
			delete(unknown, i.Operation.ID)
		}
	}
	return nil
}

// brokenChain reads the chain once after a start.
func (e *Engine) brokenChain(ctx context.Context) ([]guard.Finding, error) {
	if e.outside.sound {
		return nil, nil
	}
	err := e.o.Witness.Verify(ctx)
	if err != nil && guard.KindOf(err) != guard.Invalid {
		return nil, err
	}
	e.outside.sound = true
	if err == nil {
		return nil, nil
	}
	what := strings.TrimSuffix(guard.Plain(err), ".")
	return []guard.Finding{{Name: "chain: " + what, What: "The chain of the ledger is broken: " + what + "."}}, nil
}
