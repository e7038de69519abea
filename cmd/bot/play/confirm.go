package play

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kmsguard/bot/slacksim/blockkit"
)

const (
	openAudit = "Open audit"      // the button that shows the audit
	byHand    = "checked by hand" // what a person writes who is asked how something was settled

	// mostModals bounds the modals that a person opens and closes on the way to a
	// statement. Slack stacks at most three; an audit adds one or two.
	mostModals = 8
)

// confirm gives statement n: with the sentence that the modal shows, or with
// another text. A refusal on the way ends it without an error; it is on the
// person's screen.
func (p *performance) confirm(ctx context.Context, user string, n int, text string) error {
	if err := p.closeAll(ctx, user); err != nil {
		return err
	}
	modal, err := p.reach(ctx, user, n)
	if err != nil || modal == nil {
		return err
	}
	if text == "" {
		if text, err = sentence(modal.Blocks); err != nil {
			return fmt.Errorf("the modal %q: %w", modal.Title, err)
		}
	}
	p.out.modal(user, *modal)
	if err := p.answer(ctx, user, *modal); err != nil {
		return err
	}
	if err := p.Do(ctx, user, Enter{text}); err != nil {
		return err
	}
	p.out.types(user, text)
	return p.Do(ctx, user, Submit{})
}

// closeAll closes what the person left open.
func (p *performance) closeAll(ctx context.Context, user string) error {
	screen, err := p.Screen(ctx, user)
	for range mostModals {
		if err != nil || screen.Modal == nil {
			return err
		}
		screen, err = p.look(ctx, user, Close{})
	}
	return errors.Join(err, errors.New("there is always another modal to close"))
}

// reach opens the modal of statement n, and the audit first where the bot asks
// for that. It returns nil when the person was refused.
func (p *performance) reach(ctx context.Context, user string, n int) (*Modal, error) {
	button := Press{fmt.Sprintf("Confirm %d", n)}
	screen, err := p.look(ctx, user, button)
	audited := false
	for range mostModals {
		switch {
		case err != nil:
			return nil, err
		case screen.Modal != nil && hasSentence(screen.Modal.Blocks):
			return screen.Modal, nil
		case !audited && asksForAudit(screen):
			audited = true
			screen, err = p.look(ctx, user, Press{openAudit})
		case screen.Modal != nil && hasButton(screen.Modal.Blocks, button.Label):
			screen, err = p.look(ctx, user, button)
		case screen.Modal != nil:
			screen, err = p.look(ctx, user, Close{})
		case audited && screen.Error == "":
			screen, err = p.look(ctx, user, button)
		case screen.Error == "" && screen.Notice == "":
			return nil, fmt.Errorf("nothing opens when %q is pressed, and nothing says why", button.Label)
		default:
			return nil, nil
		}
	}
	return nil, fmt.Errorf("the modal of statement %d is not reached: one modal leads to another", n)
}

// asksForAudit reports whether the way on is to open the audit: the modal has
// the button for it, or the refusal names it.
func asksForAudit(s Screen) bool {
	if s.Modal != nil {
		return hasButton(s.Modal.Blocks, openAudit)
	}
	return strings.Contains(s.Error+s.Notice, openAudit)
}

// answer fills what the modal requires beside the sentence.
func (p *performance) answer(ctx context.Context, user string, m Modal) error {
	typed := sentenceInput(m.Blocks)
	for _, e := range blockkit.Inputs(m.Blocks) {
		if !e.Input || e.Optional || e.BlockID == typed || e.Filled(e.Initial()) {
			continue
		}
		var move Move = Fill{e.Label, byHand}
		if len(e.Options) > 0 {
			move = Choose{e.Label, e.Options[0].Text}
		}
		if err := p.Do(ctx, user, move); err != nil {
			return err
		}
	}
	return nil
}
