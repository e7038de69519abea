package slacksim

import (
	"context"
	"fmt"
	"net/http"
)

// step is one step of a person, as POST /_sim/as/USER takes it.
type step struct {
	Verb    string `json:"verb"` // slash, press, fill, type, choose, submit, close, home
	Channel string `json:"channel"`
	Thread  string `json:"thread"`
	Text    string `json:"text"`
	Label   string `json:"label"`
	Value   string `json:"value"`
}

// outcome is what the person sees after the step.
type outcome struct {
	OK     bool   `json:"ok"`
	Error  string `json:"error,omitempty"`  // what went wrong
	Notice string `json:"notice,omitempty"` // the newest ephemeral text
	Modal  *View  `json:"modal,omitempty"`
}

func (s *Sim) controlAs(w http.ResponseWriter, r *http.Request) {
	var one step
	if !readJSON(w, r, &one) {
		return
	}
	p := s.As(r.PathValue("user"))
	if err := p.do(r.Context(), one); err != nil {
		writeResult(w, err)
		return
	}
	o := outcome{OK: !p.Failed(), Notice: p.LastNotice()}
	if !o.OK {
		o.Error = p.LastError()
	}
	if v, open := p.Modal(); open {
		o.Modal = &v
	}
	writeJSON(w, o)
}

// do carries a step out by its verb.
func (p *Persona) do(ctx context.Context, one step) error {
	value := one.Value
	if value == "" {
		value = one.Text
	}
	switch one.Verb {
	case "slash":
		return p.slash(ctx, one.Channel, one.Thread, one.Text)
	case "press":
		return p.Press(ctx, one.Label)
	case "fill":
		return p.Fill(one.Label, value)
	case "type":
		return p.Type(value)
	case "choose":
		return p.Choose(one.Label, value)
	case "submit":
		return p.Submit(ctx)
	case "close":
		return p.CloseModal(ctx)
	case "home":
		return p.OpenHome(ctx)
	}
	return fmt.Errorf("slacksim: %q is none of slash, press, fill, type, choose, submit, close, home", one.Verb)
}
