package page

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"kmsguard/cmd/bot/config"

	"kmsguard/guard/aliyunsim"
)

// clockParts are the clock and what waits for it.
var clockParts = []part{
	{"clock", clock},
	{"pending", pending},
}

// clock is the time, and the ways to move it.
func clock(sc *scene) []item {
	to, moving := sc.host.Moving()
	return []item{
		sc.one("clock-now", "clock-now", map[string]any{
			"UTC": moment(sc.now), "Here": sc.now.In(sc.zone()).Format("Mon 2 Jan 2006 15:04 MST"), "Seat": sc.user.Name,
			"Moving": moving, "To": moment(to), "Left": span(to.Sub(sc.now)),
		}),
		sc.one("clock-moves", "clock-moves", map[string]string{
			"Advance": sc.control("clock/advance"), "Reminder": sc.control("clock/reminder"), "End": sc.control("clock/window-end"),
			"Window": sc.nextEnd(),
		}),
	}
}

// waiting are the keys that wait for their deletion, the next to be destroyed first.
func (sc *scene) waiting() []aliyunsim.KeyView {
	all := slices.DeleteFunc(sc.cloud.KeyViews(), func(k aliyunsim.KeyView) bool { return k.State != "PendingDeletion" })
	slices.SortStableFunc(all, func(a, b aliyunsim.KeyView) int { return a.DeletesAt.Compare(b.DeletesAt) })
	return all
}

// nextEnd says which window ends next, and when.
func (sc *scene) nextEnd() string {
	all := sc.waiting()
	if len(all) == 0 {
		return "No window is open."
	}
	return "The next is that of " + called(all[0]) + ", on " + moment(all[0].DeletesAt) + ". The clock goes on until the bot has noticed."
}

// called is a key by its ID, and by what people call it.
func called(k aliyunsim.KeyView) string {
	if name := cmp.Or(strings.Join(k.Aliases, ", "), k.Description); name != "" {
		return k.ID + " (" + name + ")"
	}
	return k.ID
}

// pending lists the keys that wait for their deletion.
func pending(sc *scene) []item {
	var items []item
	for _, k := range sc.waiting() {
		s := sc.key(k, nil)
		s.ID = "pending-" + k.ID
		items = append(items, sc.one(s.ID, "pending", s))
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
	by, err := config.ParseDuration(strings.ReplaceAll(strings.TrimSpace(text), " ", ""))
	if err != nil || by <= 0 || by > furthest {
		return 0, fmt.Errorf("%q is no time to move by; write it as 90m, 4h or 3d, at most 400d", text)
	}
	return by, nil
}
