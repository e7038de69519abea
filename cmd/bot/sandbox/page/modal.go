package page

import (
	"cmp"
	"html/template"

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
		Send, Leave, Act, Aid                        string
		Fillable                                     bool
	}{
		id, v.ID, v.Title, v.Submit, cmp.Or(v.Close, "Close"), v.Banner, sc.user.Name, v.Depth, blockhtml.Blocks(v.Blocks, o),
		sc.act("submit"), sc.act("close"), sc.act("act"), sc.act("fill-in"), v.Submit != "" && len(fillings(v.Blocks, v.Values)) > 0,
	})}
}

// toast is what went wrong in the last step of who sits there, where no window
// says it.
func toast(sc *scene) []item {
	problem := sc.seat.Problem()
	if v, open := sc.seat.Modal(); problem == "" || open && (len(v.Errors) > 0 || v.Banner != "") {
		return nil
	}
	return []item{sc.one("toast-problem", "toast", map[string]string{"Text": problem, "Act": sc.act("dismiss")})}
}
