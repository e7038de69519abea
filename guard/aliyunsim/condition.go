package aliyunsim

import (
	"fmt"
	"net/netip"
	"sort"
	"strconv"
	"strings"
	"time"
)

// keyCurrentTime is the condition key whose enforcement Settings can switch off.
const keyCurrentTime = "acs:CurrentTime"

// condition compares one key of a request with values: it holds when any value
// fits, or for a negated operator when none does.
type condition struct {
	operator string
	key      string
	values   []string
	fits     func(have, value string) bool
	negated  bool
}

// operators are the condition operators that can be enforced; each not… form
// is the negation of its positive one.
var operators = map[string]func(have, value string) bool{
	"StringEquals":             func(have, value string) bool { return have == value },
	"StringEqualsIgnoreCase":   strings.EqualFold,
	"StringLike":               func(have, value string) bool { return wildcard(value, have) },
	"Bool":                     strings.EqualFold,
	"NumericEquals":            numbers(func(c int) bool { return c == 0 }),
	"NumericLessThan":          numbers(func(c int) bool { return c < 0 }),
	"NumericLessThanEquals":    numbers(func(c int) bool { return c <= 0 }),
	"NumericGreaterThan":       numbers(func(c int) bool { return c > 0 }),
	"NumericGreaterThanEquals": numbers(func(c int) bool { return c >= 0 }),
	"DateEquals":               dates(func(c int) bool { return c == 0 }),
	"DateLessThan":             dates(func(c int) bool { return c < 0 }),
	"DateLessThanEquals":       dates(func(c int) bool { return c <= 0 }),
	"DateGreaterThan":          dates(func(c int) bool { return c > 0 }),
	"DateGreaterThanEquals":    dates(func(c int) bool { return c >= 0 }),
	"IpAddress":                inNetwork,
}

var negations = map[string]string{
	"StringNotEquals":           "StringEquals",
	"StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
	"StringNotLike":             "StringLike",
	"NumericNotEquals":          "NumericEquals",
	"DateNotEquals":             "DateEquals",
	"NotIpAddress":              "IpAddress",
}

// parseConditions refuses operators and values that could not be enforced: a
// policy that is only half understood must not load.
func parseConditions(doc map[string]map[string]texts) ([]condition, error) {
	var out []condition
	for operator, keys := range doc {
		positive, negated := negations[operator]
		if !negated {
			positive = operator
		}
		fits, known := operators[positive]
		if !known {
			return nil, fmt.Errorf("condition operator %q is unknown: it cannot be enforced", operator)
		}
		for key, values := range keys {
			if err := checkValues(positive, key, values); err != nil {
				return nil, err
			}
			out = append(out, condition{operator: operator, key: key, values: values, fits: fits, negated: negated})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].operator+out[i].key < out[j].operator+out[j].key })
	return out, nil
}

func checkValues(operator, key string, values []string) error {
	for _, v := range values {
		ok := true
		switch {
		case strings.HasPrefix(operator, "Date"):
			_, ok = parseInstant(v)
		case strings.HasPrefix(operator, "Numeric"):
			_, err := strconv.ParseFloat(v, 64)
			ok = err == nil
		case operator == "IpAddress":
			_, ok = parseNetwork(v)
		case operator == "Bool":
			ok = strings.EqualFold(v, "true") || strings.EqualFold(v, "false")
		}
		if !ok {
			return fmt.Errorf("condition %s on %s has the value %q, which it cannot compare", operator, key, v)
		}
	}
	if len(values) == 0 {
		return fmt.Errorf("condition %s on %s has no value", operator, key)
	}
	return nil
}

// holds says whether the condition is met. A key that the request does not
// have meets only a negated condition.
func (c condition) holds(context map[string]string) bool {
	have, known := context[c.key]
	if !known {
		return c.negated
	}
	for _, v := range c.values {
		if c.fits(have, v) {
			return !c.negated
		}
	}
	return c.negated
}

func numbers(want func(order int) bool) func(have, value string) bool {
	return func(have, value string) bool {
		a, errA := strconv.ParseFloat(have, 64)
		b, errB := strconv.ParseFloat(value, 64)
		if errA != nil || errB != nil {
			return false
		}
		switch {
		case a < b:
			return want(-1)
		case a > b:
			return want(1)
		}
		return want(0)
	}
}

func dates(want func(order int) bool) func(have, value string) bool {
	return func(have, value string) bool {
		a, okA := parseInstant(have)
		b, okB := parseInstant(value)
		return okA && okB && want(a.Compare(b))
	}
}

// parseInstant reads the times that RAM takes: ISO 8601 with a zone, seconds optional.
func parseInstant(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func inNetwork(have, value string) bool {
	address, err := netip.ParseAddr(have)
	network, ok := parseNetwork(value)
	return err == nil && ok && network.Contains(address.Unmap())
}

func parseNetwork(text string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p, true
	}
	a, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(a, a.BitLen()), true
}
