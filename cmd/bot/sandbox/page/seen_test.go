package page

import (
	"strings"
	"testing"
)

// marked tells whether an entry of the page's lists carries the mark of something new.
func marked(page, entry string) bool {
	_, rest, _ := strings.Cut(page, entry)
	rest, _, _ = strings.Cut(rest, "</a>")
	return strings.Contains(rest, "mark new")
}

func TestWhatNobodyWasShownIsMarked(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.post("text", "one")
	s.post("channel", "C0TALK", "text", "two")
	page := s.get(aliceHere)
	if marked(page, `data-room="key-changes"`) || !marked(page, `data-room="general"`) {
		t.Error("the room that is shown has nothing new, the other one has")
	}
	if !marked(page, `data-seat="bob"`) || !marked(page, `data-seat="greta"`) || marked(page, `data-seat="xaver"`) || marked(page, `data-seat="alice"`) {
		t.Error("bob and greta have something new, xaver is in no such room, and alice looks herself")
	}
	s.get("/shop/greta/general")
	if marked(s.get(aliceHere), `data-seat="greta"`) {
		t.Error("greta was shown everything")
	}
	if marked(s.get("/shop/alice/general"), `data-room="general"`) || marked(s.get(aliceHere), `data-room="general"`) {
		t.Error("alice was shown everything")
	}
}
