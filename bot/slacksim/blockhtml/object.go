package blockhtml

import (
	"cmp"
	"encoding/json"
	"strconv"
)

// object is a JSON object of Slack's.
type object = map[string]any

// What is missing, or of another type than Slack documents, reads as empty.

func objectOf(v any) object {
	o, _ := v.(object)
	return o
}

func at(o object, field string) object { return objectOf(o[field]) }

func list(o object, field string) []any {
	all, _ := o[field].([]any)
	return all
}

func text(o object, field string) string {
	s, _ := o[field].(string)
	return s
}

func kind(o object) string { return cmp.Or(text(o, "type"), "something without a type") }

// words is the text of a text object, marks and all.
func words(o object, field string) string { return text(at(o, field), "text") }

// whole is a number as Slack's JSON, or as an entry made here, holds it.
func whole(v any) (n int64, ok bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case json.Number:
		n, err := strconv.ParseInt(v.String(), 10, 64)
		return n, err == nil
	default:
		return 0, false
	}
}
