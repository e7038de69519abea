package blockhtml_test

import (
	"encoding/json"
	"strings"
	"testing"

	"kmsguard/bot/slacksim/blockhtml"
)

// Whatever blocks hold, the markup is ours.
func FuzzBlocks(f *testing.F) {
	for _, blocks := range gallery(f) {
		f.Add([]byte(blocks))
	}
	f.Add([]byte(`[{"type":"section","text":{"type":"mrkdwn","text":"*_~a~_* **b** ***"}}, 1, null, [], {"type":7}]`))
	f.Fuzz(func(t *testing.T, blocks []byte) {
		checkMarkup(t, string(blockhtml.Blocks(json.RawMessage(blocks), options())))
	})
}

// Whatever a text holds, the markup is ours; a text without marks stays as it is.
func FuzzMrkdwn(f *testing.F) {
	for _, text := range []string{
		"*bold* _it_ ~no~ `code` ```fence``` ```open", "&gt; quote\nplain\n&gt;&gt; two", "<@U0ALICE> <#C0KEYS|x> <!subteam^S0APPROVE> <!here> <!date^1^{date}^u|f>",
		"<https://a.example|*b*> <javascript:alert(1)|x> <|> < > <<a>>", "a*b*c *d * * e* *f\ng*", "&amp;lt; &lt;b&gt; \" '", "\ue000\ue0010\ue001", "*_*_", "\x00\u202e\xff",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := checkMarkup(t, string(blockhtml.Mrkdwn(text, options())))
		if !strings.ContainsAny(text, "*_~`<>&\n\r\ue000\ue001") && printable(text) && got != text {
			t.Errorf("%q reads %q", text, got)
		}
	})
}

// printable tells whether nothing in a text is replaced because no page can hold it.
func printable(text string) bool {
	return checkText(text) == text
}

func checkText(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r >= ' ' && r < 0x7f {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// What names a field is read back as it was.
func FuzzField(f *testing.F) {
	f.Add("b/1", "go on", "w/1")
	f.Add("", "", "")
	f.Add("%2F", "ä\x00", "\"<>")
	f.Fuzz(func(t *testing.T, block, action, option string) {
		b, a, o, ok := blockhtml.ParsePress(blockhtml.Press(block, action, option))
		if !ok || b != block || a != action || o != option {
			t.Errorf("%q %q %q became %q %q %q, %v", block, action, option, b, a, o, ok)
		}
		b, a, ok = blockhtml.ParseField(blockhtml.Field(block, action))
		if !ok || b != block || a != action {
			t.Errorf("field of %q %q became %q %q, %v", block, action, b, a, ok)
		}
		if _, _, ok := blockhtml.ParseField(block); ok && !strings.HasPrefix(block, "in:") {
			t.Errorf("%q was taken for a field", block)
		}
	})
}
