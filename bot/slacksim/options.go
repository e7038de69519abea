package slacksim

import (
	"errors"
	"time"
)

// Options are what a Sim needs from the outside. Now and Real are required.
type Options struct {
	// Now is calendar time: timestamps of messages, scheduled messages.
	Now func() time.Time
	// Real is real time: life of triggers and response URLs, rate limits, signatures.
	Real func() time.Time
	// Reached is called when a Web API call ("slack.chat.postMessage") is reached,
	// with phase "before" or "after" its effect. True cuts the connection without
	// an answer. May be nil.
	Reached func(api, phase string) bool
	// Deliver sends payloads over signed HTTP instead of Socket Mode when it names a URL.
	Deliver Deliver
	// Ping is the interval between WebSocket pings, 5 s when zero.
	Ping time.Duration
	// BaseURL is the address under which the Sim is reached, for response URLs and
	// uploads. When empty it is learned from the requests.
	BaseURL string
}

// Deliver names the app's addresses for signed HTTP delivery.
type Deliver struct {
	Events       string // Events API request URL
	Commands     string // slash commands
	Interactions string // interactivity
	// Skew is added to the timestamp of each signature.
	Skew time.Duration
	// BadSignature breaks each signature.
	BadSignature bool
}

// overHTTP tells whether payloads go to URLs instead of sockets.
func (d Deliver) overHTTP() bool {
	return d.Events != "" || d.Commands != "" || d.Interactions != ""
}

func (o Options) check() (Options, error) {
	if o.Now == nil || o.Real == nil {
		return o, errors.New("slacksim.New: Options.Now and Options.Real are required")
	}
	if o.Reached == nil {
		o.Reached = func(string, string) bool { return false }
	}
	if o.Ping == 0 {
		o.Ping = 5 * time.Second
	}
	return o, nil
}
