package play

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"kmsguard/cmd/bot/config"
)

// maxNumber bounds the numbers of a play; a count or a status never needs more.
const maxNumber = 1_000_000

// cursor walks over the words of a line. After a failure it gives empty values
// and keeps the first reason, so that the grammar reads without error checks.
type cursor struct {
	words []word
	err   error
}

func (c *cursor) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

// take returns the next word of the kind.
func (c *cursor) take(kind wordKind, what string) string {
	switch {
	case c.err != nil:
	case len(c.words) == 0:
		c.fail("%s is missing", what)
	case c.words[0].kind != kind:
		c.fail("%s is expected where %s stands", what, c.words[0])
	default:
		text := c.words[0].text
		c.words = c.words[1:]
		return text
	}
	return ""
}

// String shows the word for a message.
func (w word) String() string {
	if w.kind == quoted {
		return "the quoted text " + abbreviated(w.text)
	}
	return abbreviated(w.text)
}

func (c *cursor) name(what string) string { return c.take(bare, what) }

// text returns quoted text, which must not be empty.
func (c *cursor) text(what string) string {
	text := c.take(quoted, what+" in quotes")
	if text == "" {
		c.fail("%s is empty", what)
	}
	return text
}

// is reports whether the next word is this one, and takes it then.
func (c *cursor) is(text string) bool {
	if c.err != nil || len(c.words) == 0 || c.words[0] != (word{bare, text}) {
		return false
	}
	c.words = c.words[1:]
	return true
}

// literal takes a word that has to stand here.
func (c *cursor) literal(text string) {
	if !c.is(text) {
		c.fail("the word %s is missing", text)
	}
}

// more reports whether a word of the kind comes next.
func (c *cursor) more(kind wordKind) bool {
	return c.err == nil && len(c.words) > 0 && c.words[0].kind == kind
}

func (c *cursor) oneOf(what string, allowed []string) string {
	text := c.name(what)
	if !slices.Contains(allowed, text) {
		c.fail("%s is none of %s", quote(text), strings.Join(allowed, ", "))
	}
	return text
}

func (c *cursor) number(what string, least, most int) int {
	text := c.name(what)
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most || strconv.Itoa(n) != text {
		c.fail("%s is not a number from %d to %d", quote(text), least, most)
		return 0
	}
	return n
}

func (c *cursor) duration() time.Duration {
	text := c.name("a duration")
	d, err := config.ParseDuration(text)
	if err == nil && d == 0 {
		err = fmt.Errorf("%q is no time at all", text)
	}
	if err != nil {
		c.fail("%w", err)
	}
	return d
}

// apiForm is product.Action or slack.family.method; the action may be *.
var apiForm = regexp.MustCompile(`^[a-z][a-z0-9-]*(\.[A-Za-z][A-Za-z0-9]*)*\.([A-Za-z][A-Za-z0-9]*|\*)$`)

func (c *cursor) api() string {
	text := c.name("an API")
	if !apiForm.MatchString(text) {
		c.fail("%s is no API (product.Action, or slack. and a method)", quote(text))
	}
	return text
}

// row returns a YAML mapping in braces, as written.
func (c *cursor) row() string {
	text := c.take(braced, "a row in braces")
	if !isMapping(text) {
		c.fail("%s is not a row (names and values in braces)", abbreviated(text))
	}
	return text
}

// isMapping reports whether text is a YAML mapping with something in it.
func isMapping(text string) (ok bool) {
	defer func() {
		if recover() != nil { // the parser is not ours; what it cannot take is no row
			ok = false
		}
	}()
	var fields map[string]any
	err := yaml.Unmarshal([]byte(text), &fields)
	return err == nil && len(fields) > 0
}

// where returns the end of an expectation.
func (c *cursor) where() Where {
	switch {
	case c.is("to"):
		return Where{Area: ToUser, User: c.name("a user")}
	case c.is("in"):
		if c.oneOf("thread or channel", []string{"thread", "channel"}) == "thread" {
			return Where{Area: InThread}
		}
		return Where{Area: InChannel}
	}
	return Where{}
}

// rest returns the bare words that are left.
func (c *cursor) rest() []string {
	var all []string
	for c.more(bare) {
		all = append(all, c.name("a word"))
	}
	return all
}

// end fails when something is left.
func (c *cursor) end() {
	if c.err == nil && len(c.words) > 0 {
		c.fail("%s is too much", c.words[0])
	}
}
