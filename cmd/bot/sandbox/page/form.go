package page

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
)

// maxForm bounds what a form may send.
const maxForm = 1 << 20

// control is what a form of the sandbox's own does.
type control func(context.Context, *Page, url.Values) error

// controls are all of them, by pane and verb.
var controls = joined(cloudControls, clockControls, faultControls, worldControls)

func joined(all ...map[string]control) map[string]control {
	out := map[string]control{}
	for _, one := range all {
		maps.Copy(out, one)
	}
	return out
}

// operate carries out a form of the sandbox's own.
func (p *Page) operate(w http.ResponseWriter, r *http.Request) {
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
	do := acts[verb]
	if do == nil {
		http.NotFound(w, r)
		return
	}
	sc, ok := p.placed(w, r, before)
	if !ok {
		return
	}
	to := sc.at
	form, err := readForm(w, r)
	if err == nil {
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
		http.Redirect(w, r, to, http.StatusSeeOther) //nolint:gosec // a place of this page: back makes it one
	}
}

func wantsJSON(r *http.Request) bool { return r.Header.Get("Accept") == "application/json" }

func answer(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client may be gone
}
