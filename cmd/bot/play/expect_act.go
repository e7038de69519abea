package play

import (
	"context"
	"fmt"
	"strings"
)

// refused compares the last act's error, or the refusal that the person alone
// was shown, with a text.
func (p *performance) refused(ctx context.Context, text string) (string, error) {
	if p.actor == "" {
		return "nobody has done anything yet", nil
	}
	screen, err := p.Screen(ctx, p.actor)
	switch {
	case err != nil:
		return "", err
	case text == "" && screen.Error != "":
		return "", nil
	case text != "" && (strings.Contains(plain(screen.Error), plain(text)) || strings.Contains(plain(screen.Notice), plain(text))):
		return "", nil
	case screen.Error != "":
		return p.actor + " was told: " + plain(screen.Error), nil
	case screen.Notice != "":
		return p.actor + " saw no error, but: " + plain(screen.Notice), nil
	default:
		return p.actor + " saw no error", nil
	}
}

func (p *performance) accepted(ctx context.Context) (string, error) {
	if p.actor == "" {
		return "nobody has done anything yet", nil
	}
	screen, err := p.Screen(ctx, p.actor)
	if err == nil && screen.Error != "" {
		return p.actor + " was told: " + plain(screen.Error), nil
	}
	return "", err
}

func (p *performance) keyState(ctx context.Context, s CloudKey) (string, error) {
	state, err := p.KeyState(ctx, s.ID)
	if err == nil && state != s.State {
		return "it is " + state, nil
	}
	return "", err
}

func (p *performance) effects(ctx context.Context, s CloudCalls) (string, error) {
	n, err := p.Effects(ctx, s.API)
	if err == nil && n != s.N {
		return fmt.Sprintf("there were %d", n), nil
	}
	return "", err
}
