package blockhtml_test

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Everything that may be in what this package writes.
var (
	tag       = regexp.MustCompile(`^<(/?)([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>`)
	attribute = regexp.MustCompile(` ([a-z-]+)="([^"]*)"`)
	void      = []string{"br", "hr", "input"}
	tags      = strings.Fields("a blockquote br button code details div em fieldset h3 h4 hr input label legend li ol optgroup option p pre s select small span strong summary table td textarea th time tr u ul")
	attrs     = strings.Fields("aria-describedby aria-invalid aria-label aria-required autocomplete autofocus checked class data-confirm-deny data-confirm-ok data-confirm-text data-confirm-title data-dispatch data-label datetime disabled for href id inputmode label maxlength multiple name placeholder rel role rows scope selected spellcheck start tabindex target title type value")
)

// checkMarkup fails for a tag or attribute that is not on the list, an address
// that a browser would carry out, and tags that do not balance. It returns the text.
func checkMarkup(t *testing.T, markup string) string {
	t.Helper()
	var open []string
	var text strings.Builder
	for rest := markup; rest != ""; {
		if rest[0] != '<' {
			piece, _, _ := strings.Cut(rest, "<")
			text.WriteString(html.UnescapeString(piece))
			rest = rest[len(piece):]
			continue
		}
		m := tag.FindStringSubmatch(rest)
		if m == nil {
			t.Fatalf("this is no tag of ours: %.80q in %q", rest, markup)
		}
		rest = rest[len(m[0]):]
		checkTag(t, m[2], m[3])
		switch {
		case m[1] == "/":
			if len(open) == 0 || open[len(open)-1] != m[2] {
				t.Fatalf("</%s> closes %v in %q", m[2], open, markup)
			}
			open = open[:len(open)-1]
		case !slices.Contains(void, m[2]):
			open = append(open, m[2])
		}
	}
	if len(open) > 0 {
		t.Fatalf("%v is left open in %q", open, markup)
	}
	return text.String()
}

func checkTag(t *testing.T, name, attributes string) {
	t.Helper()
	if !slices.Contains(tags, name) {
		t.Fatalf("<%s> is not on the list", name)
	}
	for _, a := range attribute.FindAllStringSubmatch(attributes, -1) {
		if !slices.Contains(attrs, a[1]) {
			t.Fatalf("the attribute %s of <%s> is not on the list", a[1], name)
		}
		if address := html.UnescapeString(a[2]); a[1] == "href" && !regexp.MustCompile(`(?i)^(https?|mailto):`).MatchString(address) {
			t.Fatalf("a link leads to %q", address)
		}
	}
}
