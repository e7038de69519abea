package blockhtml

import (
	"cmp"
	"strings"
	"time"
)

func (r *renderer) date(a answerable)      { r.calendar(a, "date", r.answerText(a)) }
func (r *renderer) timeOfDay(a answerable) { r.calendar(a, "time", r.answerText(a)) }

// dateTime is shown and read in the reader's zone, which is named beside it.
func (r *renderer) dateTime(a answerable) {
	zone := cmp.Or(r.Names.Zone, time.UTC)
	value := ""
	if unix, ok := whole(r.answer(a)); ok {
		value = time.Unix(unix, 0).In(zone).Format(localSecond)
	}
	a.field = momentPrefix + strings.TrimPrefix(a.field, fieldPrefix)
	r.calendar(a, "datetime-local", value)
	r.say("span", "bk-zone", zone.String())
}

func (r *renderer) calendar(a answerable, kind, value string) {
	attrs := append(as{{"type", kind}, class("bk-moment"), {"value", value}}, r.single(a)...)
	if kind == "datetime-local" {
		attrs = append(attrs, attr{"step", "any"}) // else the browser refuses seconds
	}
	r.tag("input", attrs)
}
