package endure

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"kmsguard/bot/slacksim"
)

// mark is how a message of the bot is told from others: by the key and the notice
// in its metadata.
type mark struct{ Key, Notice string }

// post is one attempt to post a message, and whether Slack's answer left.
type post struct {
	mark
	answered bool
	deaths   int64 // of bots before
}

// wire is what passes between the bot and Slack.
type wire struct {
	sim    *slacksim.Sim
	deaths atomic.Int64 // of bots so far

	mu      sync.Mutex
	posts   []post // since taken last
	trouble bool   // a reading of what stands in a channel was disturbed since taken last
}

// lifePath is where the addresses of bots begin.
const lifePath = "/life/"

// address is the Web API as the next bot is told it.
func (w *wire) address(server string) string {
	return fmt.Sprintf("%s%s%d/api/", server, lifePath, w.deaths.Load())
}

func newWire(sim *slacksim.Sim) *wire { return &wire{sim: sim} }

func (w *wire) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	// A bot has an address of its own, so that what a dead one sent late is not
	// taken for what the next one sends.
	var life int64
	if rest, own := strings.CutPrefix(r.URL.Path, lifePath); own {
		number, path, _ := strings.Cut(rest, "/")
		life, _ = strconv.ParseInt(number, 10, 64) // it was written by address
		r.URL.Path = "/" + path
	}
	switch strings.TrimPrefix(r.URL.Path, "/api/") {
	case "chat.postMessage":
		w.post(rw, r, life)
	case "conversations.history", "conversations.replies":
		w.look(rw, r)
	default:
		w.sim.ServeHTTP(rw, r)
	}
}

func (w *wire) post(rw http.ResponseWriter, r *http.Request, life int64) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the bot is gone
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	p := post{mark: markIn(body), deaths: life}
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if p.Notice != "" {
			w.posts = append(w.posts, p)
		}
	}()
	p.answered = w.pass(rw, r)
}

func (w *wire) look(rw http.ResponseWriter, r *http.Request) {
	answered := false
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.trouble = w.trouble || !answered
	}()
	answered = w.pass(rw, r)
}

// pass hands a call on, and reports whether a whole answer left that says ok.
func (w *wire) pass(rw http.ResponseWriter, r *http.Request) bool {
	heard := &listener{ResponseWriter: rw}
	w.sim.ServeHTTP(heard, r)
	var answer struct {
		OK bool `json:"ok"`
	}
	return json.Unmarshal(heard.body.Bytes(), &answer) == nil && answer.OK && r.Context().Err() == nil
}

// take returns the posts since it was asked last.
func (w *wire) take() (posts []post, trouble bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	posts, trouble = w.posts, w.trouble
	w.posts, w.trouble = nil, false
	return posts, trouble
}

// listener hears what is answered.
type listener struct {
	http.ResponseWriter
	body bytes.Buffer
}

func (l *listener) Write(b []byte) (int, error) {
	l.body.Write(b)
	return l.ResponseWriter.Write(b)
}

func (l *listener) Unwrap() http.ResponseWriter { return l.ResponseWriter }

// markIn reads the mark of a message that is to be posted.
func markIn(form []byte) mark {
	values, err := url.ParseQuery(string(form))
	if err != nil {
		return mark{}
	}
	return markOf([]byte(values.Get("metadata")))
}

// markOf reads the mark in a message's metadata; none where it has none.
func markOf(metadata []byte) mark {
	var m struct {
		Payload mark `json:"event_payload"`
	}
	if json.Unmarshal(metadata, &m) != nil {
		return mark{}
	}
	return m.Payload
}
