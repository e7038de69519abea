package page

import (
	"embed"
	"io/fs"
	"net/http"
	"path"
)

//go:embed assets
var assetFiles embed.FS

// asset serves a style sheet or a script of the page.
func (p *Page) asset(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, assetFiles, "assets/"+r.PathValue("name")) //nolint:gosec // the file system holds the page's own files alone
}

// Modules are the parts of the script, by name, so that a browser loads all of
// them at once.
func (sheet) Modules() []string { return modules }

var modules = func() []string {
	files, err := fs.Glob(assetFiles, "assets/*.js")
	if err != nil {
		panic(err) // the pattern is wrong
	}
	for i, name := range files {
		files[i] = path.Base(name)
	}
	return files
}()
