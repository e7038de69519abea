package view

import (
	"fmt"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// date is a moment in the reader's own zone, with UTC where Slack cannot tell it.
func date(t time.Time) string {
	if t.IsZero() {
		return report.Date(t)
	}
	return fmt.Sprintf("<!date^%d^{date_short} {time}|%s>", t.Unix(), report.Date(t))
}

// fullDate is a moment that must not be mistaken: in UTC, and in the reader's own zone.
func fullDate(t time.Time) string {
	if t.IsZero() {
		return report.Date(t)
	}
	return report.Date(t) + " (your time " + date(t) + ")"
}

// person mentions somebody who acted. What is not a user ID, such as a console user, stays text.
func person(id string) string {
	switch {
	case id == "":
		return "the bot"
	case !slackID(id, 'U', 'W'):
		return Code(id)
	}
	return "<@" + id + ">"
}

// groups mentions user groups.
func groups(ids []string) string {
	var words []string
	for _, id := range ids {
		if slackID(id, 'S') {
			words = append(words, "<!subteam^"+id+">")
		}
	}
	return report.List(words)
}

// slackID reports whether an ID has Slack's form and one of the given first letters.
func slackID(id string, first ...byte) bool {
	if len(id) < 2 || len(id) > 32 {
		return false
	}
	for i := range len(id) {
		if c := id[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	for _, f := range first {
		if id[0] == f {
			return true
		}
	}
	return false
}

// place is where a key is.
func place(k guard.KeyRef) string { return k.Region + " · account " + k.Account }

// named is a key with its place.
func named(k guard.KeyRef) string { return Code(k.ID) + " in " + k.Region }

// known is what people call a key, beside its ID.
func known(f guard.KeyFacts) string {
	if len(f.Aliases) == 0 {
		return quoted(f.Description)
	}
	s := Escape(f.Aliases[0])
	if more := len(f.Aliases) - 1; more > 0 {
		s += fmt.Sprintf(" (and %d more)", more)
	}
	if d := quoted(f.Description); d != "" {
		s += " — " + d
	}
	return s
}

// quoted is text of somebody in typographic quotes, or nothing.
func quoted(s string) string {
	if s = Escape(clip(s, 300)); s == "" {
		return ""
	}
	return "“" + s + "”"
}

// joined puts separators between the parts that say something.
func joined(parts ...string) string {
	s := ""
	for _, p := range parts {
		if p == "" {
			continue
		}
		if s != "" {
			s += " · "
		}
		s += p
	}
	return s
}

func bold(s string) string { return "*" + s + "*" }
