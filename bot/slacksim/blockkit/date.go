package blockkit

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

var dateToken = regexp.MustCompile(`\{[a-z_]+\}`)

// date fills the tokens of a format, such as "{date_short_pretty} {time}". Times are shown by the 24-hour clock.
// A format without a token that Slack knows is answered by false: Slack then shows the fallback.
func (n Names) date(unix int64, format string) (string, bool) {
	at := time.Unix(unix, 0).In(n.zone())
	known, filled := true, 0
	text := dateToken.ReplaceAllStringFunc(format, func(token string) string {
		shown, ok := n.dateToken(at, strings.Trim(token, "{}"))
		if !ok {
			known = false
		}
		filled++
		return shown
	})
	return text, known && filled > 0
}

// Date is a time of UNIX seconds as the reader sees it by a format of Slack's, such as "{date_short} {time}". It
// is false where Slack shows the fallback: the format has no token, or one that Slack does not know.
func (n Names) Date(unix int64, format string) (string, bool) { return n.date(unix, format) }

func (n Names) dateToken(at time.Time, token string) (string, bool) {
	if plain, ok := strings.CutSuffix(token, "_pretty"); ok {
		if near := n.near(at); near != "" && strings.HasPrefix(plain, "date") {
			return near, true
		}
		token = plain
	}
	switch token {
	case "date_num":
		return at.Format(time.DateOnly), true
	case "date_slash":
		return at.Format("01/02/2006"), true
	case "date":
		return at.Format("January ") + ordinal(at.Day()) + at.Format(", 2006"), true
	case "date_long":
		return at.Format("Monday, January ") + ordinal(at.Day()) + at.Format(", 2006"), true
	case "date_short":
		return at.Format("Jan 2, 2006"), true
	case "time":
		return at.Format("15:04"), true
	case "time_secs":
		return at.Format("15:04:05"), true
	case "ago":
		return n.ago(at), true
	default:
		return "", false
	}
}

// near is the word for the day before, of or after Now, and empty for every other day.
func (n Names) near(at time.Time) string {
	if n.Now.IsZero() {
		return ""
	}
	now := n.Now.In(n.zone())
	switch at.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return "today"
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return "yesterday"
	case now.AddDate(0, 0, 1).Format(time.DateOnly):
		return "tomorrow"
	default:
		return ""
	}
}

// ago is the distance to Now in its largest whole unit.
func (n Names) ago(at time.Time) string {
	if n.Now.IsZero() {
		return at.Format("Jan 2, 2006 15:04")
	}
	d := n.Now.Sub(at)
	if d < 0 {
		return "in " + span(-d)
	}
	return span(d) + " ago"
}

func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return counted(int(d/time.Second), "second")
	case d < time.Hour:
		return counted(int(d/time.Minute), "minute")
	case d < 24*time.Hour:
		return counted(int(d/time.Hour), "hour")
	default:
		return counted(int(d/(24*time.Hour)), "day")
	}
}

func counted(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}
