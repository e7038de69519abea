package page

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockhtml"
	"kmsguard/bot/slacksim/blockkit"
)

// acts are what a person's forms do, by verb. Where the person is then is the
// place that they return.
var acts = map[string]func(context.Context, *scene, url.Values) (place, error){
	"say":       say,
	"act":       press,
	"enter":     enter,
	"submit":    submit,
	"close":     closeModal,
	"fill-in":   fillIn,
	"open-home": openHome,
	"dismiss":   dismiss,
}

// say posts what was typed into a composer, or sends it as a command.
func say(ctx context.Context, sc *scene, form url.Values) (place, error) {
	r, ok := sc.room()
	if !ok {
		return sc.at, errors.New("@" + sc.user.Name + " is not in this room; take another room or another seat")
	}
	text, thread := strings.TrimSpace(form.Get("text")), form.Get("thread")
	switch {
	case text == "":
		return sc.at, nil
	case strings.HasPrefix(text, "/"):
		return sc.at, sc.seat.SlashInThread(ctx, r.ID, thread, text)
	}
	return sc.at, sc.seat.Say(ctx, r.ID, thread, text)
}

// press enters what stands in the form's inputs and presses the element.
func press(ctx context.Context, sc *scene, form url.Values) (place, error) {
	block, action, option, ok := blockhtml.ParsePress(form.Get(blockhtml.PressField))
	if !ok {
		return sc.at, errors.New("the form does not say what was pressed; load the page again")
	}
	at, blocks, err := sc.target(form)
	if err != nil {
		return sc.at, err
	}
	if entries := entriesOf(blocks, form); len(entries) > 0 {
		if err := sc.seat.Enter(ctx, at, entries); err != nil || sc.seat.Problem() != "" {
			return sc.at, err
		}
	}
	for _, e := range blockkit.Elements(blocks) {
		switch {
		case e.BlockID != block || e.ActionID != action:
		case e.Stateful(): // an input, of which the app has heard
			return sc.at, nil
		default:
			at.BlockID, at.ActionID, at.Option = block, action, option
			return sc.opened(e), sc.seat.Act(ctx, at)
		}
	}
	return sc.at, errors.New("this button is not there any more: the message was changed meanwhile")
}

// target finds what a form stands in: a window, the Home tab, or a message.
func (sc *scene) target(form url.Values) (slacksim.Spot, json.RawMessage, error) {
	if id := form.Get("view"); id != "" {
		if v, ok := sc.seat.Modal(); ok && v.ID == id {
			return slacksim.Spot{View: id}, v.Blocks, nil
		}
		if v, ok := sc.seat.Home(); ok && v.ID == id {
			return slacksim.Spot{View: id}, v.Blocks, nil
		}
		return slacksim.Spot{}, nil, errors.New("this window is not open any more; somebody in the same seat may have closed it")
	}
	at := slacksim.Spot{Room: form.Get("room"), TS: form.Get("ts")}
	m, ok := sc.seat.Post(at.Room, at.TS)
	if !ok {
		return at, nil, errors.New("@" + sc.user.Name + " sees this message no more; load the page again")
	}
	return at, m.Blocks, nil
}

// entriesOf is what stands in the inputs of a form.
func entriesOf(blocks json.RawMessage, form url.Values) []slacksim.Entry {
	var entries []slacksim.Entry
	for _, e := range blockkit.Inputs(blocks) {
		one := slacksim.Entry{BlockID: e.BlockID, ActionID: e.ActionID}
		for _, v := range form[blockhtml.Field(e.BlockID, e.ActionID)] {
			if v = strings.ReplaceAll(v, "\r\n", "\n"); v != "" {
				one.Values = append(one.Values, v)
			}
		}
		entries = append(entries, one)
	}
	return entries
}

// enter enters what stands in the form's inputs and presses nothing: it is what
// the Enter key means in an input outside of a window.
func enter(ctx context.Context, sc *scene, form url.Values) (place, error) {
	at, blocks, err := sc.target(form)
	if err != nil {
		return sc.at, err
	}
	return sc.at, sc.seat.Enter(ctx, at, entriesOf(blocks, form))
}

// submit submits a window. A button among its blocks is in the same form, and is
// pressed instead.
func submit(ctx context.Context, sc *scene, form url.Values) (place, error) {
	if form.Has(blockhtml.PressField) {
		return press(ctx, sc, form)
	}
	at, blocks, err := sc.target(form)
	if err != nil {
		return sc.at, err
	}
	return sc.at, sc.seat.SubmitView(ctx, at.View, entriesOf(blocks, form))
}

// closeModal closes a window by its close button.
func closeModal(ctx context.Context, sc *scene, form url.Values) (place, error) {
	if form.Has(blockhtml.PressField) {
		return press(ctx, sc, form)
	}
	if _, _, err := sc.target(form); err != nil {
		return sc.at, err
	}
	return sc.at, sc.seat.CloseModal(ctx)
}

// fillIn enters what the person would, and submits nothing.
func fillIn(ctx context.Context, sc *scene, form url.Values) (place, error) {
	at, blocks, err := sc.target(form)
	if err != nil {
		return sc.at, err
	}
	if err := sc.seat.Enter(ctx, at, entriesOf(blocks, form)); err != nil {
		return sc.at, err
	}
	v, ok := sc.seat.Modal()
	if !ok {
		return sc.at, nil
	}
	return sc.at, sc.seat.Enter(ctx, at, fillings(v.Blocks, v.Values))
}

func openHome(ctx context.Context, sc *scene, _ url.Values) (place, error) {
	return sc.at.in(homeRoom), sc.seat.OpenHome(ctx)
}

func dismiss(_ context.Context, sc *scene, _ url.Values) (place, error) {
	sc.seat.Dismiss()
	return sc.at, nil
}
