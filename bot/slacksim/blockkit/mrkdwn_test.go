package blockkit

import "testing"

func TestMrkdwn(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "nothing here", "nothing here"},
		{"bold", "*Waiting for 3 of 5* · now", "Waiting for 3 of 5 · now"},
		{"italic and strike", "_soon_ ~never~", "soon never"},
		{"nested", "*_both_*", "both"},
		{"two bold words", "*a* *b*", "a b"},
		{"bold around code", "*Delete `key-1`* now", "Delete `key-1` now"},
		{"bold around a mention", "*by <@U1>*", "by @alice"},
		{"a star inside a word", "a*b*c", "a*b*c"},
		{"a star that would close inside a word", "*a*b*", "*a*b*"},
		{"one of those, then bold", "*a*b *c*", "*a*b c"},
		{"underscores of an identifier", "log_group_name", "log_group_name"},
		{"a mark with a space inside", "* not bold *", "* not bold *"},
		{"a lone star", "5 * 3", "5 * 3"},
		{"marks on two lines", "*a\nb*", "*a\nb*"},
		{"code keeps marks", "`*a* _b_`", "`*a* _b_`"},
		{"code keeps mentions as they stand", "`&lt;@U1&gt;`", "`<@U1>`"},
		{"fence", "```*a*\n<x>```", "```*a*\n<x>```"},
		{"entities once", "&amp;lt; &lt;b&gt; &amp;amp; &quot;", "&lt; <b> &amp; &quot;"},
		{"user", "<@U1> <@U1|shown> <@U9>", "@alice @alice @U9"},
		{"channel", "<#C1> <#C9|other>", "#key-changes #C9"},
		{"group", "<!subteam^S1> <!subteam^S1|@x>", "@kms-approvers @kms-approvers"},
		{"broadcast", "<!here> <!channel> <!everyone|all>", "@here @channel @everyone"},
		{"an escaped mention mentions nobody", "&lt;@U1&gt;", "<@U1>"},
		{"link", "<https://e.com>", "https://e.com"},
		{"labelled link", "<https://e.com?a=1&amp;b=2|a &amp; b>", "a & b (https://e.com?a=1&b=2)"},
		{"label equal to its address", "<https://e.com|https://e.com>", "https://e.com"},
		{"mail", "<mailto:a@e.com|a@e.com>", "a@e.com"},
		{"date", "<!date^1762337520^{date_num} {time}|then>", "2025-11-05 11:12"},
		{"date with link", "<!date^1762337520^{date_short_pretty}^https://e.com|then>", "tomorrow"},
		{"date with an unknown token", "<!date^1762337520^{moon}|full &amp; new>", "full & new"},
		{"date without a token", "<!date^1762337520^soon|then>", "then"},
		{"date that is no number", "<!date^x^{time}|then>", "then"},
		{"the stand-in itself", "a\uFFFC*b* <@U1>", "a\uFFFCb @alice"},
		{"unclosed bracket", "a < b", "a < b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Mrkdwn(tt.text, acme(t)); got != tt.want {
				t.Errorf("Mrkdwn(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}
