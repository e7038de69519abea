package bot

import (
	"context"

	"kmsguard/bot/view"
)

// TellHead posts the ledger's head in a channel, as a witness outside of the
// store. Errors are those of a post: kind Uncertain means that it may be there,
// and posting it again is harmless.
func (a *Adapter) TellHead(ctx context.Context, channel, head string) error {
	_, err := a.send(ctx, place{channel: channel}, message(view.Witness(head)))
	return err
}
