package blockkit

import (
	"regexp"
	"strconv"
)

// dispatching adds what makes an entry field report before it is submitted.
func (f fields) dispatching() fields {
	return f.with(fields{"dispatch_action_config": may(object(fields{
		"trigger_actions_on": may(list(1, 2, oneOf("on_enter_pressed", "on_character_entered"))),
	}))})
}

// plainTextInput: Slack takes a min_length of 0 to 3,000 and a max_length of 1 to 3,000.
var plainTextInput = both(ordered("min_length", "max_length"), element(fields{
	"initial_value": may(characters(0, 3000)),
	"multiline":     may(boolean),
	"min_length":    may(integer(0, 3000)),
	"max_length":    may(integer(1, 3000)),
}.hinting().focusable().dispatching()))

// richTextInput: one to a hundred lines.
var richTextInput = both(ordered("min_lines", "max_lines"), element(fields{
	"initial_value": may(kinds(map[string]rule{"rich_text": richText})),
	"min_lines":     may(integer(1, 100)),
	"max_lines":     may(integer(1, 100)),
}.hinting().focusable().dispatching()))

// numberInput: its bounds are strings that hold numbers.
var numberInput = both(ordered("min_value", "max_value"), element(fields{
	"is_decimal_allowed": need(boolean),
	"initial_value":      may(numeral),
	"min_value":          may(numeral),
	"max_value":          may(numeral),
}.hinting().focusable().dispatching()))

var emailInput = element(fields{"initial_value": may(characters(1, 3000))}.hinting().focusable().dispatching())

var urlInput = element(fields{"initial_value": may(address)}.hinting().focusable().dispatching())

// fileInput: one to ten files.
var fileInput = element(fields{
	"filetypes": may(list(1, 100, characters(1, 255))),
	"max_files": may(integer(1, 10)),
})

var numeral = matching("a number", regexp.MustCompile(`^-?\d+(\.\d+)?$`).MatchString)

// ordered demands that the lower bound is not above the upper one.
func ordered(lower, upper string) rule {
	return func(c *check, at string, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			return
		}
		low, okLow := bound(m[lower])
		high, okHigh := bound(m[upper])
		if okLow && okHigh && low > high {
			c.fail(at+"/"+lower, "must not be greater than `%s`", upper)
		}
	}
}

func bound(v any) (float64, bool) {
	if n, ok := whole(v); ok {
		return float64(n), true
	}
	s, ok := v.(string)
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}
