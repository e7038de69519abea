package blockkit

import (
	"encoding/json"
	"testing"
)

func TestViewText(t *testing.T) {
	const blocks = `"blocks":[{"type":"header","text":{"type":"plain_text","text":"Pending"}},{"type":"divider"}]`
	const title = `"title":{"type":"plain_text","text":"Statement 3 of 5"}`
	tests := []struct{ name, view, want string }{
		{"Home tab", `{"type":"home",` + blocks + `}`, "# Pending\n--------------------"},
		{"modal", `{"type":"modal",` + title + `,"blocks":[]}`, "== Statement 3 of 5 ==\n[Cancel]"},
		{"modal with buttons", `{"type":"modal",` + title + `,"close":{"type":"plain_text","text":"Back"},"submit":{"type":"plain_text","text":"Confirm"},` + blocks + `}`,
			"== Statement 3 of 5 ==\n# Pending\n--------------------\n[Back]  [Confirm]"},
		{"no view", `[`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ViewText(json.RawMessage(tt.view), Names{}); got != tt.want {
				t.Errorf("ViewText = %q, want %q", got, tt.want)
			}
		})
	}
}
