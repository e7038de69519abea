package page

import (
	"regexp"
	"strings"
	"testing"
)

// Whoever ends the tour is where he was, without it.
func TestTheTourCanBeEnded(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	end := regexp.MustCompile(`href="/` + token + `([^"]+)"[^>]*>End the tour`).FindStringSubmatch(s.get(aliceHere + "?tour=1"))
	if end == nil {
		t.Fatal("the tour cannot be ended")
	}
	if page := s.get(strings.ReplaceAll(end[1], "&amp;", "&")); strings.Contains(page, "tour-card") || !strings.Contains(page, `data-room="key-changes" aria-current="page"`) {
		t.Errorf("%s shows the tour still, or another room", end[1])
	}
}
