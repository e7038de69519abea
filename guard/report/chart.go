package report

import (
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"kmsguard/guard"
)

// Measures of the chart, in pixels.
const (
	chartWidth = 760
	chartLabel = 250 // left of the bars
	chartBar   = 300 // the longest bar
	chartRow   = 26
	chartTop   = 34
)

// WriteChart writes where the time of an audit went, as a picture in SVG: a bar for each category, with its calls and
// those that were throttled. Places of a category are read side by side, so that the sum of their times may be longer
// than the audit took. The picture has a title and says in words what it shows. The error is the writer's.
func WriteChart(w io.Writer, a guard.Audit) error {
	rows := spent(a)
	longest := time.Duration(1)
	for _, r := range rows {
		longest = max(longest, r.took)
	}
	var b strings.Builder
	height := chartTop + chartRow*len(rows) + 8
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="chart-title chart-desc" font-family="system-ui, sans-serif" font-size="13">`+"\n",
		chartWidth, height, chartWidth, height)
	fmt.Fprintf(&b, "<title id=\"chart-title\">Time of the audit by category</title>\n<desc id=\"chart-desc\">%s</desc>\n", escaped(told(a, rows)))
	fmt.Fprintf(&b, "<text x=\"0\" y=\"18\" fill=\"currentColor\">Time of the audit by category: %s</text>\n", escaped(Effort(a)))
	for i, r := range rows {
		r.bar(&b, chartTop+i*chartRow, longest)
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// effort is what reading one category cost over all places.
type effort struct {
	category         guard.Category
	took             time.Duration
	calls, throttled int
}

// spent sums up the coverage by category, in the audit's order.
func spent(a guard.Audit) []effort {
	var rows []effort
	index := map[guard.Category]int{}
	for _, c := range a.Coverage {
		i, ok := index[c.Category]
		if !ok {
			i = len(rows)
			index[c.Category] = i
			rows = append(rows, effort{category: c.Category})
		}
		rows[i].took += max(c.Took, 0)
		rows[i].calls += c.Calls
		rows[i].throttled += c.Throttled
	}
	return rows
}

// String is the effort in words: "2.9 s, 341 calls, 12 throttled".
func (e effort) String() string {
	s := seconds(e.took) + " s, " + Count(e.calls, "call")
	if e.throttled > 0 {
		s += fmt.Sprintf(", %d throttled", e.throttled)
	}
	return s
}

// bar draws one category. Its bar is never so short that it cannot be seen, unless nothing was spent.
func (e effort) bar(b *strings.Builder, y int, longest time.Duration) {
	width := int(float64(chartBar) * float64(e.took) / float64(longest))
	if e.took > 0 {
		width = max(width, 1)
	}
	fmt.Fprintf(b, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"currentColor\">%s</text>\n", chartLabel-8, y+15, escaped(Name(e.category)))
	fmt.Fprintf(b, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#3b7dc4\"/>\n", chartLabel, y+3, width, chartRow-8)
	fmt.Fprintf(b, "<text x=\"%d\" y=\"%d\" fill=\"currentColor\">%s</text>\n", chartLabel+width+8, y+15, escaped(e.String()))
}

// told says in words what the picture shows.
func told(a guard.Audit, rows []effort) string {
	parts := make([]string, len(rows))
	for i, r := range rows {
		parts[i] = Name(r.category) + ": " + r.String()
	}
	return "The audit took " + Effort(a) + ". " + strings.Join(parts, "; ") + "."
}

// escaped is a text inside an element.
func escaped(s string) string { return template.HTMLEscapeString(oneLine(s)) }
