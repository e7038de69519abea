package report

import (
	"encoding/csv"
	"io"
	"strings"
)

func writeCSV(w io.Writer, found Finding) error {
	rows := [][]string{{
		"category", "account", "region", "id", "name", "severity", "relation", "breaks_on_disable", "breaks_on_deletion", "detail", "request_id", "group", "onset", "owner",
	}}
	for _, d := range found.Audit.Dependencies {
		rows = append(rows, []string{
			string(d.Category), d.Account, d.Region, d.ID, d.Name, string(d.Severity), d.Relation, d.OnDisable, d.OnDeletion, d.Detail, d.CloudRequestID, d.Group, string(d.Onset), d.Owner,
		})
	}
	return writeRows(w, rows)
}

func writeRows(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = inert(cell)
		}
		if err := out.Write(safe); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// inert keeps a cell from being run as a formula by a spreadsheet: names of resources are chosen by anybody who
// may create one. A leading apostrophe makes it text. Line breaks would start a row that nobody wrote.
func inert(cell string) string {
	cell = oneLine(cell)
	if cell != "" && strings.ContainsRune("=+-@|%", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
