package clock

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"kmsguard/guard"
)

// report is what a follower tells: everything due at this tick is done, and
// next is due then.
type report struct {
	Boot string    `json:"boot"`
	Tick uint64    `json:"tick"`
	Next time.Time `json:"next,omitzero"`
}

// tick is the answer, given when the tick has changed.
type tick struct {
	Tick uint64    `json:"tick"`
	Now  time.Time `json:"now"`
}

// Follower is calendar time as a Server tells it.
type Follower struct {
	url    string
	boot   string
	client *http.Client

	mu sync.Mutex
	at tick
}

// Follow asks the server at url for the time. boot is a nonce of this process,
// so that one that was killed is never mistaken for the one that lives.
func Follow(ctx context.Context, url, boot string) (*Follower, error) {
	f := &Follower{url: url, boot: boot, client: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
	return f, f.ask(ctx, time.Time{})
}

// Now returns the time that the server told last.
func (f *Follower) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.at.Now
}

// Until reports that everything due is done and that t is next, and returns
// when the server moves its tick. Any error but the context's means that the
// clock is lost.
func (f *Follower) Until(ctx context.Context, t time.Time) error { return f.ask(ctx, t) }

func (f *Follower) ask(ctx context.Context, next time.Time) error {
	f.mu.Lock()
	r := report{Boot: f.boot, Tick: f.at.Tick, Next: next}
	f.mu.Unlock()
	got, err := f.post(ctx, r)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return &guard.Error{Op: "clock.Follow", Subject: f.url, Kind: guard.Unavailable, Err: fmt.Errorf("the sandbox's clock is lost: %w", err), Hint: "Start the sandbox again."}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.at = got
	return nil
}

// maxAnswer bounds the answer; a true one is under 100 bytes.
const maxAnswer = 4096

func (f *Follower) post(ctx context.Context, r report) (tick, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return tick{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, f.url, bytes.NewReader(body))
	if err != nil {
		return tick{}, err
	}
	resp, err := f.client.Do(req)
	if err != nil {
		return tick{}, err
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return tick{}, err
	}
	if resp.StatusCode != http.StatusOK {
		return tick{}, fmt.Errorf("status %d: %s", resp.StatusCode, bytes.TrimSpace(data))
	}
	var t tick
	if err := json.Unmarshal(data, &t); err != nil {
		return tick{}, err
	}
	if t.Now.IsZero() {
		return tick{}, errors.New("the answer names no time")
	}
	return t, nil
}
