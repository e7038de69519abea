package page

import (
	"context"
	"errors"
	"net/url"
	"slices"
)

// worldParts are the worlds there are.
var worldParts = []part{{"worlds", inPane(worldsPane, worlds)}}

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
