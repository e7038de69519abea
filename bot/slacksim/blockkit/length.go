package blockkit

import (
	"encoding/json"
	"unicode/utf8"
)

// TextLength counts the characters that people read in all blocks together. Slack refuses a message with
// msg_blocks_too_long above a total that it does not publish; refusals were seen from about 11,300 to 13,300
// characters, and one of its engineers named about 12,000 plus overhead. Who enforces it chooses the number.
// Blocks that cannot be read have length 0.
func TextLength(blocks json.RawMessage) int {
	v, err := decode(blocks)
	if err != nil {
		return 0
	}
	return textLength(v)
}

// textLength sums every string below v that stands under a key that people read.
func textLength(v any) int {
	n := 0
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			n += textLength(one)
		}
	case map[string]any:
		for key, one := range v {
			if s, ok := one.(string); ok && shownKeys[key] {
				n += utf8.RuneCountInString(s)
			}
			n += textLength(one)
		}
	}
	return n
}

// shownKeys are the keys whose strings are shown to people; all others hold names, addresses and values.
var shownKeys = map[string]bool{
	"text": true, "title": true, "caption": true, "fallback": true, "alt_text": true, "label": true,
}
