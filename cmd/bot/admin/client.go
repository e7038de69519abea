package admin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"

	"kmsguard/guard"
	"kmsguard/storage"
)

// Client asks a running bot.
type Client struct{ http *http.Client }

// Dial makes a client of the bot whose data folder this is. It does not connect yet.
func Dial(dir string) Client {
	path := filepath.Join(dir, SocketName)
	return Client{&http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", path)
		},
	}}}
}

// Head returns the end of the chain.
func (c Client) Head(ctx context.Context) (storage.Head, error) { return c.ask(ctx, "/head") }

// Verify has the chain verified against known heads.
func (c Client) Verify(ctx context.Context, known ...storage.Head) (storage.Head, error) {
	q := url.Values{}
	for _, h := range known {
		q.Add("known", h.String())
	}
	return c.ask(ctx, "/verify?"+q.Encode())
}

// Export writes the ledger as JSON Lines.
func (c Client) Export(ctx context.Context, w io.Writer) error { return c.copy(ctx, "/export", w) }

// Backup writes a copy of the ledger's file.
func (c Client) Backup(ctx context.Context, w io.Writer) error { return c.copy(ctx, "/backup", w) }

func (c Client) ask(ctx context.Context, path string) (storage.Head, error) {
	resp, err := c.get(ctx, path)
	if err != nil {
		return storage.Head{}, err
	}
	var a answer
	err = json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&a)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return storage.Head{}, unreachable(err)
	}
	if a.Error != "" {
		return a.Head, &guard.Error{Op: "admin", Kind: a.Kind, Err: errors.New(a.Error)}
	}
	return a.Head, nil
}

func (c Client) copy(ctx context.Context, path string, w io.Writer) error {
	resp, err := c.get(ctx, path)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return unreachable(err)
	}
	return nil
}

func (c Client) get(ctx context.Context, path string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://admin"+path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, unreachable(err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.Join(unreachable(fmt.Errorf("status %d", resp.StatusCode)), resp.Body.Close())
	}
	return resp, nil
}

func unreachable(err error) error {
	return &guard.Error{Op: "admin", Kind: guard.Unavailable, Err: err, Hint: "Check that the bot runs, and that you are the bot's user."}
}
