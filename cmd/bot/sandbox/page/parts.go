package page

import "slices"

// part fills one list of the page.
type part struct {
	list string
	fill func(*scene) []item
}

// parts are everything on the page that changes by itself.
var parts = slices.Concat(slackParts, cloudParts, clockParts, faultParts, worldParts, tourParts)

// slackParts are what is on the page of Slack.
var slackParts = []part{
	{"status", status},
	{"seats", seats},
	{"rooms", rooms},
	{"posts", posts},
	{"thread", thread},
	{"modal", modal},
	{"toast", toast},
}

// render fills the lists that are on the page: those of a pane only while it is open.
func (sc *scene) render() lists {
	all := lists{}
	for _, p := range slices.Concat(slackParts, tourParts, sc.at.openPane().parts) {
		all[p.list] = p.fill(sc)
	}
	return all
}
