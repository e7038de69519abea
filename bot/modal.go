package bot

import (
	"context"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// opening is what a modal is opened with.
type opening struct {
	trigger string // spent by its one use, within three seconds
	above   string // ID of the modal from which it is opened; empty: none
	to      guard.ReplyTo
}

// open opens a modal, or puts it on top of the one that it was asked for in. It
// returns the view's ID, empty where it did not open; the person was told then.
func (d *dispatcher) open(ctx context.Context, at opening, m slack.ModalViewRequest) (viewID string) {
	reply, err := d.openOrPush(ctx, at, m)
	switch {
	case err == nil && reply.View.ID != "":
		return reply.View.ID
	case word(err) == "exchanged_trigger_id" || ended(ctx, err):
		return "" // delivered twice: the other delivery opened it
	case word(err) == "push_limit_reached":
		if d.update(ctx, at.above, m) {
			return at.above
		}
	}
	d.log.Warn().Str("modal", m.CallbackID).Err(failed("views.open", "modal "+m.CallbackID, orNothing(err))).Msg("could not be opened")
	d.tell(ctx, at.to, view.Refusal(*refuse("not-opened", "The form could not be opened in time.", "Press or type it again.")))
	return ""
}

func (d *dispatcher) openOrPush(ctx context.Context, at opening, m slack.ModalViewRequest) (*slack.ViewResponse, error) {
	if at.above != "" {
		return d.api.PushViewContext(ctx, at.trigger, m)
	}
	return d.api.OpenViewContext(ctx, at.trigger, m)
}

// update replaces an open modal. It needs no trigger, and no hash: what is shown is
// replaced whatever it is. It reports false where the modal is closed already.
func (d *dispatcher) update(ctx context.Context, viewID string, m slack.ModalViewRequest) bool {
	reply, err := d.api.UpdateViewContext(ctx, m, "", "", viewID)
	if err == nil && reply.View.ID != "" {
		return true
	}
	if word(err) != "not_found" && !ended(ctx, err) {
		d.log.Warn().Str("modal", m.CallbackID).Err(failed("views.update", "modal "+m.CallbackID, orNothing(err))).Msg("could not be updated")
	}
	return false
}

func orNothing(err error) error {
	if err == nil {
		return errNamesNothing
	}
	return err
}

// replaced acknowledges a submission with another view in the place of the modal.
func replaced(m slack.ModalViewRequest) answer {
	return answer{payload: slack.NewUpdateViewSubmissionResponse(&m)}
}

// onInput acknowledges a submission with an error below one of its inputs. Slack
// shows it only below an input that the modal has.
func onInput(block, text string) answer {
	return answer{payload: slack.NewErrorsViewSubmissionResponse(map[string]string{block: clip(text, maxInputError)})}
}

// maxInputError is how long an error below an input is kept, in characters. Slack
// publishes no limit; longer ones are hard to read there.
const maxInputError = 150

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
