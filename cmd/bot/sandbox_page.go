package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"kmsguard/cmd/bot/sandbox"
	"kmsguard/cmd/bot/sandbox/page"
	"kmsguard/guard"
)

// defaultListen is where a sandbox listens that was told nothing.
const defaultListen = "127.0.0.1:8090"

// live runs the sandbox with its page until it is interrupted.
func (c sandboxCmd) live(ctx context.Context, t terminal) (err error) {
	l, options, err := c.listen(ctx)
	if err != nil {
		return err
	}
	live, err := sandbox.NewLive(ctx, options, c.World)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer func() { err = errors.Join(err, live.Close()) }()
	if err := c.writeConfig(live.Sandbox()); err != nil {
		return errors.Join(err, l.Close())
	}
	token := rand.Text()
	fmt.Fprintf(t.out, `The sandbox runs with the world %s. Open it in a browser:

page  http://%s/%s/

It is reached from this machine alone, and reaches nothing else. Press Ctrl-C to end it.
`, live.World(), l.Addr(), token)
	return serve(ctx, l, front(live, token))
}

// listen opens the page's port, and says where the simulators are to listen: at the
// next two ports, or at any where nothing was asked for and these are taken.
func (c sandboxCmd) listen(ctx context.Context) (net.Listener, sandbox.Options, error) {
	options := sandbox.Options{Data: c.Data}
	address := c.Listen
	if address == "" {
		address = defaultListen
	}
	slack, err := nextPort(address)
	if err != nil {
		return nil, options, err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err == nil && c.Listen == "" && taken(ctx, slack) {
		err = errors.Join(errTaken, l.Close())
	}
	switch {
	case err == nil:
		options.Listen = slack
		return l, options, nil
	case c.Listen != "":
		return nil, options, &guard.Error{Op: "sandbox.Listen", Subject: address, Kind: guard.Unavailable, Err: err, Hint: "Name another address with --listen."}
	}
	l, err = (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	return l, options, err
}

var errTaken = errors.New("the simulators' ports are taken")

// taken tells whether one of the two ports of the simulators is in use.
func taken(ctx context.Context, slack string) bool {
	cloud, err := nextPort(slack)
	for _, address := range []string{slack, cloud} {
		l, busy := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
		if err != nil || busy != nil {
			return true
		}
		if l.Close() != nil {
			return true
		}
	}
	return false
}

// nextPort is an address with the port after another's; of any port, any.
func nextPort(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	n, notANumber := strconv.ParseUint(port, 10, 16)
	ip := net.ParseIP(host)
	switch {
	case err != nil:
	case host != "localhost" && (ip == nil || !ip.IsLoopback()):
		err = errors.New("a sandbox listens on loopback only")
	case notANumber != nil || n > 65532:
		err = fmt.Errorf("%q is no port; one is a number from 0 to 65532", port)
	case n == 0:
		return address, nil
	default:
		return net.JoinHostPort(host, strconv.FormatUint(n+1, 10)), nil
	}
	return "", &guard.Error{Op: "sandbox.Listen", Subject: address, Kind: guard.Invalid, Err: err, Hint: "Name an address such as " + defaultListen + "."}
}

// front is the page, and below it the control sides of both simulators for other
// tools; all of it behind the token.
func front(live *sandbox.Live, token string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", page.New(page.Options{Host: live, Token: token, NewID: rand.Text}))
	for _, side := range []string{"slack", "alicloud"} {
		below := "/" + token + "/control/" + side
		mux.Handle(below+"/", http.StripPrefix(below, live.Control(side)))
	}
	return mux
}

// How long a connection may say nothing. What is under way has no limit: a page
// listens as long as it is open, and the clock may be moved by a year.
const (
	headerBound = 10 * time.Second
	idleBound   = 2 * time.Minute
)

// leaveBound is how long a request may take to notice that the sandbox ends. A
// browser holds connections open that it never used, and these would be waited for.
const leaveBound = time.Second

// serve serves until ctx ends. Then every request is told so by its context, and
// is waited for.
func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	base, drop := context.WithCancel(ctx)
	defer drop()
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: headerBound, IdleTimeout: idleBound,
		BaseContext: func(net.Listener) context.Context { return base },
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	bound, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaveBound)
	defer cancel()
	err := srv.Shutdown(bound)
	if errors.Is(err, context.DeadlineExceeded) {
		err = srv.Close()
	}
	if why := <-ended; !errors.Is(why, http.ErrServerClosed) {
		err = errors.Join(err, why)
	}
	return err
}
