package blockkit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each text is tried with as many characters as Slack takes, and with one more.
func TestTextLimits(t *testing.T) {
	const (
		text    = `{"type":"plain_text","text":"%s"}`
		mrkdwn  = `{"type":"mrkdwn","text":"%s"}`
		x       = `{"type":"plain_text","text":"x"}`
		actions = `{"type":"actions","elements":[%s]}`
		inInput = `{"type":"input","label":` + x + `,"element":%s}`
	)
	in := func(format, inner string) string { return strings.Replace(format, "%s", inner, 1) }
	button := func(more string) string { return in(actions, `{"type":"button","text":`+x+`,`+more+`}`) }
	confirm := func(title, body, yes, no string) string {
		return button(`"confirm":{"title":` + title + `,"text":` + body + `,"confirm":` + yes + `,"deny":` + no + `}`)
	}
	option := func(more string) string {
		return in(actions, `{"type":"static_select","options":[{`+more+`}]}`)
	}
	tests := []struct {
		name  string
		block string // %s stands for the text
		at    string // below /blocks/0
		most  int
	}{
		{"section text", `{"type":"section","text":` + mrkdwn + `}`, "/text/text", 3000},
		{"section field", `{"type":"section","fields":[` + text + `]}`, "/fields/0/text", 2000},
		{"context text", `{"type":"context","elements":[` + mrkdwn + `]}`, "/elements/0/text", 3000},
		{"header", `{"type":"header","text":` + text + `}`, "/text/text", 150},
		{"block_id", `{"type":"divider","block_id":"%s"}`, "/block_id", 255},
		{"input label", `{"type":"input","label":` + text + `,"element":{"type":"plain_text_input"}}`, "/label/text", 2000},
		{"input hint", `{"type":"input","label":` + x + `,"hint":` + text + `,"element":{"type":"plain_text_input"}}`, "/hint/text", 2000},
		{"image alt_text", `{"type":"image","image_url":"u","alt_text":"%s"}`, "/alt_text", 2000},
		{"image title", `{"type":"image","image_url":"u","alt_text":"x","title":` + text + `}`, "/title/text", 2000},
		{"image_url", `{"type":"image","image_url":"%s","alt_text":"x"}`, "/image_url", 3000},
		{"markdown", `{"type":"markdown","text":"%s"}`, "/text", 12000},
		{"card title", `{"type":"card","title":` + mrkdwn + `}`, "/title/text", 150},
		{"card subtitle", `{"type":"card","title":` + x + `,"subtitle":` + mrkdwn + `}`, "/subtitle/text", 150},
		{"card body", `{"type":"card","body":` + mrkdwn + `}`, "/body/text", 200},
		{"card subtext", `{"type":"card","title":` + x + `,"subtext":` + mrkdwn + `}`, "/subtext/text", 200},
		{"container title", `{"type":"container","title":` + text + `,"child_blocks":[{"type":"divider"}]}`, "/title/text", 150},
		{"chart title", `{"type":"data_visualization","title":"%s","chart":{"type":"pie","segments":[{"label":"x","value":1}]}}`, "/title", 50},

		{"action_id", button(`"action_id":"%s"`), "/elements/0/action_id", 255},
		{"button text", in(actions, `{"type":"button","text":`+text+`}`), "/elements/0/text/text", 75},
		{"button value", button(`"value":"%s"`), "/elements/0/value", 2000},
		{"button url", button(`"url":"%s"`), "/elements/0/url", 3000},
		{"accessibility_label", button(`"accessibility_label":"%s"`), "/elements/0/accessibility_label", 75},
		{"confirm title", confirm(text, x, x, x), "/elements/0/confirm/title/text", 100},
		{"confirm text", confirm(x, text, x, x), "/elements/0/confirm/text/text", 300},
		{"confirm yes", confirm(x, x, text, x), "/elements/0/confirm/confirm/text", 30},
		{"confirm no", confirm(x, x, x, text), "/elements/0/confirm/deny/text", 30},
		{"option text", option(`"value":"x","text":` + text), "/elements/0/options/0/text/text", 75},
		{"option value", option(`"value":"%s","text":` + x), "/elements/0/options/0/value", 75},
		{"option description", option(`"value":"x","text":` + x + `,"description":` + text), "/elements/0/options/0/description/text", 75},
		{"placeholder", in(inInput, `{"type":"plain_text_input","placeholder":`+text+`}`), "/element/placeholder/text", 150},
		{"initial_value", in(inInput, `{"type":"plain_text_input","initial_value":"%s"}`), "/element/initial_value", 3000},
		{"option group label", in(actions, `{"type":"static_select","option_groups":[{"label":`+text+`,"options":[`+anOption+`]}]}`),
			"/elements/0/option_groups/0/label/text", 75},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			edge := fmt.Sprintf("["+tt.block+"]", strings.Repeat("ß", tt.most))
			if got := CheckMessage([]byte(edge)); got != nil {
				t.Errorf("%d characters refused: %q", tt.most, got)
			}
			over := fmt.Sprintf("["+tt.block+"]", strings.Repeat("ß", tt.most+1))
			got := CheckMessage([]byte(over))
			want := fmt.Sprintf("must be less than %d characters [json-pointer:/blocks/0%s]", tt.most+1, tt.at)
			if len(got) == 0 || got[0] != want {
				t.Errorf("%d characters: got %q, want %q first", tt.most+1, got, want)
			}
		})
	}
}

func TestEmptyTextsAreRefused(t *testing.T) {
	tests := map[string]string{
		`{"type":"section","text":{"type":"mrkdwn","text":""}}`:                                                 "/blocks/0/text/text",
		`{"type":"section","fields":[{"type":"mrkdwn","text":""}]}`:                                             "/blocks/0/fields/0/text",
		`{"type":"header","text":{"type":"plain_text","text":""}}`:                                              "/blocks/0/text/text",
		`{"type":"markdown","text":""}`:                                                                         "/blocks/0/text",
		`{"type":"table","rows":[[{"type":"raw_text","text":""}]]}`:                                             "/blocks/0/rows/0/0/text",
		`{"type":"divider","block_id":""}`:                                                                      "/blocks/0/block_id",
		`{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":""}]}]}`: "/blocks/0/elements/0/elements/0/text",
	}
	for block, at := range tests {
		want := []string{"must be more than 0 characters [json-pointer:" + at + "]"}
		if diff := cmp.Diff(want, CheckMessage([]byte("["+block+"]"))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", block, diff)
		}
	}
}

func TestAlertLimit(t *testing.T) {
	alert := func(n int) string {
		return `[{"type":"alert","text":{"type":"mrkdwn","text":"` + strings.Repeat("x", n) + `"}}]`
	}
	if got := checkOn(modal, alert(200)); got != nil {
		t.Errorf("200 characters refused: %q", got)
	}
	want := []string{"must be less than 201 characters [json-pointer:/blocks/0/text/text]"}
	if diff := cmp.Diff(want, checkOn(modal, alert(201))); diff != "" {
		t.Errorf("201 characters (-want +got):\n%s", diff)
	}
}
