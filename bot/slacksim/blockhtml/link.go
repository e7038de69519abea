package blockhtml

import (
	"cmp"
	"net/url"
)

// address is an address that a link may lead to. Anything but the web and mail is none.
func address(raw string) (string, bool) {
	u, err := url.Parse(raw)
	if err != nil {
		return "", false
	}
	switch u.Scheme {
	case "http", "https":
		return u.String(), u.Host != ""
	case "mailto":
		return u.String(), u.Opaque != ""
	default:
		return "", false
	}
}

// link shows a label that leads to an address, and the address on its own where there is no label. An address
// that is not followed stands behind its label, as text.
func (r *renderer) link(raw, label string) {
	if _, ok := address(raw); ok {
		r.linked(raw, func() { r.text(cmp.Or(label, raw)) })
		return
	}
	switch {
	case label == "" || raw == "" || label == raw:
		r.text(cmp.Or(label, raw))
	default:
		r.text(label + " (" + raw + ")")
	}
}

// linked writes what inside writes, as a link where the address can be followed. The page that opens does not
// learn where it was opened from.
func (r *renderer) linked(raw string, inside func()) {
	to, ok := address(raw)
	if !ok {
		inside()
		return
	}
	r.in("a", as{{"href", to}, {"title", to}, {"rel", "noopener noreferrer nofollow"}, {"target", "_blank"}, {"dir", "auto"}}, inside)
}
