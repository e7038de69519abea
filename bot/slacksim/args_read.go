package slacksim

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// has tells whether an argument was given with a value other than null or "".
func (a *args) has(name string) bool {
	v := a.values[name]
	return len(v) > 0 && string(v) != "null" && string(v) != `""`
}

// str returns an argument as text, "" when it is absent.
func (a *args) str(name string) string {
	v := a.values[name]
	var text string
	if json.Unmarshal(v, &text) == nil {
		return text
	}
	if !a.has(name) {
		return ""
	}
	return string(v)
}

func (a *args) bool(name string) bool {
	v := a.str(name)
	return v == "true" || v == "1"
}

// int returns a number, or the default when the argument is absent or no number.
func (a *args) int(name string, otherwise int) int {
	n, err := strconv.Atoi(a.str(name))
	if err != nil {
		return otherwise
	}
	return n
}

// json returns a structured argument, unwrapped when it came as a string. It
// reports false when the string holds no JSON.
func (a *args) json(name string) (json.RawMessage, bool) {
	if !a.has(name) {
		return nil, true
	}
	raw := []byte(a.str(name))
	return raw, json.Valid(raw)
}

// list returns the parts of a comma-separated argument or of a JSON array.
func (a *args) list(name string) []string {
	raw := a.str(name)
	var parts []string
	if json.Unmarshal([]byte(raw), &parts) == nil {
		return parts
	}
	for part := range strings.SplitSeq(raw, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// need fails unless all the arguments are there.
func (a *args) need(names ...string) *apiError {
	var lines []string
	for _, n := range names {
		if !a.has(n) {
			lines = append(lines, fmt.Sprintf("missing required field: %s", n))
		}
	}
	if lines == nil {
		return nil
	}
	return badArguments(lines)
}
