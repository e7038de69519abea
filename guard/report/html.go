package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"
)

var (
	//go:embed assets/report.css
	htmlStyle string
	//go:embed assets/report.js
	htmlScript string
	//go:embed assets/report.html
	htmlBody string

	htmlTemplate = template.Must(template.New("report").Parse(htmlBody))
)

// withoutScript is how many rows of a table a reader without script sees; the others are counted.
const withoutScript = 1000

// document is one self-contained page: it opens from a disk, asks no network, and runs no script but its own.
type document struct {
	Title    string // of the window
	Headline string
	About    []string
	Cards    []card
	Tables   []table
	Foot     []string
}

// card is one of the things that people decide on; they stand above the tables.
type card struct {
	Title string
	Text  string
	Rows  []undetermined
	Alarm bool // nothing can be decided before it is looked at
}

// list makes a card of lines; one without lines says so.
func list(title, none string, lines []string) card {
	c := card{Title: title}
	for _, l := range lines {
		c.Rows = append(c.Rows, undetermined{What: l})
	}
	if len(lines) == 0 {
		c.Text = none
	}
	return c
}

// policy is what the page may do: apply its own style and run its own script, and nothing else.
func policy() string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", hash(htmlStyle), hash(htmlScript))
}

// hash names an inline block in a content security policy.
func hash(block string) string {
	sum := sha256.Sum256([]byte(block))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// write writes the page. Style and script stand as they are, or their hashes would not fit; what others wrote
// passes the template or the encoder of JSON.
func (d document) write(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n"+
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n",
		policy(), template.HTMLEscapeString(oneLine(d.Title)), htmlStyle); err != nil {
		return err
	}
	if err := htmlTemplate.Execute(w, d.plain()); err != nil {
		return err
	}
	if err := d.data(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "<script>%s</script>\n</body>\n</html>\n", htmlScript)
	return err
}

// plain keeps each text of the page on its line.
func (d document) plain() document {
	d.Headline = oneLine(d.Headline)
	d.About, d.Foot = eachOneLine(d.About), eachOneLine(d.Foot)
	return d
}

func eachOneLine(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = oneLine(l)
	}
	return out
}

// data writes the rows of all tables as one block of JSON, a row a line. The encoder escapes <, > and &, so that no
// text can end the block.
func (d document) data(w io.Writer) error {
	var b strings.Builder
	b.WriteString(`<script type="application/json" id="data">{`)
	comma := ""
	for _, t := range d.Tables {
		if len(t.Rows) == 0 {
			continue
		}
		head, err := json.Marshal(t.columnsJSON())
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s\n\"%s\":{\"columns\":%s,\"rows\":[", comma, t.ID, head)
		comma = ","
		for i, row := range t.Rows {
			line, err := json.Marshal(eachOneLine(row))
			if err != nil {
				return err
			}
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('\n')
			b.Write(line)
			if b.Len() > 1<<16 {
				if _, err := io.WriteString(w, b.String()); err != nil {
					return err
				}
				b.Reset()
			}
		}
		b.WriteString("\n]}")
	}
	b.WriteString("\n}</script>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// columnsJSON is what the script needs to know of the columns.
func (t table) columnsJSON() []map[string]any {
	list := make([]map[string]any, len(t.Columns))
	for i, c := range t.Columns {
		list[i] = map[string]any{"code": c.Code, "count": c.Count}
		if len(c.Ranks) > 0 {
			list[i]["ranks"] = c.Ranks
		}
	}
	return list
}

// Total counts the rows.
func (t table) Total() string { return Count(len(t.Rows), "row") }

// First is the rows that a reader without script sees.
func (t table) First() [][]string {
	var rows [][]string
	for _, row := range t.Rows[:min(withoutScript, len(t.Rows))] {
		rows = append(rows, eachOneLine(row))
	}
	return rows
}

// Shown says how many of the rows these are.
func (t table) Shown() string {
	if len(t.Rows) <= withoutScript {
		return t.Total()
	}
	return fmt.Sprintf("the first %d of %s; with script the page shows all", withoutScript, t.Total())
}
