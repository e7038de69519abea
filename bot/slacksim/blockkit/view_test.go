package blockkit

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheckView(t *testing.T) {
	const title = `"title":{"type":"plain_text","text":"T"}`
	withInput := `"blocks":[{"type":"divider"},` + inInputBlock(`{"type":"plain_text_input"}`) + `]`
	tests := []struct {
		name, view string
		want       []string
	}{
		{"modal", `{"type":"modal",` + title + `,"blocks":[],"clear_on_close":true,"notify_on_close":false}`, nil},
		{"Home tab", `{"type":"home","blocks":[],"private_metadata":"","callback_id":"c","external_id":"e"}`, nil},
		{"input on a Home tab, which submits nothing", `{"type":"home",` + withInput + `}`, nil},
		{"modal with input and submit", `{"type":"modal",` + title + `,"submit":{"type":"plain_text","text":"Go"},` + withInput + `}`, nil},
		{"modal with input and no submit", `{"type":"modal",` + title + `,` + withInput + `}`,
			[]string{"must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"}},
		{"not JSON", `{`, []string{"must provide an object [json-pointer:/view]"}},
		{"a list", `[]`, []string{"must provide an object [json-pointer:/view]"}},
		{"no type", `{"blocks":[]}`, []string{"missing required field: type [json-pointer:/view]"}},
		{"another type", `{"type":"workflow_step","blocks":[]}`, []string{"unsupported type: workflow_step [json-pointer:/view/type]"}},
		{"no title", `{"type":"modal","blocks":[]}`, []string{"missing required field: title [json-pointer:/view]"}},
		{"no blocks", `{"type":"home"}`, []string{"missing required field: blocks [json-pointer:/view]"}},
		{"title on a Home tab", `{"type":"home",` + title + `,"blocks":[]}`, []string{"invalid additional property: title [json-pointer:/view]"}},
		{"submit_disabled", `{"type":"modal",` + title + `,"blocks":[],"submit_disabled":true}`,
			[]string{"invalid additional property: submit_disabled [json-pointer:/view]"}},
		{"mrkdwn title", `{"type":"modal","title":{"type":"mrkdwn","text":"T"},"blocks":[]}`,
			[]string{"unsupported type: mrkdwn [json-pointer:/view/title/type]"}},
		{"bad block", `{"type":"home","blocks":[{"type":"header"}]}`, []string{"missing required field: text [json-pointer:/view/blocks/0]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, CheckView(json.RawMessage(tt.view))); diff != "" {
				t.Errorf("CheckView(%s) (-want +got):\n%s", tt.view, diff)
			}
		})
	}
}

func TestViewTextLimits(t *testing.T) {
	const modal = `{"type":"modal","blocks":[],"title":{"type":"plain_text","text":"T"},`
	tests := []struct {
		name, view, at string
		most           int
	}{
		{"title", `{"type":"modal","blocks":[],"title":{"type":"plain_text","text":"%s"}}`, "/title/text", 24},
		{"submit", modal + `"submit":{"type":"plain_text","text":"%s"}}`, "/submit/text", 24},
		{"close", modal + `"close":{"type":"plain_text","text":"%s"}}`, "/close/text", 24},
		{"private_metadata", modal + `"private_metadata":"%s"}`, "/private_metadata", 3000},
		{"callback_id", modal + `"callback_id":"%s"}`, "/callback_id", 255},
		{"external_id", modal + `"external_id":"%s"}`, "/external_id", 255},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			with := func(n int) []string {
				return CheckView(json.RawMessage(fmt.Sprintf(tt.view, strings.Repeat("ß", n))))
			}
			if got := with(tt.most); got != nil {
				t.Errorf("%d characters refused: %q", tt.most, got)
			}
			want := []string{fmt.Sprintf("must be less than %d characters [json-pointer:/view%s]", tt.most+1, tt.at)}
			if diff := cmp.Diff(want, with(tt.most+1)); diff != "" {
				t.Errorf("%d characters (-want +got):\n%s", tt.most+1, diff)
			}
		})
	}
}
