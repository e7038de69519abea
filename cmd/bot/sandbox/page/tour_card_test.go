package page_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// The card is there only while somebody takes the tour, and what its own buttons
// do is done without script too.
func TestTourCard(t *testing.T) {
	t.Parallel()
	s := serve(t, "traps")
	if a := s.get("/traps/alice/key-changes"); strings.Contains(a.text, "tour-card") {
		t.Error("the tour is shown where nobody takes it")
	}
	a := s.get("/traps/alice/key-changes?tour=1")
	s.wants(a, http.StatusOK, `id="tour-card"`, "The tour is in the world shop", `data-point="#tour-card [data-tour-anew]"`, "End the tour")
	found := regexp.MustCompile(`(?s)id="tour-card".*?<form method="post" action="/` + token + `([^"]+)".*?name="world" value="(\w+)"`).FindStringSubmatch(a.text)
	if found == nil {
		t.Fatalf("no form that begins the world in\n%s", a.text)
	}
	first := s.post(html.UnescapeString(found[1]), "world", found[2])
	s.wants(first, http.StatusOK, `id="tour-card"`, "as @alice")
	if at := first.Request.URL.Path; at != "/"+token+"/shop/alice/key-changes" {
		t.Errorf("the tour begins at %s", at)
	}
}
