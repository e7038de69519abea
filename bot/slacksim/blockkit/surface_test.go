package blockkit

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkOn checks the blocks on one surface; pointers into a view lose their /view, so that tests of all
// surfaces read alike.
func checkOn(on surface, blocks string) []string {
	var lines []string
	// Only single surfaces are handed in.
	//exhaustive:ignore
	switch on {
	case message:
		return CheckMessage(json.RawMessage(blocks))
	case modal:
		lines = CheckView(json.RawMessage(`{"type":"modal","title":{"type":"plain_text","text":"T"},` +
			`"submit":{"type":"plain_text","text":"S"},"blocks":` + blocks + `}`))
	case home:
		lines = CheckView(json.RawMessage(`{"type":"home","blocks":` + blocks + `}`))
	}
	for i, line := range lines {
		lines[i] = strings.Replace(line, "[json-pointer:/view/", "[json-pointer:/", 1)
	}
	return lines
}

// samples is the smallest valid block of each type.
var samples = map[string]string{
	"section":         `{"type":"section","text":{"type":"mrkdwn","text":"x"}}`,
	"context":         `{"type":"context","elements":[{"type":"plain_text","text":"x"}]}`,
	"header":          `{"type":"header","text":{"type":"plain_text","text":"x"}}`,
	"divider":         `{"type":"divider"}`,
	"actions":         `{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"}}]}`,
	"input":           `{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"plain_text_input"}}`,
	"image":           `{"type":"image","alt_text":"x","image_url":"https://e.com"}`,
	"rich_text":       `{"type":"rich_text","elements":[]}`,
	"video":           `{"type":"video","alt_text":"x","title":{"type":"plain_text","text":"x"},"thumbnail_url":"https://e.com","video_url":"https://e.com"}`,
	"markdown":        `{"type":"markdown","text":"x"}`,
	"table":           `{"type":"table","rows":[[{"type":"raw_text","text":"x"}]]}`,
	"data_table":      `{"type":"data_table","caption":"x","rows":[[{"type":"raw_text","text":"x"}],[{"type":"raw_number","value":1}]]}`,
	"context_actions": `{"type":"context_actions","elements":[{"type":"icon_button","icon":"trash","text":{"type":"plain_text","text":"x"}}]}`,
	"plan":            `{"type":"plan","title":"x"}`,
	"task_card":       `{"type":"task_card","task_id":"1","title":"x"}`,
	"container":       `{"type":"container","title":{"type":"plain_text","text":"x"},"child_blocks":[{"type":"divider"}]}`,
	"alert":           `{"type":"alert","text":{"type":"plain_text","text":"x"}}`,
	"card":            `{"type":"card","title":{"type":"plain_text","text":"x"}}`,
	"carousel":        `{"type":"carousel","elements":[{"type":"card","title":{"type":"plain_text","text":"x"}}]}`,
	"data_visualization": `{"type":"data_visualization","title":"x","chart":{"type":"line",
		"series":[{"name":"x","data":[{"label":"a","value":1}]}],"axis_config":{"categories":["a"]}}}`,
}

func TestBlocksStandOnlyOnTheirSurfaces(t *testing.T) {
	const all = message | modal | home
	allowed := map[string]surface{
		"section": all, "context": all, "header": all, "divider": all, "actions": all, "input": all, "image": all,
		"rich_text": all, "video": all,
		"markdown": message, "table": message, "data_table": message, "data_visualization": message,
		"context_actions": message, "plan": message, "task_card": message, "container": message,
		"alert": modal, "card": message | home, "carousel": message | home,
		"file": 0, "marquee": 0,
	}
	for kind := range blockKinds {
		if _, ok := allowed[kind]; !ok {
			t.Errorf("%s is not in this test", kind)
		}
	}
	for kind, on := range allowed {
		block := samples[kind]
		if block == "" {
			block = `{"type":"` + kind + `"}`
		}
		for _, s := range []surface{message, modal, home} {
			var want []string
			if on&s == 0 {
				want = []string{"unsupported type: " + kind + " [json-pointer:/blocks/0/type]"}
			}
			if diff := cmp.Diff(want, checkOn(s, "["+block+"]")); diff != "" {
				t.Errorf("%s on surface %d (-want +got):\n%s", kind, s, diff)
			}
		}
	}
}

