package page_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestWorldsPane(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	s.wants(s.get("/shop/alice/key-changes?pane=worlds"), http.StatusOK, "What the world traps is.", "runs now", "Begin this world", "ends what happened here")
	s.wants(s.post("/do/world/choose", "world", "nowhere"), http.StatusUnprocessableEntity, "no world called nowhere")
	s.wants(s.post("/do/world/choose", "world", "traps"), http.StatusOK, "/traps/alice/")
	if s.World() != "traps" {
		t.Errorf("the world %s runs", s.World())
	}
}

// A link to another world says so and begins nothing; its button begins that
// world and leads to where the link points.
func TestALinkToAnotherWorldOffersIt(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	a := s.get("/traps/bob/home?pane=clock")
	s.wants(a, http.StatusConflict, "in the world traps", "The sandbox holds the world shop", "What the world traps is.", "ends what happened in shop", "Begin the world traps", `href="/`+token+`/"`)
	if s.World() != "shop" {
		t.Fatal("an address has changed the world")
	}
	form := regexp.MustCompile(`<form method="post" action="/` + token + `([^"]+)"><input type="hidden" name="world" value="traps">`).FindStringSubmatch(a.text)
	if form == nil {
		t.Fatalf("no form begins the world in\n%s", a.text)
	}
	a = s.post(form[1], "world", "traps")
	s.wants(a, http.StatusOK, "Home of kmsguard")
	if s.World() != "traps" || !strings.HasSuffix(a.Request.URL.String(), "/traps/bob/home?pane=clock") {
		t.Errorf("the world %s runs, and the button leads to %s", s.World(), a.Request.URL)
	}
}

func TestALinkToNoWorld(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	a := s.get("/%3Cb%3E/alice/home")
	s.wants(a, http.StatusNotFound, "in the world &lt;b&gt;, and there is no such world", "the world shop")
	if strings.Contains(a.text, "<form") {
		t.Error("a world that does not exist is offered")
	}
	s.wants(s.post("/traps/alice/key-changes/do/say", "text", "hello"), http.StatusConflict, "Begin the world traps")
}
