package play_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"kmsguard/cmd/bot/play"
)

func TestSentenceIsReadFromItsBlock(t *testing.T) {
	tests := []struct{ name, blocks, want string }{
		{"code span", `[{"type":"section","block_id":"x","text":{"type":"mrkdwn","text":"` + "`no`" + `"}},
			{"type":"section","block_id":"sentence","text":{"type":"mrkdwn","text":"Type: ` + "`I &amp; you &lt;3`" + ` now"}}]`, "I & you <3"},
		{"code block", `[{"type":"section","block_id":"sentence","text":{"type":"mrkdwn","text":"` + "```\\nI do.\\n```" + `"}}]`, "I do."},
		{"plain", `[{"type":"section","block_id":"sentence","text":{"type":"plain_text","text":"I do."}}]`, "I do."},
		{"preformatted", `[{"type":"rich_text","block_id":"sentence","elements":[
			{"type":"rich_text_section","elements":[{"type":"text","text":"Type: "}]},
			{"type":"rich_text_preformatted","elements":[{"type":"text","text":"I "},{"type":"text","text":"do."}]}]}]`, "I do."},
		{"code in rich text", `[{"type":"rich_text","block_id":"sentence","elements":[
			{"type":"rich_text_section","elements":[{"type":"text","text":"Type: "},{"type":"text","text":"I do.","style":{"code":true}}]}]}]`, "I do."},
		{"beside other shapes", `[{"type":"header","block_id":"h","text":"odd"},{"type":"section","block_id":"sentence","text":{"type":"plain_text","text":"I do."}}]`, "I do."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := play.Sentence(tt.blocks); err != nil || got != tt.want {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestSentenceThatIsNotThere(t *testing.T) {
	for _, blocks := range []string{"", "[]", "null", `[{"type":"divider"}]`,
		`[{"type":"section","block_id":"sentence","text":{"type":"mrkdwn","text":"no code"}}]`,
		`[{"type":"rich_text","block_id":"sentence","elements":[]}]`} {
		if got, err := play.Sentence(blocks); err == nil {
			t.Errorf("%s: got %q", blocks, got)
		}
	}
}

// FuzzSentence asserts that a sentence shown as code is read back as it was.
func FuzzSentence(f *testing.F) {
	for _, s := range []string{"I do.", "I & you <3", "a\"b\\c", "“typographic”", "&amp;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" || strings.Trim(s, "`\n") != s || strings.Contains(s, "`") || !isText(s) {
			return
		}
		escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
		got, err := play.Sentence(sectionWith("Type this: `" + escaped + "`"))
		if err != nil || got != s {
			t.Errorf("%q came back as %q, %v", s, got, err)
		}
	})
}

// sectionWith returns blocks with one sentence block of this marked-up text.
func sectionWith(text string) string {
	blocks, err := json.Marshal([]any{map[string]any{
		"type": "section", "block_id": "sentence", "text": map[string]string{"type": "mrkdwn", "text": text},
	}})
	if err != nil {
		panic(err) // maps of texts always encode
	}
	return string(blocks)
}

func isText(s string) bool { return utf8.ValidString(s) }
