package page

import (
	"embed"
	"html/template"
	"time"
)

//go:embed templates/*.html
var templateFiles embed.FS

// templates are all templates by the name of their file's define.
var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"rfc3339": func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"moment":  moment,
}).ParseFS(templateFiles, "templates/*.html"))

// moment is a time in words, in UTC.
func moment(t time.Time) string { return t.UTC().Format("Mon 2 Jan 2006 15:04") + " UTC" }
