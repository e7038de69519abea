package page

import "kmsguard/guard/aliyunsim"

// mostEvents is how many of the newest events are shown.
const mostEvents = 40

// trail is what ActionTrail recorded of keys, newest first.
func trail(sc *scene) []item {
	items := []item{sc.one("trail-head", "head", map[string]string{"ID": "trail-head", "Text": "ActionTrail"})}
	shown := 0
	for _, e := range sc.cloud.TrailEvents(10 * mostEvents) {
		if sc.at.Key != "" && e.Key != sc.at.Key || shown == mostEvents {
			continue
		}
		shown++
		items = append(items, sc.event(e))
	}
	if shown == 0 {
		items = append(items, sc.one("no-events", "notice", map[string]string{"ID": "no-events", "Text": "Nothing was recorded yet."}))
	}
	return items
}

func (sc *scene) event(e aliyunsim.TrailEvent) item {
	id := "event-" + e.RequestID + "-" + e.Name
	visible := ""
	if e.VisibleAt.After(sc.now) {
		visible = e.VisibleAt.In(sc.zone()).Format("15:04")
	}
	return sc.one(id, "event", struct {
		ID, Time, Name, Actor, Key, Code, Visible string
	}{id, e.At.In(sc.zone()).Format("2 Jan 15:04:05"), e.Name, e.Actor, e.Key, e.Code, visible})
}
