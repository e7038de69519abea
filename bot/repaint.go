package bot

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// Repaint brings the living messages of a key up to date. What already reads as it
// should is left alone. progress says how far a running audit has come; a paint
// with progress is made from the newest state that was painted without, so that it
// never puts back what an older state showed.
func (a *Adapter) Repaint(ctx context.Context, s guard.State, progress *guard.Step) error {
	k := a.paint.lock(s.Key)
	defer k.mu.Unlock()
	switch {
	case progress == nil:
		k.see(s)
	case k.over:
		return nil
	case k.state != nil:
		s = *k.state
	}
	living := view.Living(s, a.scene(progress))
	for _, id := range slices.Sorted(maps.Keys(living)) {
		if err := a.repaintOne(ctx, s, k, id, living[id]); err != nil {
			return err
		}
	}
	if progress == nil {
		a.tellChanged()
	}
	return nil
}

func (a *Adapter) repaintOne(ctx context.Context, s guard.State, k *canvas, id string, m view.Message) error {
	at, ok := postedAt(s, id)
	sum := digestOf(m)
	if !ok || k.shows[id] == sum {
		return nil
	}
	_, ts, _, err := a.api.UpdateMessageContext(ctx, at.Channel, at.TS, message(m)...)
	switch {
	case unpaintable(err):
		a.o.Log.Warn().Str("notice", id).Err(err).Msg("this message cannot be changed any more")
	case err != nil:
		return failed("chat.update", "message "+at.TS+" in "+at.Channel, err)
	case ts == "":
		return failed("chat.update", "message "+at.TS+" in "+at.Channel, errNamesNothing)
	}
	k.shows[id] = sum
	return nil
}

// unpaintable reports whether a message will never again be changed by us:
// somebody deleted it, or the workspace forbids to change old ones.
func unpaintable(err error) bool {
	return slices.Contains([]string{"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"}, word(err))
}

func postedAt(s guard.State, notice string) (guard.Posted, bool) {
	for _, n := range s.Notices {
		if n.ID == notice {
			return n.Posted, n.Posted.TS != ""
		}
	}
	return guard.Posted{}, false
}

// painter remembers what living messages show, so that nothing is painted twice.
type painter struct {
	mu   sync.Mutex
	keys map[guard.Stream]*canvas
}

// canvas is what is known of the messages of one key.
type canvas struct {
	mu    sync.Mutex
	state *guard.State        // the newest one painted without progress, while a request is open
	over  bool                // it had no open request
	shows map[string][32]byte // by notice ID
}

func newPainter() *painter { return &painter{keys: map[guard.Stream]*canvas{}} }

func (p *painter) canvas(key guard.KeyRef) *canvas {
	p.mu.Lock()
	defer p.mu.Unlock()
	k, ok := p.keys[key.Stream()]
	if !ok {
		k = &canvas{shows: map[string][32]byte{}}
		p.keys[key.Stream()] = k
	}
	return k
}

// lock returns the canvas of a key, locked: its messages are painted by one at a time.
func (p *painter) lock(key guard.KeyRef) *canvas {
	k := p.canvas(key)
	k.mu.Lock()
	return k
}

// posted notes what a message shows that was posted a moment ago.
func (p *painter) posted(key guard.KeyRef, notice string, m view.Message) {
	k := p.lock(key)
	defer k.mu.Unlock()
	k.shows[notice] = digestOf(m)
}

// see notes the newest state. Of a key of which nothing is open, which is most of
// them, only that is kept: no progress is to be shown any more.
func (k *canvas) see(s guard.State) {
	k.state, k.over = &s, false
	if !slices.ContainsFunc(s.Requests, func(r guard.Request) bool { return !r.Phase.Ended() }) {
		k.state, k.over = nil, true
	}
}

// digestOf is over what people see of a message. Blocks that cannot be encoded
// cannot be sent either.
func digestOf(m view.Message) [32]byte {
	blocks, err := json.Marshal(slack.Blocks{BlockSet: m.Blocks})
	if err != nil {
		return [32]byte{}
	}
	return sha256.Sum256(append([]byte(m.Text+"\x00"), blocks...))
}
