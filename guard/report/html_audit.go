package report

import (
	"fmt"
	"io"
	"time"

	"kmsguard/guard"
)

// writeHTML writes an audit as a page: what is decided on first, then the tables.
func writeHTML(w io.Writer, found Finding) error {
	a, st := found.Audit, Plain()
	d := document{
		Title: Headline(a) + ": " + a.Key.Ref.ID, Headline: Headline(a),
		About:  []string{st.about(a), fmt.Sprintf("Read at %s (%s)", Date(a.Finished), Effort(a))},
		Cards:  auditCards(a),
		Tables: []table{wide(dependents(a), a), coverage(a)},
		Foot:   []string{SelfEncrypted, "Evidence digest " + short(guard.EvidenceDigest(a)) + decided(found)},
	}
	if len(a.LastUse.Callers) > 0 {
		d.Tables = append(d.Tables, callers(a))
	}
	return d.write(w)
}

// auditCards are what people decide on: the assessment, what was read and what was not, what nobody can tell.
func auditCards(a guard.Audit) []card {
	st := Plain()
	verdict, why := Assessment(a)
	cards := []card{{Title: "Assessment: " + verdict, Text: why}}
	if missing := st.Missing(a); len(missing) > 0 {
		c := list("Not read", "", missing)
		c.Alarm = true
		cards = append(cards, c)
	}
	var sums []string
	for _, c := range Categories(a) {
		sums = append(sums, c.String())
	}
	found := list("Coverage", "", sums)
	found.Text = Severities(a)
	open := card{Title: "Not determinable", Rows: st.undetermined(a)}
	if len(open.Rows) == 0 {
		open.Text = "Nothing."
	}
	use := card{Title: "Last use", Text: st.LastUse(a)}
	if h := st.Horizon(a); h != "" && len(a.LastUse.Callers) > 0 {
		use.Rows = append(use.Rows, undetermined{What: h})
	}
	if m := st.Material(a); m != "" {
		use.Rows = append(use.Rows, undetermined{What: m})
	}
	return append(cards, found, open, list("Not covered", "Nothing is known to be left out.", st.NotCovered(a)), use)
}

// wide adds to the table of dependents what a screen has room for.
func wide(t table, a guard.Audit) table {
	t.Columns = append(t.Columns, columns("Relation", "Detail", "Account")...)
	for i, d := range Ranked(a.Dependencies) {
		t.Rows[i] = append(t.Rows[i], d.Relation, d.Detail, d.Account)
	}
	return t
}

// coverage is the table of what was read, and where.
func coverage(a guard.Audit) table {
	t := table{ID: "coverage", Caption: "What was read", Columns: []column{
		{Name: "Category"}, {Name: "Account"}, {Name: "Region"}, {Name: "Status", Ranks: statuses()}, {Name: "Reason"}, {Name: "Code", Code: true},
		{Name: "To look at", Count: true}, {Name: "Calls", Count: true}, {Name: "Throttled", Count: true}, {Name: "Seconds", Count: true},
	}}
	for _, c := range a.Coverage {
		t.Rows = append(t.Rows, []string{
			string(c.Category), c.Account, c.Region, string(c.Status), c.Reason, c.Code,
			fmt.Sprint(c.Population), fmt.Sprint(c.Calls), fmt.Sprint(c.Throttled), seconds(c.Took),
		})
	}
	return t
}

// statuses are the coverage statuses from the worst to the best, for sorting.
func statuses() []string {
	return []string{string(guard.StatusIncomplete), string(guard.StatusUnknowable), string(guard.StatusNotApplicable), string(guard.StatusComplete)}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()) }

// callers is the table of who used the key.
func callers(a guard.Audit) table {
	t := table{ID: "callers", Caption: "Recorded uses by caller", Columns: []column{
		{Name: "Caller"}, {Name: "Service"}, {Name: "Region"}, {Name: "Events"}, {Name: "Uses", Count: true}, {Name: "Refused", Count: true}, {Name: "Last"},
	}}
	for _, c := range latestFirst(a.LastUse.Callers) {
		t.Rows = append(t.Rows, []string{
			c.By, c.Service, c.Region, List(c.Events), fmt.Sprint(c.Count), fmt.Sprint(c.Refused), stamp(c.Last),
		})
	}
	return t
}
