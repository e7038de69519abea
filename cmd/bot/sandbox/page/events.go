package page

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// gather is how long changes are gathered before they are sent: most come in
// groups, and a person sees no difference.
const gather = 15 * time.Millisecond

// events streams to an open page what changes on it, as server-sent events:
// "change" carries a list of changes, "reload" asks to load the page again. Each
// change has a number; a browser that comes back says which it had last, and one
// that missed something loads the page again.
func (p *Page) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	o := p.opens.get(r.URL.Query().Get("view"))
	if o == nil {
		_ = send(w, 0, "reload", nil) // the browser may be gone
		return
	}
	if !o.take(r.Context()) {
		return
	}
	defer o.give()
	since, err := strconv.Atoi(cmp.Or(r.Header.Get("Last-Event-ID"), r.URL.Query().Get("since"), "0"))
	if err != nil || since != o.sent {
		_ = send(w, 0, "reload", nil) // the browser may be gone
		return
	}
	if http.NewResponseController(w).Flush() != nil {
		return
	}
	for {
		wait := p.changed()
		if !p.update(w, o) || !wait(r.Context()) {
			return
		}
	}
}

// update sends what changed; it reports false when the stream is over.
func (p *Page) update(w http.ResponseWriter, o *open) bool {
	sc, err := p.look(o.at)
	if err != nil || sc.run != o.run {
		_ = send(w, o.sent, "reload", nil) // the browser may be gone
		return false
	}
	sc.origin = o.origin
	now, changes := sc.render(), []change{}
	for _, part := range parts {
		changes = append(changes, difference(part.list, o.shows[part.list], now[part.list])...)
	}
	o.shows = now
	if len(changes) == 0 {
		return true
	}
	o.sent++
	return send(w, o.sent, "change", changes) == nil
}

// changed begins to watch; the function that it returns waits until something
// may have changed since, and a little longer, or until ctx ends.
func (p *Page) changed() (wait func(context.Context) bool) {
	host, slack, cloud := p.host.Changed(), p.host.Slack().Changed(), p.host.Cloud().Changed()
	return func(ctx context.Context) bool {
		select {
		case <-host:
		case <-slack:
		case <-cloud:
		case <-ctx.Done():
			return false
		}
		t := time.NewTimer(gather)
		defer t.Stop()
		select {
		case <-t.C:
			return true
		case <-ctx.Done():
			return false
		}
	}
}

// send writes one event and sends it on its way.
func send(w http.ResponseWriter, number int, name string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "id: %d\nevent: %s\ndata: %s\n\n", number, name, text); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}
