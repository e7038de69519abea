package main

import (
	"strings"
	"testing"
)

// TestBrowserFiles opens what is attached to an audit: text, whatever it holds.
func TestBrowserFiles(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.requested(t, ordersKey)
	p := visit(t, v, v.at("shop", "bob", decideRoom, request), desk)
	p.awaitElement(".file a")
	for name, holds := range map[string]string{"audit.csv": "s-bp1orders2024", "audit.json": `"orders-archive"`} {
		link := learn[string](p, `[...document.querySelectorAll(".file a")].find((a) => a.textContent === `+quoted(name)+`).href`)
		file := newVisitor(t, v, desk)
		file.trouble.allow("favicon.ico") // which the browser looks for beside every text
		file.trouble.allow("corp-not-same-origin")
		file.show(link)
		if text := learn[string](file, "document.body.innerText"); !strings.Contains(text, holds) {
			t.Errorf("%s shows %.80q, without %q", name, text, holds)
		}
		if kind := learn[string](file, "document.contentType"); kind != "text/plain" {
			t.Errorf("%s is opened as %s", name, kind)
		}
	}
}
