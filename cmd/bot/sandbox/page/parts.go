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

// render fills all lists.
func (sc *scene) render() lists {
	all := lists{}
	for _, p := range parts {
		all[p.list] = p.fill(sc)
	}
	return all
}
