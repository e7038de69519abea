package page

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestMessageIsNeverMarkup posts what a page that trusts messages would run, in
// every way in which a text reaches the page.
func TestMessageIsNeverMarkup(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(2)><form action=//evil.example></form>`
	for _, text := range []string{evil, "&lt;script&gt;alert(3)&lt;/script&gt;", "<javascript:alert(4)|click>", "<https://a.example/\"onmouseover=alert(5)|x>", "<!--", "</form></article><h1>owned</h1>"} {
		s.post("text", text)
		block, err := json.Marshal([]any{map[string]any{"type": "section", "block_id": evil[:60], "text": map[string]any{"type": "mrkdwn", "text": text},
			"accessory": map[string]any{"type": "button", "action_id": evil[:60], "text": map[string]any{"type": "plain_text", "text": evil[:60]}}}})
		must(t, err)
		s.post("blocks", string(block))
		must(t, s.host.Slack().As("alice").Say(t.Context(), "C0KEYS", "", text))
	}
	page := strings.ToLower(s.get(aliceHere))
	_, posts, _ := strings.Cut(page, `id="list-posts"`)
	posts, _, _ = strings.Cut(posts, "</section>")
	s.lacks(posts, "<script", "<img", "<iframe", "<h1", `href="javascript`, "style=", "<!--", "onerror=alert(2)>", `" onmouseover`, `"onmouseover`)
	if n, forms := strings.Count(posts, "<article"), strings.Count(posts, "<form"); n != 18 || forms != n+1 { // and the composer
		t.Errorf("%d messages and %d forms", n, forms)
	}
	s.contains(posts, "&lt;script&gt;alert(1)&lt;/script&gt;")
}
