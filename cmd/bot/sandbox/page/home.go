package page

import (
	"html/template"

	"kmsguard/bot/slacksim/blockhtml"
)

// home is the app's Home tab of who sits there.
func home(sc *scene) []item {
	v, ok := sc.seat.Home()
	if !ok {
		return []item{sc.one("home-view", "home-closed", map[string]string{"Act": sc.act("open-home")})}
	}
	o := blockhtml.Options{Names: sc.names, Prefix: "home", Entered: v.Values, Warned: v.Warned}
	return []item{sc.one("home-view", "home-view", struct {
		View, Act, Enter string
		Body             template.HTML
	}{v.ID, sc.act("act"), sc.act("enter"), blockhtml.Blocks(sc.localBlocks(v.Blocks), o)})}
}
