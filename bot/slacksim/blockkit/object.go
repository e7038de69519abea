package blockkit

import (
	"maps"
	"slices"
	"strings"
)

// field is what an object may or must hold under one name.
type field struct {
	rule   rule
	needed bool
}

type fields map[string]field

func need(r rule) field { return field{rule: r, needed: true} }
func may(r rule) field  { return field{rule: r} }

// with returns the fields of both; the later ones win.
func (f fields) with(more fields) fields {
	all := maps.Clone(f)
	maps.Copy(all, more)
	return all
}

// object accepts an object of exactly these fields, each checked in the order of names, so that the same
// payload always gives the same lines.
func object(known fields) rule {
	names := slices.Sorted(maps.Keys(known))
	return func(c *check, at string, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			c.fail(at, "must provide an object")
			return
		}
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if _, ok := known[name]; !ok {
				c.fail(at, "invalid additional property: %s", name)
			}
		}
		for _, name := range names {
			value, there := m[name]
			switch {
			case there:
				known[name].rule(c, at+"/"+name, value)
			case known[name].needed:
				c.fail(at, "missing required field: %s", name)
			}
		}
	}
}

// typed is object for something that names its own type; what the type may be is checked by kinds.
func typed(known fields) rule {
	return object(known.with(fields{"type": need(anything)}))
}

// kinds accepts an object whose type is one of these, by the rule of that type.
func kinds(known map[string]rule) rule {
	return func(c *check, at string, v any) {
		if kind, ok := typeAt(c, at, v); ok {
			if r, ok := known[kind]; ok {
				r(c, at, v)
				return
			}
			c.fail(at+"/type", "unsupported type: %s", kind)
		}
	}
}

// typeAt reads the type of an object, and reports what keeps it from being read.
func typeAt(c *check, at string, v any) (string, bool) {
	m, ok := v.(map[string]any)
	if !ok {
		c.fail(at, "must provide an object")
		return "", false
	}
	value, there := m["type"]
	if !there {
		c.fail(at, "missing required field: type")
		return "", false
	}
	kind, ok := value.(string)
	if !ok {
		c.fail(at+"/type", "must provide a string")
	}
	return kind, ok
}

// eitherOf demands at least one of the named fields.
func eitherOf(names ...string) rule {
	return func(c *check, at string, v any) {
		if m, ok := v.(map[string]any); ok && held(m, names) == 0 {
			c.fail(at, "must define either %s", quoted(names))
		}
	}
}

// exactlyOneOf demands one of the named fields and no second one.
func exactlyOneOf(names ...string) rule {
	return func(c *check, at string, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			return
		}
		switch held(m, names) {
		case 0:
			c.fail(at, "must define either %s", quoted(names))
		case 1:
		default:
			c.fail(at, "must define only one of %s", quoted(names))
		}
	}
}

func held(m map[string]any, names []string) int {
	n := 0
	for _, name := range names {
		if _, ok := m[name]; ok {
			n++
		}
	}
	return n
}

func quoted(names []string) string {
	return "`" + strings.Join(names, "` or `") + "`"
}
