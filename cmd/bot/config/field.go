package config

import (
	"encoding"
	"reflect"
	"strings"
)

// field is one place in the file that holds a value and not further sections.
type field struct {
	path    string // "slack.api_url"; that of a map's entries ends in ".*"
	value   reflect.Value
	example string
}

// fields returns every field of the struct c points at, in the file's order.
func fields(c *Config) []field { return fieldsOf(reflect.ValueOf(c).Elem(), "") }

func fieldsOf(section reflect.Value, prefix string) []field {
	var all []field
	for sf, value := range section.Fields() {
		name, ok := sf.Tag.Lookup("yaml")
		if !ok {
			continue
		}
		switch path := prefix + name; {
		case isSection(sf.Type):
			all = append(all, fieldsOf(value, path+".")...)
		case sf.Type.Kind() == reflect.Map:
			all = append(all, field{path + ".*", value, sf.Tag.Get("example")})
		default:
			all = append(all, field{path, value, sf.Tag.Get("example")})
		}
	}
	return all
}

var textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()

// isSection reports whether t is written as a mapping of named fields.
func isSection(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && !reflect.PointerTo(t).Implements(textUnmarshaler)
}

// lineFor shows an example as it would stand in the file at path.
func lineFor(path, example string) string {
	path, _, _ = strings.Cut(path, "[")
	if example == "" || path == "" {
		return example
	}
	return lastName(path) + ": " + example
}

// lastName returns the name that stands in the file for a path. Names of a
// map's entries may have dots in them.
func lastName(path string) string {
	for _, f := range fields(new(Config)) {
		prefix, ok := strings.CutSuffix(f.path, "*")
		if ok && strings.HasPrefix(path, prefix) {
			return path[len(prefix):]
		}
	}
	return path[strings.LastIndexByte(path, '.')+1:]
}

// exampleOf returns the example of the field at path, or of the map that it is an entry of.
func exampleOf(path string) string {
	for _, f := range fields(new(Config)) {
		prefix, isMap := strings.CutSuffix(f.path, "*")
		if f.path == path || isMap && strings.HasPrefix(path, prefix) {
			return f.example
		}
	}
	return ""
}
