package slacksim

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kmsguard/bot/slacksim/blockkit"
)

// Submit presses the submit button of the open modal. An input that must be
// filled and is not is refused by Slack's own client: nothing reaches the app.
func (p *Persona) Submit(ctx context.Context) error {
	v, d, err := p.prepareSubmit()
	if err != nil || d == nil {
		return err
	}
	a := p.sim.deliver(ctx, *d)
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	p.submitted(v, a)
	return ctx.Err()
}

func (p *Persona) prepareSubmit() (*view, *delivery, error) {
	s := p.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	if ok, err := p.step(); !ok {
		return nil, nil, err
	}
	v := p.top()
	switch {
	case v == nil:
		return nil, nil, fmt.Errorf("slacksim: %s has no modal open", p.user.Name)
	case len(v.Submit) == 0:
		return nil, nil, fmt.Errorf("slacksim: the modal %q has no submit button", plainText(v.Title))
	}
	p.fields, p.banner = nil, false
	if p.fields = v.unready(); len(p.fields) > 0 {
		p.problem = joined(p.fields)
		return nil, nil, nil
	}
	return v, &delivery{kind: kindInteract, payload: s.submissionPayload(p.user, v)}, nil
}

// unready returns what Slack's client says below inputs instead of submitting.
func (v *view) unready() map[string]string {
	errs := map[string]string{}
	for _, e := range blockkit.Inputs(v.Blocks) {
		if e.Input && !e.Optional && !e.Filled(v.values.entry(e)) {
			errs[e.BlockID] = "Please complete this required field."
		}
	}
	return errs
}

// joined is all errors in one text, in the order of their blocks' IDs.
func joined(errs map[string]string) string {
	var lines []string
	for _, id := range slices.Sorted(maps.Keys(errs)) {
		lines = append(lines, errs[id])
	}
	return strings.Join(lines, "\n")
}

// submitted shows what a submission was answered with. Whatever Slack cannot
// make sense of, and a missing or late ack, keeps the modal open with a banner.
func (p *Persona) submitted(v *view, a answer) {
	if a.failed != answered || !p.apply(v, a.payload) {
		p.banner, p.problem = true, bannerText
	}
}

// apply carries an answer to view_submission out; it reports false when the
// answer is not a valid one.
func (p *Persona) apply(v *view, payload json.RawMessage) bool {
	var r struct {
		Action string            `json:"response_action"`
		View   json.RawMessage   `json:"view"`
		Errors map[string]string `json:"errors"`
	}
	if len(payload) > 0 && json.Unmarshal(payload, &r) != nil {
		return false
	}
	s := p.sim
	switch r.Action {
	case "":
		if len(payload) > 0 && string(payload) != "{}" {
			return false
		}
		p.closeView(v)
		return true
	case "clear":
		s.dropStack(p.user.ID)
		return true
	case "update":
		return p.applyUpdate(v, r.View)
	case "push":
		return p.applyPush(r.View)
	case "errors":
		return p.applyErrors(v, r.Errors)
	}
	return false
}

// closeView closes the submitted view if it is still the newest one.
func (p *Persona) closeView(v *view) {
	if p.top() == v {
		p.sim.pop(p.user.ID)
	}
}

func (p *Persona) applyUpdate(v *view, raw json.RawMessage) bool {
	d, problem := parseView(raw, "modal")
	if problem != nil || p.sim.views[v.id] == nil || p.sim.taken(d.ExternalID, v) {
		return false
	}
	p.sim.redefine(v, d)
	return true
}

func (p *Persona) applyPush(raw json.RawMessage) bool {
	d, problem := parseView(raw, "modal")
	if problem != nil {
		return false
	}
	_, problem = p.sim.push(d, p.user.ID)
	return problem == nil
}

// applyErrors shows errors below inputs. One for a block that is no input makes
// the whole answer invalid, and so does an empty list.
func (p *Persona) applyErrors(v *view, errs map[string]string) bool {
	inputs := map[string]bool{}
	for _, e := range blockkit.Inputs(v.Blocks) {
		inputs[e.BlockID] = inputs[e.BlockID] || e.Input
	}
	for id := range errs {
		if !inputs[id] {
			return false
		}
	}
	if len(errs) == 0 {
		return false
	}
	p.fields, p.problem = maps.Clone(errs), joined(errs)
	return true
}

// blocksAfter returns the IDs of the blocks that follow the one with an ID.
func blocksAfter(blocks json.RawMessage, id string) map[string]bool {
	var all []struct {
		ID string `json:"block_id"`
	}
	after := map[string]bool{}
	if json.Unmarshal(blocks, &all) != nil {
		return after
	}
	found := false
	for _, b := range all {
		if found {
			after[b.ID] = true
		}
		found = found || b.ID == id
	}
	return after
}
