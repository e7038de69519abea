package main

import (
	"context"
	"net"
	"net/url"
	"testing"

	"kmsguard/cmd/bot/sandbox"
)

// venue is a running sandbox with its page: real simulators, the real bot as a
// process, and the server that a user would get.
type venue struct {
	*sandbox.Live
	address string // of the page, with the token, without a slash at its end
}

// pageToken is the token in the addresses of a test.
const pageToken = "TOKENOFATEST"

// openVenue opens a sandbox on a world, and ends it with the test.
func openVenue(t testing.TB, world string) *venue {
	t.Helper()
	ctx := browser(t) // before anything is started for nothing
	live, err := sandbox.NewLive(ctx, sandbox.Options{Bot: []string{self(t)}, Env: []string{asBot + "=1"}}, world)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := live.Close(); err != nil {
			t.Error(err)
		}
	})
	v := &venue{Live: live}
	v.address = servePage(t, live)
	return v
}

// servePage serves the page of a sandbox as the program does, and returns its address.
func servePage(t testing.TB, live *sandbox.Live) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, l, front(live, pageToken)) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the page's server: %v", err)
		}
	})
	return "http://" + l.Addr().String() + "/" + pageToken
}

// at is the address of a place: a world, a seat, a room, perhaps a thread.
func (v *venue) at(pieces ...string) string {
	to, err := url.JoinPath(v.address, pieces...)
	if err != nil {
		panic(err) // the pieces are the tests' own
	}
	return to
}

// seat is the address of somebody's seat in a room of the world that runs.
func (v *venue) seat(name, room string) string { return v.at(v.World(), name, room) }

// originOf is an address without its path.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic(err) // it is our own
	}
	return u.Scheme + "://" + u.Host
}
