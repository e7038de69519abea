// Package page is the sandbox as a place: a page that looks like Slack from the
// seat of each person, with a view of the cloud, a clock and faults.
//
// The words to know: a place is what an address of the page names (a world, a
// seat, a room, a thread, a pane); a scene is one look at the sandbox from a
// place; what changes on the page by itself are lists of items; a part fills one
// list from a scene.
//
// Start reading at page.go, then parts.go (what is on the page) and events.go
// (how it stays up to date). Each part has a file of its own name; its templates
// are in slack.html, panes.html or tour.html.
//
// Everything on the page is rendered here. The script in assets replaces items
// and sends forms without leaving the page; without it every form still works.
// The page never trusts what a message says and never reaches outside of this
// machine.
package page
