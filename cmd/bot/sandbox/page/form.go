package page

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// maxForm bounds what a form may send.
const maxForm = 1 << 20

// controls are what the sandbox's own forms do, by pane and verb.
var controls = map[string]func(context.Context, *Page, url.Values) error{}

// acts are what a person's forms do, by verb. Where the person is then, unless
// it is where he was, is the place that they return.
var acts = map[string]func(context.Context, *scene, url.Values) (place, error){}

// control carries out a form of the sandbox's own.
func (p *Page) control(w http.ResponseWriter, r *http.Request) {
	do := controls[r.PathValue("pane")+"/"+r.PathValue("verb")]
	if do == nil {
		http.NotFound(w, r)
		return
	}
	form, err := readForm(w, r)
	if err == nil {
		err = do(r.Context(), p, form)
	}
	p.done(w, r, p.back(r.URL.Query()), err)
}

// act carries out a form of a person.
func (p *Page) act(w http.ResponseWriter, r *http.Request) {
	before, verb, _ := strings.Cut(r.URL.EscapedPath(), "/do/")
	at, ok := parsePlace(before, r.URL.Query())
	do := acts[verb]
	if !ok || do == nil {
		http.NotFound(w, r)
		return
	}
	if at.World != p.host.World() {
		p.elsewhere(w, r, at)
		return
	}
	sc, err := p.look(at)
	if err != nil {
		p.fail(w, r, http.StatusNotFound, err)
		return
	}
	to, form := at, url.Values{}
	if form, err = readForm(w, r); err == nil {
		to, err = do(r.Context(), sc, form)
	}
	p.done(w, r, p.root+to.path(), err)
}

func readForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return nil, errors.New("the form cannot be read: " + err.Error())
	}
	return r.PostForm, nil
}

// done answers a form: the script hears where to go, a browser without it is sent there.
func (p *Page) done(w http.ResponseWriter, r *http.Request, to string, err error) {
	switch {
	case err != nil:
		p.fail(w, r, http.StatusUnprocessableEntity, err)
	case wantsJSON(r):
		answer(w, http.StatusOK, map[string]any{"to": to})
	default:
		http.Redirect(w, r, to, http.StatusSeeOther)
	}
}

func wantsJSON(r *http.Request) bool { return r.Header.Get("Accept") == "application/json" }

func answer(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client may be gone
}
