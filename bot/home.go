package bot

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"sync"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// keptHomes bounds how many Home tabs are kept up to date after they were opened.
const keptHomes = 200

// home publishes Home tabs: when one is opened, and as well as it can when
// something changes afterwards.
type home struct {
	d    *dispatcher
	wake chan struct{}

	mu     sync.Mutex
	opened []string            // user IDs, the one who opened last at the end
	shows  map[string][32]byte // digest of what each one shows
	holds  []func()            // of the engine, while a change is not shown yet
}

func newHome(d *dispatcher) *home {
	return &home{d: d, wake: make(chan struct{}, 1), shows: map[string][32]byte{}}
}

// open publishes the tab of somebody who looks at it now.
func (h *home) open(ctx context.Context, user string) {
	h.remember(user)
	h.publish(ctx, user)
}

func (h *home) remember(user string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.opened = append(slices.DeleteFunc(h.opened, func(u string) bool { return u == user }), user)
	delete(h.shows, user) // published again for whoever asks for it
	if len(h.opened) > keptHomes {
		delete(h.shows, h.opened[0])
		h.opened = slices.Delete(h.opened, 0, 1)
	}
}

// stale says that something has changed. It never blocks.
func (h *home) stale() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.opened) == 0 || len(h.holds) > 0 {
		return
	}
	h.holds = append(h.holds, h.d.o.Engine.Hold())
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// run brings tabs up to date until the context ends. Changes that come while it
// works are shown together.
func (h *home) run(ctx context.Context) {
	defer h.release()
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.wake:
		}
		users, done := h.take()
		for _, user := range users {
			h.publish(ctx, user)
		}
		for _, f := range done {
			f()
		}
	}
}

func (h *home) take() (users []string, done []func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	users, done, h.holds = slices.Clone(h.opened), h.holds, nil
	return users, done
}

func (h *home) release() {
	_, done := h.take()
	for _, f := range done {
		f()
	}
}

// publish shows one person's tab, unless it already shows that.
func (h *home) publish(ctx context.Context, user string) {
	v := h.view(ctx, user)
	raw, err := json.Marshal(v.Blocks)
	if err != nil {
		h.d.log.Error().Err(err).Msg("a Home tab could not be encoded")
		return
	}
	sum := sha256.Sum256(raw)
	if h.showing(user) == sum {
		return
	}
	reply, err := h.d.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: user, View: v})
	switch {
	case err == nil && reply.View.ID != "":
		h.mu.Lock()
		h.shows[user] = sum
		h.mu.Unlock()
	case !ended(ctx, err):
		h.d.log.Warn().Str("user", user).Err(failed("views.publish", "user "+user, orNothing(err))).Msg("a Home tab could not be shown")
	}
}

func (h *home) showing(user string) [32]byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.shows[user]
}

// view renders a tab with what its owner may see; for a guest or stranger that is
// nothing.
func (h *home) view(ctx context.Context, user string) slack.HomeTabViewRequest {
	who := h.d.reader(ctx, user)
	scene := h.d.scene(guard.ReplyTo{User: user})
	scene.Halt = h.d.o.Engine.Halt(ctx)
	if refuseReader(who.person) != nil {
		return view.Home(user, nil, nil, scene)
	}
	return view.Home(user, h.d.requests(who), h.d.pending(who), scene)
}
