package blockkit

import (
	"cmp"
	"strconv"
	"strings"
)

// reference is what a person sees in place of what stands between angle brackets.
func (n Names) reference(inside string) string {
	target, label, _ := strings.Cut(inside, "|")
	switch {
	case strings.HasPrefix(target, "@"):
		return n.user(target[1:])
	case strings.HasPrefix(target, "#"):
		return n.channel(target[1:])
	case strings.HasPrefix(target, "!subteam^"):
		return n.group(strings.TrimPrefix(target, "!subteam^"))
	case strings.HasPrefix(target, "!date^"):
		return n.dateReference(strings.TrimPrefix(target, "!date^"), decodeEntities(label))
	case strings.HasPrefix(target, "!"):
		return "@" + target[1:]
	default:
		return link(decodeEntities(target), decodeEntities(label))
	}
}

// dateReference reads UNIX^FORMAT or UNIX^FORMAT^LINK.
func (n Names) dateReference(inside, fallback string) string {
	stamp, rest, _ := strings.Cut(inside, "^")
	format, _, _ := strings.Cut(rest, "^")
	unix, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return fallback
	}
	return n.dateOr(unix, format, fallback)
}

func (n Names) dateOr(unix int64, format, fallback string) string {
	if text, ok := n.date(unix, format); ok {
		return text
	}
	return fallback
}

// link shows a label with its address, so that a label cannot hide where it leads.
func link(address, label string) string {
	if label == "" || label == address || "mailto:"+label == address {
		return cmp.Or(label, address)
	}
	return label + " (" + address + ")"
}
