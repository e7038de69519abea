package page

import (
	"fmt"
	"net/http/httptest"
	"regexp"
	"strconv"
	"testing"
)

// mostWeight is what a page with its styles and scripts may weigh, uncompressed.
const mostWeight = 150_000

func TestPageIsLight(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	_, _ = s.opened(aliceHere)
	page := s.get(aliceHere + "?pane=cloud&tour=1")
	weight, loaded := len(page), map[string]bool{}
	for _, m := range regexp.MustCompile(`(?:href|src)="/`+token+`(/assets/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !loaded[m[1]] {
			loaded[m[1]] = true
			weight += len(s.get(m[1]))
		}
	}
	if len(loaded) < 5 || !loaded["/assets/morph.js"] {
		t.Errorf("only these are loaded with the page: %v", loaded)
	}
	if t.Logf("the page weighs %d bytes", weight); weight > mostWeight || weight < 20_000 {
		t.Errorf("the page weighs %d bytes", weight)
	}
}

// long is a stage whose channel holds 2,000 messages, 200 of them the app's.
func long(b *testing.B) *stage {
	s := newStage(b)
	for i := range 2000 {
		if i%10 == 0 {
			s.post("blocks", askBlocks)
			continue
		}
		must(b, s.host.Slack().As("alice").Say(b.Context(), "C0KEYS", "", "message "+strconv.Itoa(i)))
	}
	return s
}

// BenchmarkUpdate measures what one new message costs the server for a browser that
// shows the newest messages of a long channel, or all of them. Its baseline is to
// render the same page whole.
func BenchmarkUpdate(b *testing.B) {
	s := long(b)
	for _, shown := range []int{pageful, 2500} {
		at := place{World: "shop", Seat: "alice", Room: "key-changes", More: shown}
		look := func(b *testing.B) *scene {
			sc, err := s.page.look(at)
			must(b, err)
			return sc
		}
		b.Run(fmt.Sprintf("shown=%d/whole", shown), func(b *testing.B) {
			for b.Loop() {
				sc := look(b)
				sc.run = &run{slack: sc.slack, people: sc.run.people} // no message is remembered
				sc.render()
			}
		})
		b.Run(fmt.Sprintf("shown=%d/change", shown), func(b *testing.B) {
			sc := look(b)
			o := &open{at: at, run: sc.run, shows: sc.render()}
			for i := 0; b.Loop(); i++ {
				must(b, s.host.Slack().As("alice").Say(b.Context(), "C0KEYS", "", "more "+strconv.Itoa(i)))
				w := httptest.NewRecorder()
				if !s.page.update(w, o) || w.Body.Len() == 0 || w.Body.Len() > 20_000 {
					b.Fatalf("%d bytes were sent", w.Body.Len())
				}
			}
		})
	}
}
