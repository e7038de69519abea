package page

import (
	"embed"
	"net/http"
)

//go:embed assets
var assetFiles embed.FS

// asset serves a style sheet or a script of the page.
func (p *Page) asset(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, assetFiles, "assets/"+r.PathValue("name"))
}
