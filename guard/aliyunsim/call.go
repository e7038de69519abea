package aliyunsim

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"
)

// call is one request of an identified caller while it is served.
type call struct {
	action    *action
	region    string            // where it acts: by host, RegionId, or the first region of the world
	params    map[string]string // parameters of the action, without those that every call has
	who       *identity
	now       time.Time // calendar time of its arrival
	requestID string
	sourceIP  string
	userAgent string
	tls       bool
	fault     FaultKind // fault on the reply that the encoder applies; empty: none
	effect    bool
	keys      []string // IDs of keys that it touched, for the trail
}

// changed notes that the call had an effect.
func (c *call) changed() { c.effect = true }

// touches notes the key that the call was about.
func (c *call) touches(keyID string) { c.keys = append(c.keys, keyID) }

// str returns a parameter, empty when it was not sent.
func (c *call) str(name string) string { return c.params[name] }

// integer returns a parameter that must be a whole number from low to high, or
// def when it was not sent.
func (c *call) integer(name string, def, low, high int) (int, *apiError) {
	text, sent := c.params[name]
	if !sent {
		return def, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		return 0, invalidParameter(name, fmt.Sprintf("must be a whole number from %d to %d, not %q", low, high, text))
	}
	return n, nil
}

// boolean returns a parameter that must be true or false, or false when it was not sent.
func (c *call) boolean(name string) (bool, *apiError) {
	switch text, sent := c.params[name]; {
	case !sent:
		return false, nil
	case strings.EqualFold(text, "true"):
		return true, nil
	case strings.EqualFold(text, "false"):
		return false, nil
	default:
		return false, invalidParameter(name, fmt.Sprintf("must be true or false, not %q", text))
	}
}

// list returns the values of a repeated parameter NAME.1, NAME.2, … in order of
// their numbers.
func (c *call) list(name string) []string {
	var numbers []int
	for p := range c.params {
		if n, err := strconv.Atoi(strings.TrimPrefix(p, name+".")); err == nil && strings.HasPrefix(p, name+".") {
			numbers = append(numbers, n)
		}
	}
	sort.Ints(numbers)
	values := make([]string, len(numbers))
	for i, n := range numbers {
		values[i] = c.params[name+"."+strconv.Itoa(n)]
	}
	return values
}

// paged returns the page number and size of a call that pages by PageNumber and PageSize,
// where that is 100 at most.
func (c *call) paged(def, low int) (number, size int, err *apiError) { return c.pagedTo(def, low, 100) }

// pagedTo is paged for a list with another largest page.
func (c *call) pagedTo(def, low, high int) (number, size int, err *apiError) {
	if number, err = c.integer("PageNumber", 1, 1, 1_000_000); err != nil {
		return 0, 0, err
	}
	size, err = c.integer("PageSize", def, low, high)
	return number, size, err
}

// checkParameters refuses a call with a parameter that its action does not
// have, or without one that it must have.
func (c *call) checkParameters() *apiError {
	for _, name := range c.action.required {
		if c.params[name] == "" {
			return missingParameter(name)
		}
	}
	names := make([]string, 0, len(c.params))
	for name := range c.params {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if !c.action.takes(name) {
			return invalidParameter(name, "is not supported by "+c.action.api())
		}
	}
	return nil
}

// takes says whether the action has the parameter; numbers in the name of a
// repeated one are compared as N.
func (a *action) takes(name string) bool {
	general := generalName(name)
	for _, known := range [][]string{a.required, a.optional} {
		for _, k := range known {
			if k == name || k == general {
				return true
			}
		}
	}
	return false
}

// generalName writes every number between dots as N: Tag.1.Key is Tag.N.Key.
func generalName(name string) string {
	parts := strings.Split(name, ".")
	for i, p := range parts[1:] {
		if n, err := strconv.Atoi(p); err == nil && n > 0 {
			parts[i+1] = "N"
		}
	}
	return strings.Join(parts, ".")
}
