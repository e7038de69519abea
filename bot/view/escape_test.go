package view_test

import (
	"strings"
	"testing"

	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/bot/view"
)

func TestEscape(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "orders database", "orders database"},
		{"mention", "<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;"},
		{"entity", "&lt;!here&gt;", "&amp;lt;!here&amp;gt;"},
		{"code", "a`b", "a'b"},
		{"bold and strike", "*Approved* ~x~", "∗Approved∗ ∼x∼"},
		{"lines", "a\r\n*b*\u2028c", "a ∗b∗ c"},
		{"hidden", "a\u200bb\u202ec\ufeff\u00ad\x00", "abc"},
		{"spaces", "  a \t b  ", "a b"},
		{"underscores of names", "alias/my_key_1", "alias/my_key_1"},
		{"typographic", "“orders” — café", "“orders” — café"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := view.Escape(tt.in); got != tt.want {
				t.Errorf("Escape(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestCode(t *testing.T) {
	tests := []struct{ in, want string }{
		{"key-hzz650a1b2c3d4e5f6g7h", "`key-hzz650a1b2c3d4e5f6g7h`"}, {"a`b", "`a'b`"}, {"", "`-`"}, {" \u200b", "`-`"},
		{"a\nb", "`a b`"}, {"<!here> & *x*", "`&lt;!here&gt; &amp; *x*`"},
	}
	for _, tt := range tests {
		if got := view.Code(tt.in); got != tt.want {
			t.Errorf("Code(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// FuzzEscape: as a person reads it in Slack, no text mentions, links, breaks its line or its code span.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{evil, "", "a", "`", "```", "<", ">", "&amp;", "<!date^1^{date}|x>", "\n", "\u2029", "*a*", "_a_", "~a~", "\ufffc", "`<!here>`"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, code := view.Escape(s), view.Code(s)
		if strings.ContainsAny(text, "<>`*~\n\r") {
			t.Errorf("Escape(%q) = %q", s, text)
		}
		if strings.ContainsAny(code, "<>\n\r") || strings.Count(code, "`") != 2 {
			t.Errorf("Code(%q) = %q", s, code)
		}
		if strings.IndexFunc(text+code, invisible) >= 0 {
			t.Errorf("hidden characters of %q stay: %q %q", s, text, code)
		}
		if shown := blockkit.Mrkdwn(text, blockkit.Names{}); strings.Contains(shown, "\n") {
			t.Errorf("%q is shown on several lines: %q", s, shown)
		}
		if view.Escape(view.Escape(s)) != view.Escape(s) && !strings.Contains(text, "&") {
			t.Errorf("escaping %q twice changes it", s)
		}
	})
}
