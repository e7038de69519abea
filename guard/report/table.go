package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// column is one column of a table.
type column struct {
	Name  string
	Code  bool     // what is in it is copied: IDs, commands
	Ranks []string // its values from the worst to the best, where it is sorted by these
	Count bool     // it holds whole numbers
}

// columns are plain columns with these names.
func columns(names ...string) []column {
	list := make([]column, len(names))
	for i, n := range names {
		list[i].Name = n
	}
	return list
}

// table is rows with a name for each column. Its cells are as they came: whoever writes it down escapes them.
type table struct {
	ID      string // short and plain, for links and for the name of a field
	Caption string
	Columns []column
	Rows    [][]string
}

func (t table) head() []string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	return names
}

// text aligns the columns for a terminal.
func (t table) text(b io.Writer) {
	out := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, strings.ToUpper(strings.Join(t.head(), "\t")))
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			if cells[i] = oneLine(c); cells[i] == "" {
				cells[i] = "-"
			}
		}
		fmt.Fprintln(out, strings.Join(cells, "\t"))
	}
	_ = out.Flush() // to memory: it cannot fail
}

// markdown writes the table with every cell escaped.
func (t table) markdown() string {
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = make([]string, len(row))
		for j, c := range row {
			if t.Columns[j].Code {
				rows[i][j] = markdownCode(c)
			} else {
				rows[i][j] = markdownText(c)
			}
		}
	}
	return markdownRows(t.head(), rows)
}

// csv names the columns as fields: "on disable" becomes on_disable.
func (t table) csv(w io.Writer) error {
	head := t.head()
	for i, n := range head {
		head[i] = strings.ReplaceAll(strings.ToLower(n), " ", "_")
	}
	return writeRows(w, append([][]string{head}, t.Rows...))
}
