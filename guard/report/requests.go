package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"kmsguard/guard"
)

// Asked is one request with the key that it is about.
type Asked struct {
	Key     guard.KeyRef
	Request guard.Request
}

// WriteRequests writes a list of requests in one format, in the order in which they are given. The error is the
// writer's, or has kind Invalid for an unknown format.
func WriteRequests(w io.Writer, f Format, list []Asked) error {
	switch f {
	case Text:
		return requestsText(w, list)
	case JSON:
		return requestsJSON(w, list)
	case CSV:
		return writeRows(w, append([][]string{requestHead}, requestRows(list)...))
	case Markdown:
		return requestsMarkdown(w, list)
	case HTML:
		return requestsHTML(w, list)
	}
	return unknownFormat("report.WriteRequests", f)
}

var requestHead = []string{
	"request", "key_id", "region", "account", "plan", "requester", "reason", "phase", "opened_at", "expires_at", "statements_given", "statements_open", "ended_at", "ended_by", "end_reason",
}

func requestRows(list []Asked) [][]string {
	rows := make([][]string, 0, len(list))
	for _, a := range list {
		r := a.Request
		rows = append(rows, []string{
			r.ID, a.Key.ID, a.Key.Region, a.Key.Account, r.Plan.String(), r.Requester, r.Reason, string(r.Phase), stamp(r.Opened), stamp(r.Expires),
			plainNumbers(given(r)), plainNumbers(r.OpenStatements()), stamp(r.EndedAt), r.EndedBy, r.EndReason,
		})
	}
	return rows
}

// given lists the statements that somebody has confirmed, ascending.
func given(r guard.Request) []int { return slices.Sorted(maps.Keys(r.Confirmations)) }

func plainNumbers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, " ")
}

// stamp is a moment for machines and tables; empty where there is none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func requestsText(w io.Writer, list []Asked) error {
	if len(list) == 0 {
		_, err := io.WriteString(w, "No requests.\n")
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	rows := append([][]string{slices.Clone(requestHead)}, requestRows(list)...)
	for i, row := range rows {
		for j, cell := range row {
			if row[j] = oneLine(cell); row[j] == "" {
				row[j] = "-"
			}
		}
		line := strings.Join(row, "\t")
		if i == 0 {
			line = strings.ToUpper(strings.ReplaceAll(line, "_", " "))
		}
		if _, err := fmt.Fprintln(t, line); err != nil {
			return err
		}
	}
	return t.Flush()
}

func requestsMarkdown(w io.Writer, list []Asked) error {
	rows := requestRows(list)
	for _, row := range rows {
		for i, cell := range row {
			row[i] = markdownText(cell)
		}
	}
	head := make([]string, len(requestHead))
	for i, name := range requestHead {
		head[i] = strings.ReplaceAll(name, "_", " ")
	}
	_, err := io.WriteString(w, markdownRows(head, rows))
	return err
}

// requestsJSON writes one object a request, with the names of the table's columns.
func requestsJSON(w io.Writer, list []Asked) error {
	objects := make([]map[string]string, 0, len(list))
	for _, row := range requestRows(list) {
		object := map[string]string{}
		for i, cell := range row {
			object[requestHead[i]] = cell
		}
		objects = append(objects, object)
	}
	return encode(w, objects)
}
