package view

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// maxSettled is how many unknowables have an input of their own. Beyond it they are asked for by category, since
// a modal has 100 blocks at most and a person less patience.
const maxSettled = 30

// unknowable is one input of statement 2: what the API cannot tell, and the rows of coverage that its answer is for.
type unknowable struct {
	block string
	ask   string
	rows  []guard.Coverage
}

// unknowables lists what statement 2 asks, in the audit's order.
func unknowables(a guard.Audit) []unknowable {
	each := gather(a, guard.CoverageKey)
	if len(each) > maxSettled {
		return gather(a, func(c guard.Coverage) string { return string(c.Category) })
	}
	return each
}

func gather(a guard.Audit, by func(guard.Coverage) string) []unknowable {
	st := report.Plain()
	var list []unknowable
	at := map[string]int{}
	for _, row := range a.UnknowableRows() {
		name := by(row)
		i, ok := at[name]
		if !ok {
			i = len(list)
			at[name] = i
			list = append(list, unknowable{block: BlockSettled + hash(name), ask: "How was it settled? "})
		} else {
			list[i].ask += "; "
		}
		list[i].ask += st.Unknowable(row)
		list[i].rows = append(list[i].rows, row)
	}
	return list
}

// Settled turns what was typed into the blocks of BlockSettled, by block ID, into what a statement carries, by
// guard.CoverageKey. Blocks that the audit does not ask for fall away.
func Settled(a guard.Audit, typed map[string]string) map[string]string {
	settled := map[string]string{}
	for _, u := range unknowables(a) {
		text := strings.TrimSpace(typed[u.block])
		for _, row := range u.rows {
			if text != "" {
				settled[guard.CoverageKey(row)] = text
			}
		}
	}
	return settled
}

// hash is a short name for a text that is too long or too odd for an ID of Slack's.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
