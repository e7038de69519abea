package page

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// event is one server-sent event.
type event struct{ id, name, data string }

// stream is an open page and what is sent to it.
type stream struct {
	s    *stage
	body io.ReadCloser
	text *bufio.Scanner
}

var eventsAddress = regexp.MustCompile(`data-events="/` + token + `([^"]+)"`)

// watch opens a page and its stream.
func (s *stage) watch(path string) *stream {
	s.t.Helper()
	return s.listen(eventsAddress.FindStringSubmatch(s.get(path))[1], "")
}

func (s *stage) listen(address, last string) *stream {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	s.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+address, nil)
	must(s.t, err)
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	resp, err := http.DefaultClient.Do(r) //nolint:bodyclose // end closes it
	must(s.t, err)
	st := &stream{s, resp.Body, bufio.NewScanner(resp.Body)}
	st.text.Buffer(nil, 16<<20)
	s.t.Cleanup(func() {
		st.end()
		http.DefaultClient.CloseIdleConnections()
	})
	return st
}

func (st *stream) end() { _ = st.body.Close() } // it may be over

// next is the next event; the test's deadline bounds the wait.
func (st *stream) next() event {
	st.s.t.Helper()
	var e event
	for st.text.Scan() {
		name, value, _ := strings.Cut(st.text.Text(), ": ")
		switch name {
		case "id":
			e.id = value
		case "event":
			e.name = value
		case "data":
			e.data = value
		case "":
			return e
		}
	}
	st.s.t.Fatalf("the stream ended: %v", st.text.Err())
	return e
}

// change is the next change of the messages; the app's clock and the seats change too.
func (st *stream) change() []change {
	st.s.t.Helper()
	for {
		e := st.next()
		if e.name != "change" {
			st.s.t.Fatalf("got %+v", e)
		}
		var all, mine []change
		must(st.s.t, json.Unmarshal([]byte(e.data), &all))
		for _, c := range all {
			if c.List == "posts" {
				mine = append(mine, c)
			}
		}
		if mine != nil {
			return mine
		}
	}
}

func TestStreamSendsDifferencesAlone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	first := s.post("text", "the first")
	st := s.watch(aliceHere)
	second := s.post("text", "the second")
	got := st.change()
	if len(got) != 1 || got[0].ID != "m-"+second || got[0].After != "m-"+first || !strings.Contains(string(got[0].HTML), "the second") {
		t.Errorf("%+v", got)
	}
	s.call("chat.update", "channel", "C0KEYS", "ts", first, "text", "the first, changed")
	got = st.change()
	if len(got) != 1 || got[0].ID != "m-"+first || got[0].Drop || !strings.Contains(string(got[0].HTML), "the first, changed") {
		t.Errorf("%+v", got)
	}
	s.call("chat.delete", "channel", "C0KEYS", "ts", second)
	if got = st.change(); len(got) != 1 || got[0].ID != "m-"+second || !got[0].Drop {
		t.Errorf("%+v", got)
	}
}

func TestStreamIsQuietWhileNothingChanges(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.watch(aliceHere)
	s.watch(bobHere)
	// Looks alone must not wake those who look, or two pages would wake each other
	// for ever.
	changed := s.host.Slack().Changed()
	s.get(aliceHere)
	s.get("/shop/bob/home")
	select {
	case <-changed:
		t.Error("looking at the page counts as a change")
	case <-time.After(100 * time.Millisecond):
	}
}

func TestStreamsOfTwoSeats(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	alice, bob := s.watch(aliceHere), s.watch(bobHere)
	s.call("chat.postEphemeral", "channel", "C0KEYS", "user", "U0BOB", "text", "for bob")
	s.post("text", "for all")
	for st, want := range map[*stream]bool{alice: false, bob: true} {
		var text strings.Builder
		for !strings.Contains(text.String(), "for all") {
			for _, c := range st.change() {
				text.WriteString(string(c.HTML))
			}
		}
		if strings.Contains(text.String(), "for bob") != want {
			t.Errorf("one of the two sees %s", text.String())
		}
	}
}

func TestStreamGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	address := eventsAddress.FindStringSubmatch(s.get(aliceHere))[1]
	st := s.listen(address, "")
	s.post("text", "one")
	e := st.next()
	st.end()
	ts := s.post("text", "two")
	again := s.listen(address, e.id)
	if got := again.next(); got.name != "change" || !strings.Contains(got.data, ts) || strings.Contains(got.data, "one") {
		t.Errorf("got %+v", got)
	}
	again.end()
	if got := s.listen(address, e.id).next(); got.name != "reload" {
		t.Errorf("what was sent to nobody is not sent again: %+v", got)
	}
}

func TestStreamAsksToLoadAgain(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	if e := s.listen("/events?view=unknown", "").next(); e.name != "reload" {
		t.Errorf("a page that is not known: %+v", e)
	}
	address := eventsAddress.FindStringSubmatch(s.get(aliceHere))[1]
	if e := s.listen(address+"&since=7", "").next(); e.name != "reload" {
		t.Errorf("a browser that missed something: %+v", e)
	}
	for _, world := range []string{"shop", "depot"} {
		st := s.watch("/" + s.host.World() + "/alice/key-changes")
		must(t, s.host.Choose(t.Context(), world))
		if e := st.next(); e.name != "reload" {
			t.Errorf("the world %s was begun: %+v", world, e)
		}
	}
}

func TestOldestOpenPageIsForgotten(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	address := eventsAddress.FindStringSubmatch(s.get(aliceHere))[1]
	for range maxOpen {
		s.get(aliceHere)
	}
	if e := s.listen(address, "").next(); e.name != "reload" {
		t.Errorf("got %+v", e)
	}
}
