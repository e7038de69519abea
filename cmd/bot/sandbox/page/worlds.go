package page

import (
	"context"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
)

// worldParts are the worlds there are.
var worldParts = []part{{"worlds", worlds}}

// worlds lists the worlds to choose from.
func worlds(sc *scene) []item {
	var items []item
	for _, w := range sc.host.Worlds() {
		id := "world-" + w
		items = append(items, sc.one(id, "world", map[string]any{
			"ID": id, "World": w, "About": sc.host.About(w), "Here": w == sc.host.World(), "Do": sc.page.root + "/do/world/choose",
		}))
	}
	return items
}

// worldControls are what the worlds' forms do.
var worldControls = map[string]control{
	"world/choose": func(ctx context.Context, p *Page, form url.Values) error {
		world := form.Get("world")
		if !slices.Contains(p.host.Worlds(), world) && world != p.host.World() {
			return errors.New("there is no world called " + world)
		}
		return p.host.Choose(ctx, world)
	},
}

// elsewhere says that an address is of another world, and offers to begin that
// one. An address by itself never does: whoever follows a link loses nothing.
func (p *Page) elsewhere(w http.ResponseWriter, r *http.Request, at place) {
	here := p.host.World()
	if !slices.Contains(p.host.Worlds(), at.World) {
		p.fail(w, r, http.StatusNotFound, errors.New("this address is in the world "+at.World+", and there is no such world; the sandbox holds the world "+here))
		return
	}
	if wantsJSON(r) {
		p.fail(w, r, http.StatusConflict, errors.New("this address is in the world "+at.World+", and the sandbox holds the world "+here))
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusConflict)
	_ = templates.ExecuteTemplate(w, "elsewhere", map[string]string{ // the reader sees a cut page
		"Root": p.root, "World": at.World, "About": p.host.About(at.World), "Here": here,
		"Do": p.root + "/do/world/choose?back=" + template.URLQueryEscaper(at.path()),
	})
}
