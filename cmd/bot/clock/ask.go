package clock

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"kmsguard/guard"
)

// Fixed is a clock that stands.
type Fixed time.Time

// Now returns the time at which it stands.
func (f Fixed) Now() time.Time { return time.Time(f) }

// Ask reads the time of a sandbox without following it, for commands that run
// beside the sandbox's bot. follow is the address that a follower would use.
func Ask(ctx context.Context, follow string) (time.Time, error) {
	url := strings.TrimSuffix(follow, "/follow")
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return time.Time{}, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return time.Time{}, lost(url, err)
	}
	var t struct {
		Now time.Time `json:"now"`
	}
	err = json.NewDecoder(io.LimitReader(resp.Body, maxAnswer)).Decode(&t)
	if err = errors.Join(err, resp.Body.Close()); err != nil || t.Now.IsZero() {
		return time.Time{}, lost(url, errors.Join(err, errors.New("the answer names no time")))
	}
	return t.Now, nil
}

func lost(url string, err error) error {
	return &guard.Error{Op: "clock.Ask", Subject: url, Kind: guard.Unavailable, Err: err, Hint: "Check that the sandbox runs."}
}
