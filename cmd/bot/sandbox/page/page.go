package page

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// Options are what a page is made with. All are required.
type Options struct {
	Host  Host
	Token string        // the first piece of every address; whoever knows it may do everything
	NewID func() string // of an open page, not to be guessed
}

// Page is the page of one sandbox: an http.Handler.
type Page struct {
	host  Host
	root  string // of all addresses: a slash and the token
	inner http.Handler
	opens opens

	mu  sync.Mutex
	run *run // the newest that was seen
}

// New makes the page. Root tells where it begins.
func New(o Options) *Page {
	p := &Page{host: o.Host, root: "/" + o.Token, opens: opens{newID: o.NewID, all: map[string]*open{}}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.enter)
	mux.HandleFunc("GET /events", p.events)
	mux.HandleFunc("GET /assets/{name}", p.asset)
	mux.HandleFunc("GET /files/{id}/{name}", p.file)
	mux.HandleFunc("POST /do/{pane}/{verb}", p.operate)
	mux.HandleFunc("GET /{world}/{seat}/{room}/complete", p.complete)
	mux.HandleFunc("GET /{world}/{seat}/{room}", p.show)
	mux.HandleFunc("GET /{world}/{seat}/{room}/{thread}", p.show)
	mux.HandleFunc("POST /{world}/{seat}/{room}/do/{verb}", p.act)
	mux.HandleFunc("POST /{world}/{seat}/{room}/{thread}/do/{verb}", p.act)
	p.inner = http.NewCrossOriginProtection().Handler(http.StripPrefix(p.root, mux))
	return p
}

// Root is the path at which the page begins.
func (p *Page) Root() string { return p.root + "/" }

// ServeHTTP answers whoever knows the token.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	harden(w.Header())
	if !p.admitted(r) {
		http.NotFound(w, r)
		return
	}
	p.inner.ServeHTTP(w, r)
}

// enter leads to the first seat and the first room of the world.
func (p *Page) enter(w http.ResponseWriter, r *http.Request) {
	now := p.running()
	for _, u := range now.slack.State().Users {
		if !u.Bot && !u.WorkflowBot && !u.Deactivated {
			room := homeRoom
			if rooms := now.as(u.Name).Rooms(); len(rooms) > 0 && rooms[0].Name != "" {
				room = rooms[0].Name
			}
			http.Redirect(w, r, p.root+place{World: p.host.World(), Seat: u.Name, Room: room}.path(), http.StatusSeeOther)
			return
		}
	}
	p.fail(w, r, http.StatusNotFound, errors.New("nobody works in this world; give its file users, and start again"))
}

// show answers with the whole page.
func (p *Page) show(w http.ResponseWriter, r *http.Request) {
	sc, ok := p.placed(w, r, r.URL.EscapedPath())
	if !ok {
		return
	}
	sc.origin = "http://" + r.Host
	all := sc.render()
	room, _ := sc.room()
	p.fill(w, http.StatusOK, "layout", sheet{Root: p.root, View: p.opens.add(sc, all), scene: sc, room: room, lists: all})
}

// placed takes a scene from the place that a path names. Where it is none of this
// world, or nobody sits there, it says so itself and returns false.
func (p *Page) placed(w http.ResponseWriter, r *http.Request, path string) (*scene, bool) {
	at, ok := parsePlace(path, r.URL.Query())
	switch {
	case !ok:
		http.NotFound(w, r)
		return nil, false
	case at.World != p.host.World():
		p.elsewhere(w, r, at)
		return nil, false
	}
	sc, err := p.look(at)
	if err != nil {
		p.fail(w, r, http.StatusNotFound, err)
		return nil, false
	}
	return sc, true
}

// fill answers with a template. One that fails is a defect of this program, and is
// answered as such, not as half a page.
func (p *Page) fill(w http.ResponseWriter, status int, name string, data any) {
	var page bytes.Buffer
	if err := templates.ExecuteTemplate(&page, name, data); err != nil {
		http.Error(w, "the page cannot be shown: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes()) // the reader sees a cut page
}

// fail answers with what went wrong: as a page, or as JSON to the script.
func (p *Page) fail(w http.ResponseWriter, r *http.Request, status int, err error) {
	if wantsJSON(r) {
		answer(w, status, map[string]any{"error": err.Error()})
		return
	}
	p.fill(w, status, "failure", map[string]string{"Error": err.Error(), "Root": p.root})
}

// back is where a form leads when it is done: a place of this page.
func (p *Page) back(query url.Values) string {
	if to := query.Get("back"); strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") {
		return p.root + to
	}
	return p.root + "/"
}
