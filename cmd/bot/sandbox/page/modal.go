package page

import (
	"cmp"
	"html/template"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockhtml"
)

// modal is the newest window that is open for who sits there.
func modal(sc *scene) []item {
	v, ok := sc.seat.Modal()
	if !ok {
		return nil
	}
	id := "modal-" + v.ID
	o := blockhtml.Options{Names: sc.names, Prefix: id, Entered: v.Values, Errors: v.Errors, Warned: v.Warned}
	return []item{sc.one(id, "modal", struct {
		ID, View, Title, Submit, Close, Banner, Name string
		Depth                                        int
		Body                                         template.HTML
		Send, Leave, Aid                             string
		Fillable                                     bool
	}{
		id, v.ID, v.Title, v.Submit, cmp.Or(v.Close, "Close"), banner(v, sc.seat.Problem()), sc.user.Name, v.Depth,
		blockhtml.Blocks(sc.localBlocks(v.Blocks), o),
		sc.act("submit"), sc.act("close"), sc.act("fill-in"), v.Submit != "" && len(fillings(v.Blocks, v.Values)) > 0,
	})}
}

// banner is what a window says above its contents: Slack's own banner, else what
// went wrong in the last step where no input says it.
func banner(v slacksim.View, problem string) string {
	if v.Banner != "" || len(v.Errors) > 0 {
		return v.Banner
	}
	return problem
}

// toast is what went wrong in the last step of who sits there, where no window
// says it.
func toast(sc *scene) []item {
	problem := sc.seat.Problem()
	if _, open := sc.seat.Modal(); problem == "" || open {
		return nil
	}
	return []item{sc.one("toast-problem", "toast", map[string]string{"Text": problem, "Act": sc.act("dismiss")})}
}
