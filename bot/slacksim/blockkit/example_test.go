package blockkit_test

import (
	"encoding/json"
	"fmt"

	"kmsguard/bot/slacksim/blockkit"
)

func ExampleCheckMessage() {
	blocks := json.RawMessage(`[
		{"type": "header", "text": {"type": "mrkdwn", "text": "*Delete key*"}},
		{"type": "section"}
	]`)
	for _, line := range blockkit.CheckMessage(blocks) {
		fmt.Println(line)
	}
	// Output:
	// unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]
	// must define either `text` or `fields` [json-pointer:/blocks/1]
}

func ExampleText() {
	blocks := json.RawMessage(`[
		{"type": "section", "text": {"type": "mrkdwn", "text": "*Waiting for 3 of 5 statements* · asked by <@U1>"}},
		{"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Open audit"}}]}
	]`)
	fmt.Println(blockkit.Text(blocks, blockkit.Names{Users: map[string]string{"U1": "alice"}}))
	// Output:
	// Waiting for 3 of 5 statements · asked by @alice
	// [Open audit]
}

func ExampleElement_Answer() {
	blocks := json.RawMessage(`[{"type": "input", "block_id": "window", "label": {"type": "plain_text", "text": "Days"},
		"element": {"type": "number_input", "action_id": "days", "is_decimal_allowed": false, "min_value": "7", "max_value": "30"}}]`)
	days := blockkit.Inputs(blocks)[0]
	entry, _ := days.Answer("9")
	_, refused := days.Answer("31")
	fmt.Println(entry["value"], refused)
	// Output: 9 "Days" takes at most 30, not 31
}
