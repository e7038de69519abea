package engine

import (
	"context"
	"fmt"

	"kmsguard/guard"
)

// handleAudit makes an audit before an operation and shows it to the one who asked.
func (e *Engine) handleAudit(ctx context.Context, in guard.Input) error {
	facts, done, err := e.findToAudit(ctx, in)
	if err != nil || done {
		return err
	}
	if why, hint := e.limits.mayAudit(in, e.o.Clock.Now()); why != "" {
		return e.decline(ctx, in, "too-many-audits", why, hint)
	}
	bounded, cancel := context.WithTimeout(ctx, e.o.Audit)
	defer cancel()
	a, err := e.o.Auditor.Audit(bounded, facts.Ref, guard.Purpose{Plan: in.Plan}, func(guard.Step) {})
	if err != nil {
		return e.decline(ctx, in, "audit-failed", "The audit could not be made: "+guard.Plain(err), orTryAgain(guard.HintOf(err)))
	}
	if err := e.deliver(in, e.o.Notifier.ShowAudit(ctx, in.Reply, a)); err != nil {
		return err
	}
	return e.settle(ctx, in.ID)
}

// findToAudit finds the key that an audit is asked of, by somebody who may see
// what depends on it. Where it cannot, it has answered and settled the input, and
// done is true.
func (e *Engine) findToAudit(ctx context.Context, in guard.Input) (facts guard.KeyFacts, done bool, err error) {
	facts, done, err = e.find(ctx, in)
	if err != nil || done {
		return facts, done, err
	}
	if facts.State == guard.StateNotFound {
		return facts, true, e.decline(ctx, in, "unknown-key", fmt.Sprintf("%s is deleted; there is nothing to audit.", facts.Ref.ID), "")
	}
	rule, _ := e.o.Policy().RuleFor(facts)
	who := e.readPerson(ctx, in.By, &rule)
	if code, text, hint := mayAudit(e.o.Policy(), rule, who); code != "" {
		return facts, true, e.decline(ctx, in, code, text, hint)
	}
	return facts, false, nil
}

// mayAudit says who may see what depends on a key: whoever has a role on it.
func mayAudit(p guard.Policy, r guard.Rule, who guard.Person) (code, text, hint string) {
	switch {
	case who.Unreadable != "":
		return "unreadable-person", "It could not be checked who you are: " + who.Unreadable + ".", "Nothing was recorded; try again in a minute."
	case who.Bot || who.Guest || who.Deactivated || who.External:
		return "no-member", "Only full members of this workspace may see what depends on a key.", "Ask a member of your team."
	case r.Requesters.Has(who) || r.Approvers.Has(who) || r.Readers.Has(who) || p.MayRescue(who):
		return "", "", ""
	}
	return "no-role", "The policy gives you no role on this key.", "Ask the owner of the policy to name you as requester, approver or reader."
}
