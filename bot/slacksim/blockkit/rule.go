package blockkit

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// A rule checks the value found at one place and reports what is wrong with it.
type rule func(c *check, at string, v any)

// check is one examination of one payload. Rules add lines to it.
type check struct {
	on    surface
	lines []string
}

func (c *check) fail(at, format string, args ...any) {
	c.lines = append(c.lines, fmt.Sprintf(format, args...)+" [json-pointer:"+at+"]")
}

// characters accepts a string of least to most characters. Slack does not say what it counts; code points are
// what its client libraries count.
func characters(least, most int) rule {
	return func(c *check, at string, v any) {
		s, ok := v.(string)
		if !ok {
			c.fail(at, "must provide a string")
			return
		}
		switch n := utf8.RuneCountInString(s); {
		case n < least:
			c.fail(at, "must be more than %d characters", least-1)
		case n > most:
			c.fail(at, "must be less than %d characters", most+1)
		}
	}
}

// oneOf accepts exactly the given strings.
func oneOf(values ...string) rule {
	return func(c *check, at string, v any) {
		s, ok := v.(string)
		if !ok {
			c.fail(at, "must provide a string")
			return
		}
		if !slices.Contains(values, s) {
			c.fail(at, "must be a valid enum value")
		}
	}
}

// matching accepts a string for which ok holds, described by what.
func matching(what string, ok func(string) bool) rule {
	return func(c *check, at string, v any) {
		s, isString := v.(string)
		if !isString {
			c.fail(at, "must provide a string")
			return
		}
		if !ok(s) {
			c.fail(at, "must be %s", what)
		}
	}
}

func boolean(c *check, at string, v any) {
	if _, ok := v.(bool); !ok {
		c.fail(at, "must provide a boolean")
	}
}

// integer accepts a whole number from least to most.
func integer(least, most int64) rule {
	return func(c *check, at string, v any) {
		n, ok := whole(v)
		if !ok {
			c.fail(at, "must provide an integer")
			return
		}
		if n < least || n > most {
			c.fail(at, "must be between %d and %d", least, most)
		}
	}
}

// whole reads an integer; 5 and 5.0 are the same number in JSON.
func whole(v any) (int64, bool) {
	number, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	if n, err := strconv.ParseInt(number.String(), 10, 64); err == nil {
		return n, true
	}
	f, err := number.Float64()
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int64(f), true
}

func number(c *check, at string, v any) {
	if n, ok := v.(json.Number); ok {
		if _, err := n.Float64(); err == nil {
			return
		}
	}
	c.fail(at, "must provide a number")
}

// list accepts an array of least to most entries, each checked by entry.
func list(least, most int, entry rule) rule {
	return func(c *check, at string, v any) {
		all, ok := v.([]any)
		if !ok {
			c.fail(at, "must provide an array")
			return
		}
		switch {
		case len(all) < least:
			c.fail(at, "must provide at least %d items", least)
		case len(all) > most:
			c.fail(at, "no more than %d items allowed", most)
		}
		for i, one := range all {
			entry(c, at+"/"+strconv.Itoa(i), one)
		}
	}
}

// both applies several rules to one value.
func both(rules ...rule) rule {
	return func(c *check, at string, v any) {
		for _, r := range rules {
			r(c, at, v)
		}
	}
}

// orNull accepts null beside what r accepts.
func orNull(r rule) rule {
	return func(c *check, at string, v any) {
		if v != nil {
			r(c, at, v)
		}
	}
}

func anything(*check, string, any) {}
