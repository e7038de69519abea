package blockkit

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Answer is the entry of state.values after a person typed the text or chose the options of these texts. It
// refuses what Slack's own form refuses before the app hears of it, in a sentence for that person. An empty
// list of answers empties the element.
func (e Element) Answer(answers ...string) (map[string]any, error) {
	h, ok := holdings[e.Kind]
	if !ok {
		return nil, fmt.Errorf("%q is a %s and takes no answer", e.Label, e.Kind)
	}
	if !h.many && len(answers) > 1 {
		return nil, fmt.Errorf("%q takes one answer, not %d", e.Label, len(answers))
	}
	if most, ok := whole(e.source["max_selected_items"]); ok && int64(len(answers)) > most {
		return nil, fmt.Errorf("%q takes at most %d answers, not %d", e.Label, most, len(answers))
	}
	values := make([]any, len(answers))
	for i, text := range answers {
		value, err := e.value(h, text)
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	switch {
	case h.many:
		return e.entry(h, values), nil
	case len(values) == 0:
		return e.entry(h, nil), nil
	default:
		return e.entry(h, values[0]), nil
	}
}

func (e Element) value(h holding, text string) (any, error) {
	switch {
	case strings.HasPrefix(h.key, "selected_option"):
		return e.Option(text)
	case e.Kind == "rich_text_input":
		return typedRichText(text), nil
	case e.Kind == "datetimepicker":
		return e.moment(text)
	default:
		return text, e.refuse(text)
	}
}

// Option is the option with this text, marks included or not, as the app wrote it. The error for a person lists
// the options that there are.
func (e Element) Option(text string) (map[string]any, error) {
	var known []string
	for _, o := range optionsOf(e.source) {
		option, _ := o.(map[string]any)
		shown := textAt(option, "text")
		if shown == text || Mrkdwn(shown, Names{}) == text {
			return option, nil
		}
		known = append(known, strconv.Quote(shown))
	}
	return nil, fmt.Errorf("%q has no option %q; it has %s", e.Label, text, strings.Join(known, ", "))
}

func (e Element) moment(text string) (any, error) {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil, fmt.Errorf("%q takes a time such as 2026-11-09T10:31:00Z, not %q", e.Label, text)
	}
	return at.Unix(), nil
}

// refuse says what the form itself finds wrong with a typed text.
func (e Element) refuse(text string) error {
	switch e.Kind {
	case "plain_text_input":
		return e.refuseLength(utf8.RuneCountInString(text))
	case "number_input":
		return e.refuseNumber(text)
	case "datepicker":
		return e.refuseForm(text, time.DateOnly, "YYYY-MM-DD")
	case "timepicker":
		return e.refuseForm(text, "15:04", "HH:mm")
	default:
		return nil
	}
}

// refuseLength: without a max_length, Slack stops at 3,000 characters.
func (e Element) refuseLength(n int) error {
	least, _ := whole(e.source["min_length"])
	most, ok := whole(e.source["max_length"])
	if !ok {
		most = 3000
	}
	switch {
	case n > 0 && int64(n) < least:
		return fmt.Errorf("%q takes at least %d characters, not %d", e.Label, least, n)
	case int64(n) > most:
		return fmt.Errorf("%q takes at most %d characters, not %d", e.Label, most, n)
	default:
		return nil
	}
}

func (e Element) refuseNumber(text string) error {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(number) || math.IsInf(number, 0) {
		return fmt.Errorf("%q takes a number, not %q", e.Label, text)
	}
	if e.source["is_decimal_allowed"] != true && strings.ContainsAny(text, ".eE") {
		return fmt.Errorf("%q takes a whole number, not %q", e.Label, text)
	}
	if least, ok := bound(e.source["min_value"]); ok && number < least {
		return fmt.Errorf("%q takes at least %v, not %s", e.Label, least, text)
	}
	if most, ok := bound(e.source["max_value"]); ok && number > most {
		return fmt.Errorf("%q takes at most %v, not %s", e.Label, most, text)
	}
	return nil
}

func (e Element) refuseForm(text, form, shown string) error {
	if layout(form)(text) {
		return nil
	}
	return fmt.Errorf("%q takes the form %s, not %q", e.Label, shown, text)
}

// typedRichText is what Slack's editor makes of text without formatting.
func typedRichText(text string) map[string]any {
	words := map[string]any{"type": "text", "text": text}
	part := map[string]any{"type": "rich_text_section", "elements": []any{words}}
	return map[string]any{"type": "rich_text", "elements": []any{part}}
}
