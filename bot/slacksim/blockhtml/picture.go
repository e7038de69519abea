package blockhtml

import "cmp"

// picture shows an image block by its title and its alternative text; nothing outside of the page is loaded.
func (r *renderer) picture(b object) {
	r.in("figure", as{class("bk-image")}, func() {
		r.imageLink(b)
		if words(b, "title") != "" {
			r.in("figcaption", as{{"dir", "auto"}}, func() { r.phrase(at(b, "title")) })
		}
	})
}

// imageLink is a picture as a link to it; one that lies with Slack has no address to go to.
func (r *renderer) imageLink(o object) {
	address := cmp.Or(text(o, "image_url"), text(at(o, "slack_file"), "url"))
	r.in("span", as{class("bk-picture"), {"dir", "auto"}}, func() {
		r.text("Picture: ")
		r.link(address, cmp.Or(text(o, "alt_text"), "without a description"))
	})
}