// elementSamples is the smallest valid element of each type.
var elementSamples = map[string]string{
	"button":                     `"text":{"type":"plain_text","text":"x"}`,
	"workflow_button":            `"action_id":"a","text":{"type":"plain_text","text":"x"},"workflow":{"trigger":{"url":"https://e.com"}}`,
	"overflow":                   `"options":[` + anOption + `]`,
	"image":                      `"alt_text":"x","image_url":"https://e.com"`,
	"number_input":               `"is_decimal_allowed":false`,
	"checkboxes":                 `"options":[` + anOption + `]`,
	"radio_buttons":              `"options":[` + anOption + `]`,
	"static_select":              `"options":[` + anOption + `]`,
	"multi_static_select":        `"option_groups":[{"label":{"type":"plain_text","text":"x"},"options":[` + anOption + `]}]`,
	"conversations_select":       `"filter":{"include":["im"]}`,
	"multi_conversations_select": `"filter":{"exclude_bot_users":true}`,
}

const anOption = `{"text":{"type":"plain_text","text":"x"},"value":"x"}`

func elementSample(kind string) string {
	if more := elementSamples[kind]; more != "" {
		return `{"type":"` + kind + `",` + more + `}`
	}
	return `{"type":"` + kind + `"}`
}

func TestElementsStandOnlyInTheirHosts(t *testing.T) {
	hosts := map[host]struct{ before, after, at string }{
		accessory: {`[{"type":"section","text":{"type":"plain_text","text":"x"},"accessory":`, `}]`, "/blocks/0/accessory"},
		inActions: {`[{"type":"actions","elements":[`, `]}]`, "/blocks/0/elements/0"},
		inInput:   {`[{"type":"input","label":{"type":"plain_text","text":"x"},"element":`, `}]`, "/blocks/0/element"},
	}
	const any = accessory | inActions | inInput
	type place struct {
		hosts host
		on    surface
	}
	allowed := map[string]place{
		"button": {accessory | inActions, everywhere}, "workflow_button": {accessory | inActions, message},
		"overflow": {accessory | inActions, everywhere}, "image": {accessory, everywhere},
		"plain_text_input": {inInput, everywhere}, "rich_text_input": {inInput | inActions, modal | home},
		"number_input": {inInput, modal}, "email_text_input": {inInput, modal}, "url_text_input": {inInput, modal},
		"file_input": {inInput, modal}, "datepicker": {any, everywhere}, "timepicker": {any, everywhere},
		"datetimepicker": {inActions | inInput, message | modal}, "checkboxes": {any, everywhere},
		"radio_buttons": {any, everywhere}, "static_select": {any, everywhere}, "external_select": {any, everywhere},
		"users_select": {any, everywhere}, "conversations_select": {any, everywhere}, "channels_select": {any, everywhere},
		"multi_static_select": {any, everywhere}, "multi_external_select": {any, everywhere},
		"multi_users_select": {any, everywhere}, "multi_conversations_select": {any, everywhere},
		"multi_channels_select": {any, everywhere}, "slider": {},
	}
	for kind := range elementKinds {
		if _, ok := allowed[kind]; !ok {
			t.Errorf("%s is not in this test", kind)
		}
	}
	for kind, p := range allowed {
		for h, around := range hosts {
			for _, s := range []surface{message, modal, home} {
				var want []string
				if p.hosts&h == 0 || p.on&s == 0 {
					want = []string{"unsupported type: " + kind + " [json-pointer:" + around.at + "/type]"}
				}
				if diff := cmp.Diff(want, checkOn(s, around.before+elementSample(kind)+around.after)); diff != "" {
					t.Errorf("%s in host %d on surface %d (-want +got):\n%s", kind, h, s, diff)
				}
			}
		}
	}
}
