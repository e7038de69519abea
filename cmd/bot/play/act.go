package play

import (
	"context"
	"fmt"
)

// act lets a person do something. What the bot answers is no error here: the
// play says whether it expected it.
func (p *performance) act(ctx context.Context, user string, a Act) error {
	switch a := a.(type) {
	case Confirm:
		return p.confirm(ctx, user, a.N, "")
	case Type:
		return p.confirm(ctx, user, a.N, a.Text)
	case Slash:
		return p.Do(ctx, user, a)
	case Press:
		return p.Do(ctx, user, a)
	case Fill:
		return p.Do(ctx, user, a)
	case Choose:
		return p.Do(ctx, user, a)
	case Submit:
		return p.Do(ctx, user, a)
	case Close:
		return p.Do(ctx, user, a)
	case OpenHome:
		return p.Do(ctx, user, a)
	default:
		return fmt.Errorf("there is nothing that performs a %T", a)
	}
}

// look makes a move, waits for what it causes, and returns the screen.
func (p *performance) look(ctx context.Context, user string, m Move) (Screen, error) {
	if err := p.Do(ctx, user, m); err != nil {
		return Screen{}, err
	}
	if err := p.Settle(ctx); err != nil {
		return Screen{}, err
	}
	return p.Screen(ctx, user)
}
