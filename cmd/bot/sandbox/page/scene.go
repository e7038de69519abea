package page

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/guard/aliyunsim"
)

// scene is one look at the sandbox from a place.
type scene struct {
	page   *Page
	host   Host
	run    *run
	at     place
	origin string // scheme and host of the page's addresses, empty when nobody asks for them
	slack  *slacksim.Sim
	cloud  *aliyunsim.Sim
	seat   *slacksim.Persona
	users  []slacksim.User // everybody
	user   slacksim.User   // who sits there
	names  blockkit.Names  // as he sees them, in his time zone
	now    time.Time
}

// look takes a scene. It is an error when nobody of this world sits there.
func (p *Page) look(at place) (*scene, error) {
	now := p.running()
	sc := &scene{page: p, host: p.host, run: now, at: at, slack: now.slack, cloud: p.host.Cloud(), now: p.host.Now()}
	sc.seat = now.as(at.Seat)
	sc.users = now.slack.State().Users
	for _, u := range sc.users {
		if u.ID == sc.seat.User() && !u.Bot {
			sc.user, sc.names = u, sc.slack.Names(u.Name)
			return sc, nil
		}
	}
	return nil, fmt.Errorf("nobody called %q works in the world %s; take a seat from the list", at.Seat, p.host.World())
}

// zone is the time zone of who sits there.
func (sc *scene) zone() *time.Location {
	if sc.names.Zone == nil {
		return time.UTC
	}
	return sc.names.Zone
}

// link is the address of a place.
func (sc *scene) link(to place) string { return sc.page.root + to.path() }

// act is where a form of the person goes.
func (sc *scene) act(verb string) string {
	to := sc.page.root + sc.at.bare().path() + "/do/" + verb
	if query := sc.at.query().Encode(); query != "" {
		to += "?" + query
	}
	return to
}

// control is where a form of the sandbox's own goes, and back here.
func (sc *scene) control(verb string) string {
	return sc.page.root + "/do/" + verb + "?back=" + template.URLQueryEscaper(sc.at.path())
}

// one makes an item of a template. A template that fails is a defect of this
// program, and is shown as such rather than left out.
func (sc *scene) one(id, name string, data any) item {
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, name, data); err != nil {
		return item{id, template.HTML(`<div role="alert" id="` + template.HTMLEscapeString(id) + `">` + template.HTMLEscapeString(err.Error()) + `</div>`)} //nolint:gosec // escaped
	}
	return item{id, template.HTML(b.String())} //nolint:gosec // html/template wrote it
}
