package play

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// glance is the time between two looks while See waits.
const glance = 20 * time.Millisecond

// expect compares what is with what the play says. A *Failure says that it does
// not hold; any other error, that it could not be looked at.
func (p *performance) expect(ctx context.Context, s Step) error {
	var reason string
	var err error
	switch s := s.(type) {
	case See:
		reason, err = p.see(ctx, s)
	case NotSee:
		reason, err = p.notSee(ctx, s)
	case Error:
		reason, err = p.refused(ctx, s.Text)
	case OK:
		reason, err = p.accepted(ctx)
	case Count:
		reason, err = p.count(ctx, s)
	case CloudKey:
		reason, err = p.keyState(ctx, s)
	case CloudCalls:
		reason, err = p.effects(ctx, s)
	default:
		err = fmt.Errorf("%T expects nothing", s)
	}
	if err == nil && reason != "" {
		return &Failure{At: s.Origin(), Reason: reason}
	}
	return err
}

// see waits until the text is there.
func (p *performance) see(ctx context.Context, s See) (string, error) {
	late := time.NewTimer(p.patience)
	defer late.Stop()
	again := time.NewTicker(glance)
	defer again.Stop()
	for {
		views, err := p.views(ctx, s.Where)
		if err != nil || holding(views, s.Text) > 0 {
			return "", err
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-late.C:
			return fmt.Sprintf("not seen within %s; there was: %s", p.patience, summary(views)), nil
		case <-again.C:
		}
		if err := p.Settle(ctx); err != nil {
			return "", err
		}
	}
}

func (p *performance) notSee(ctx context.Context, s NotSee) (string, error) {
	views, err := p.views(ctx, s.Where)
	if err != nil || holding(views, s.Text) == 0 {
		return "", err
	}
	return "it is seen: " + summary(views), nil
}

func (p *performance) count(ctx context.Context, s Count) (string, error) {
	views, err := p.views(ctx, s.Where)
	if n := holding(views, s.Text); err == nil && n != s.N {
		return fmt.Sprintf("%d have it; there was: %s", n, summary(views)), nil
	}
	return "", err
}

// views returns the texts in an area: of each message, and of what people have
// before them.
func (p *performance) views(ctx context.Context, w Where) ([]string, error) {
	messages, err := p.Messages(ctx)
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, m := range messages {
		if m.in(w) {
			texts = append(texts, plain(m.Text))
		}
	}
	user := w.User
	if w.Area == Anywhere {
		user = p.actor
	}
	if user == "" {
		return texts, nil
	}
	screen, err := p.Screen(ctx, user)
	return append(texts, screen.texts()...), err
}

// in reports whether a message stands in the area.
func (m Message) in(w Where) bool {
	switch w.Area {
	case InThread:
		return m.Thread != "" && m.To == ""
	case InChannel:
		return m.Thread == "" && m.To == ""
	case ToUser:
		return m.To == w.User
	case Anywhere:
		return true
	default:
		return false
	}
}

// texts returns what stands on a screen beside messages.
func (s Screen) texts() []string {
	var texts []string
	if s.Modal != nil {
		texts = append(texts, plain(s.Modal.Title+" "+s.Modal.Text+" "+s.Error))
	}
	if s.Home != "" {
		texts = append(texts, plain(s.Home))
	}
	return texts
}

// holding counts the texts that have this one in them, whatever the white space.
func holding(texts []string, part string) int {
	n := 0
	for _, t := range texts {
		if strings.Contains(t, plain(part)) {
			n++
		}
	}
	return n
}

// plain makes one space of all white space, since where a line breaks is not
// what a play is about.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// summary shows the newest texts of an area for a message.
func summary(texts []string) string {
	const newest = 5
	if len(texts) == 0 {
		return "nothing"
	}
	first := max(0, len(texts)-newest)
	return strings.Join(texts[first:], " | ")
}
