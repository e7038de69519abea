package page

import (
	"regexp"
	"strings"
	"testing"
)

// opened is the page of somebody who has opened the app's window, and its ID.
func (s *stage) opened(here string) (page, view string) {
	s.t.Helper()
	ts := s.post("blocks", askBlocks)
	s.done(here+"/do/act", "room", "C0KEYS", "ts", ts, "press", "row/confirm")
	page = s.get(here)
	m := regexp.MustCompile(`<input type="hidden" name="view" value="([^"]+)">`).FindStringSubmatch(page)
	if m == nil {
		s.t.Fatalf("no window is open:\n%s", page)
	}
	return page, m[1]
}

func TestWindowIsItsPersonsAlone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	page, view := s.opened(bobHere)
	s.contains(page, "Statement 1</h2>", "I approve &lt;this&gt; &amp; that.", "data-submit", "Fill this in as bob would", `name="in:statement/typed"`)
	other := s.get(aliceHere)
	s.lacks(other, "<dialog", "Statement 1")
	s.contains(other, "window open") // the list of seats says whose turn it is
	if a := s.do(aliceHere+"/do/submit", "view", view); !strings.Contains(a.body, "not open any more") {
		t.Errorf("alice submitted bob's window: %d %s", a.status, a.body)
	}
}

func TestErrorStandsAtItsInput(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	_, view := s.opened(bobHere)
	s.done(bobHere+"/do/submit", "view", view, "in:statement/typed", "I approve nothing.", "in:how/chosen", "tool")
	page := s.get(bobHere)
	s.contains(page, `aria-invalid="true"`, "Differs at word 1.", `value="I approve nothing."`, `<option value="tool" selected="selected">`)
	s.lacks(page, "toast-problem")
	s.done(bobHere+"/do/submit", "view", view, "in:statement/typed", "", "in:how/chosen", "tool")
	s.contains(s.get(bobHere), "Please complete this required field.")
	if s.app.last() != "submitted I approve nothing." {
		t.Errorf("the app heard %q", s.app.last())
	}
	s.done(bobHere+"/do/submit", "view", view, "in:statement/typed", sentenceText, "in:how/chosen", "tool")
	s.lacks(s.get(bobHere), "<dialog")
}

func TestFillInTypesTheSentenceAndSubmitsNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	_, view := s.opened(bobHere)
	s.done(bobHere+"/do/fill-in", "view", view, "in:how/chosen", "tool")
	page := s.get(bobHere)
	s.contains(page, `value="I approve &lt;this&gt; &amp; that."`, `<option value="tool" selected="selected">`)
	s.lacks(page, "Fill this in")
	if s.app.last() != "confirm" {
		t.Errorf("the app heard %q", s.app.last())
	}
	s.done(bobHere+"/do/fill-in", "view", view, "in:statement/typed", "something else", "in:how/chosen", "")
	s.contains(s.get(bobHere), `value="I approve &lt;this&gt; &amp; that."`, `<option value="hand" selected="selected">`)
}

func TestButtonInAWindowDoesNotSubmitIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	_, view := s.opened(bobHere)
	for _, verb := range []string{"submit", "close"} {
		if a := s.do(bobHere+"/do/"+verb, "view", view, "press", "row/none"); strings.Contains(a.body, "does not say") {
			t.Errorf("%s: %d %s", verb, a.status, a.body)
		}
	}
	s.contains(s.get(bobHere), "<dialog")
	if s.app.last() != "confirm" {
		t.Errorf("the app heard %q", s.app.last())
	}
}

func TestClose(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	_, view := s.opened(bobHere)
	s.done(bobHere+"/do/close", "view", view)
	s.lacks(s.get(bobHere), "<dialog")
}
