package blockhtml

import (
	"net/url"
	"strings"
)

// inputPrefix begins the names of fields that carry what was entered.
const inputPrefix = "in:"

// PressField is the name under which a form sends what was pressed.
const PressField = "press"

// Field is the name of the form field that carries an input's value.
func Field(blockID, actionID string) string { return inputPrefix + Press(blockID, actionID, "") }

// Press is the value that a form sends for a pressed element, or for an entry of
// an overflow menu by its option's value.
func Press(blockID, actionID, option string) string {
	p := url.PathEscape(blockID) + "/" + url.PathEscape(actionID)
	if option != "" {
		p += "/" + url.PathEscape(option)
	}
	return p
}

// ParseField reads the name of an input's form field.
func ParseField(name string) (blockID, actionID string, ok bool) {
	rest, ok := strings.CutPrefix(name, inputPrefix)
	if !ok {
		return "", "", false
	}
	blockID, actionID, option, ok := ParsePress(rest)
	return blockID, actionID, ok && option == ""
}

// ParsePress reads what a form sent for a pressed element.
func ParsePress(value string) (blockID, actionID, option string, ok bool) {
	pieces := strings.Split(value, "/")
	if len(pieces) < 2 || len(pieces) > 3 {
		return "", "", "", false
	}
	for i, p := range pieces {
		plain, err := url.PathUnescape(p)
		if err != nil {
			return "", "", "", false
		}
		pieces[i] = plain
	}
	if len(pieces) == 3 {
		option = pieces[2]
	}
	return pieces[0], pieces[1], option, true
}
