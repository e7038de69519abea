package blockhtml

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// reference writes what stands between angle brackets in marked-up text.
func (r *renderer) reference(inside string) {
	target, label, _ := strings.Cut(inside, "|")
	if target == "" {
		r.text("<" + decode(inside) + ">")
		return
	}
	kind, rest := target[:1], target[1:]
	switch {
	case kind == "@":
		r.mention("@" + cmp.Or(r.Names.Users[rest], rest))
	case kind == "#":
		r.mention("#" + cmp.Or(r.Names.Channels[rest], rest))
	case strings.HasPrefix(target, "!subteam^"):
		id := strings.TrimPrefix(target, "!subteam^")
		r.mention("@" + cmp.Or(r.Names.Groups[id], id))
	case strings.HasPrefix(target, "!date^"):
		r.dateReference(strings.TrimPrefix(target, "!date^"), decode(label))
	case kind == "!":
		r.mention("@" + rest)
	default:
		r.link(decode(target), decode(label))
	}
}

func (r *renderer) mention(text string) { r.element("span", text, attr{"class", "bk-mention"}) }

// dateReference reads UNIX^FORMAT or UNIX^FORMAT^LINK.
func (r *renderer) dateReference(inside, fallback string) {
	stamp, rest, _ := strings.Cut(inside, "^")
	format, _, _ := strings.Cut(rest, "^")
	unix, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		r.text(fallback)
		return
	}
	r.date(unix, format, fallback)
}

// date writes a moment in the reader's zone, with UTC behind it.
func (r *renderer) date(unix int64, format, fallback string) {
	text, ok := r.Names.Date(unix, format)
	at := time.Unix(unix, 0).UTC()
	if year := at.Year(); !ok || year < 1 || year > 9999 {
		r.text(fallback)
		return
	}
	r.element("time", text, attr{"datetime", at.Format(time.RFC3339)}, attr{"title", at.Format("Mon 2 Jan 2006 15:04:05") + " UTC"})
}

// link writes an address under a label; one that is not for a browser stays text.
func (r *renderer) link(address, label string) {
	label = cmp.Or(label, address)
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		r.text(label)
		return
	}
	r.element("a", label, attr{"href", address}, attr{"title", address}, attr{"rel", "noopener noreferrer nofollow"}, attr{"target", "_blank"})
}
