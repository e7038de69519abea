package blockhtml

import (
	"net/url"
	"strings"
	"time"
)

// Every field that shows an answer sends at least one value, so that who receives the form tells an emptied
// field, whose values are all empty, from one that was not there.
const (
	fieldPrefix  = "in:"
	momentPrefix = "at:" // of a field whose value is a browser's local time
)

// Field is the name of the field that holds the answer of an element.
func Field(block, action string) string { return fieldPrefix + joined(block, action) }

// ParseField undoes Field. It is false for a name that is no field of an element.
func ParseField(name string) (block, action string, ok bool) {
	rest, ok := strings.CutPrefix(name, fieldPrefix)
	if !ok {
		rest, ok = strings.CutPrefix(name, momentPrefix)
	}
	parts, whole := split(rest)
	if !ok || !whole || len(parts) != 2 {
		return "", "", false
	}
	return parts[0], parts[1], true
}

// FieldValue is a value as a person means it, from what a browser sends for the field of that name: browsers end
// lines with a carriage return, and send a moment without its zone, which is the reader's. A moment becomes
// RFC 3339; one that cannot be read stays as it is, for the form to refuse.
func FieldValue(name, value string, zone *time.Location) string {
	value = strings.ReplaceAll(value, "\r\n", "\n")
	if !strings.HasPrefix(name, momentPrefix) {
		return value
	}
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range []string{localMinute, localSecond} {
		if t, err := time.ParseInLocation(layout, value, zone); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	return value
}

// The forms of a browser's local time; it leaves seconds out where they are zero.
const (
	localMinute = "2006-01-02T15:04"
	localSecond = "2006-01-02T15:04:05"
)

// Press is the value that a button sends under the name "press". Option is the value of an entry of an overflow
// menu, empty for a button.
func Press(block, action, option string) string {
	if option == "" {
		return joined(block, action)
	}
	return joined(block, action, option)
}

// ParsePress undoes Press. It is false for a value that no button sends.
func ParsePress(value string) (block, action, option string, ok bool) {
	parts, ok := split(value)
	switch {
	case ok && len(parts) == 2:
		return parts[0], parts[1], "", true
	case ok && len(parts) == 3:
		return parts[0], parts[1], parts[2], true
	default:
		return "", "", "", false
	}
}

// joined escapes each part, so that a slash only ever separates.
func joined(parts ...string) string {
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = url.PathEscape(part)
	}
	return strings.Join(escaped, "/")
}

func split(value string) (parts []string, ok bool) {
	for piece := range strings.SplitSeq(value, "/") {
		part, err := url.PathUnescape(piece)
		if err != nil {
			return nil, false
		}
		parts = append(parts, part)
	}
	return parts, true
}
