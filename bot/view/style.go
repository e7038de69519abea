package view

import "kmsguard/guard/report"

// style shows the phrases that terminal and Slack share as Slack shows them.
func style() report.Style {
	return report.Style{Code: Code, Text: brief, Date: date, Person: person}
}
