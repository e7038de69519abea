package page

// part fills one list of the page.
type part struct {
	list string
	fill func(*scene) []item
}

// parts are everything on the page that changes by itself.
var parts = []part{
	{"status", status},
}

// render fills all lists.
func (sc *scene) render() lists {
	all := lists{}
	for _, p := range parts {
		all[p.list] = p.fill(sc)
	}
	return all
}
