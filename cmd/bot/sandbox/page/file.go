package page

import "net/http"

// file opens what was attached to a message, as text whatever it is: nothing in
// it is carried out.
func (p *Page) file(w http.ResponseWriter, r *http.Request) {
	_, content, ok := p.host.Slack().FileContent(r.PathValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Security-Policy", contentPolicy+"; sandbox")
	_, _ = w.Write(content) //nolint:gosec // plain text in a sandbox that runs nothing; the reader sees a cut text
}
