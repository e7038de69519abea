package page

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// clockParts are the clock and what waits for it.
var clockParts = []part{
	{"clock", inPane(clockPane, clock)},
	{"pending", inPane(clockPane, pending)},
}

// clock is the time, and the ways to move it.
func clock(sc *scene) []item {
	to, moving := sc.host.Moving()
	return []item{
		sc.one("clock-now", "clock-now", map[string]any{
			"UTC": moment(sc.now), "Here": sc.now.In(sc.zone()).Format("Mon 2 Jan 2006 15:04 MST"), "Moving": moving, "To": moment(to), "Seat": sc.user.Name,
		}),
		sc.one("clock-moves", "clock-moves", map[string]string{
			"Advance": sc.control("clock/advance"), "Reminder": sc.control("clock/reminder"), "End": sc.control("clock/window-end"),
		}),
	}
}

// pending lists the keys that wait for their deletion.
func pending(sc *scene) []item {
	var items []item
	for _, k := range sc.cloud.KeyViews() {
		if k.State == "PendingDeletion" {
			id := "pending-" + k.ID
			s := sc.key(k, nil)
			s.ID = id
			items = append(items, sc.one(id, "pending", s))
		}
	}
	if len(items) == 0 {
		return []item{sc.notice("no-pending", "No key waits for its deletion.")}
	}
	return items
}

// clockControls are what the clock's forms do.
var clockControls = map[string]control{
	"clock/advance": func(ctx context.Context, p *Page, form url.Values) error {
		by, err := parseSpan(form.Get("by"))
		if err != nil {
			return err
		}
		return p.host.Advance(ctx, by)
	},
	"clock/reminder":   func(ctx context.Context, p *Page, _ url.Values) error { return p.host.ToReminder(ctx) },
	"clock/window-end": func(ctx context.Context, p *Page, _ url.Values) error { return p.host.ToWindowEnd(ctx) },
}

// furthest bounds one move of the clock: longer than the longest window.
const furthest = 400 * 24 * time.Hour

// parseSpan reads a length of time such as 90m, 4h or 3d.
func parseSpan(text string) (time.Duration, error) {
	text = strings.ReplaceAll(strings.TrimSpace(text), " ", "")
	by, err := time.ParseDuration(text)
	if days, isDays := strings.CutSuffix(text, "d"); isDays {
		var n int
		n, err = strconv.Atoi(days)
		by = time.Duration(n) * 24 * time.Hour
	}
	if err != nil || by <= 0 || by > furthest {
		return 0, fmt.Errorf("%q is no time to move by; write it as 90m, 4h or 3d, at most 400d", text)
	}
	return by, nil
}
