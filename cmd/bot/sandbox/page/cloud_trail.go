package page

import (
	"math"

	"kmsguard/guard/aliyunsim"
)

// mostEvents is how many of the newest events are shown.
const mostEvents = 40

// trail is what ActionTrail recorded of keys, newest first.
func trail(sc *scene) []item {
	items := []item{sc.one("trail-head", "head", map[string]string{"ID": "trail-head", "Text": "ActionTrail"})}
	last := mostEvents
	if sc.at.Key != "" {
		last = math.MaxInt // other keys may have a thousand newer ones
	}
	for _, e := range sc.cloud.TrailEvents(last) {
		if sc.at.Key != "" && e.Key != sc.at.Key {
			continue
		}
		if len(items) > mostEvents {
			break
		}
		items = append(items, sc.event(e))
	}
	if len(items) == 1 {
		items = append(items, sc.notice("no-events", "Nothing was recorded yet."))
	}
	return items
}

func (sc *scene) event(e aliyunsim.TrailEvent) item {
	id := "event-" + e.RequestID + "-" + e.Name
	key, visible := e.Key, ""
	if key == sc.at.Key {
		key = "" // the pane is about it
	}
	if e.VisibleAt.After(sc.now) {
		visible = e.VisibleAt.In(sc.zone()).Format("15:04")
	}
	return sc.one(id, "event", struct {
		ID, Time, Name, Actor, Key, Code, Visible string
	}{id, e.At.In(sc.zone()).Format("2 Jan 15:04:05"), e.Name, e.Actor, key, e.Code, visible})
}
