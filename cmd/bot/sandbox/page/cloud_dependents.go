package page

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"kmsguard/guard/aliyunsim"
)

// mostDependents bounds how many rows are listed below a key.
const mostDependents = 300

// dependents lists what names the key that is open, by kind.
func dependents(sc *scene) []item {
	k, ok := sc.openKey()
	if !ok {
		return nil
	}
	rows := slices.DeleteFunc(sc.cloud.Dependents(), func(d aliyunsim.Dependent) bool { return !names(d, k) })
	items := []item{sc.one("dependents-head", "head", map[string]string{"ID": "dependents-head", "Text": "What depends on it"})}
	if len(rows) == 0 {
		return append(items, sc.notice("no-dependents", "No row of this account names it."))
	}
	counts, kind, times := countKinds(rows), "", map[string]int{}
	for _, d := range rows[:min(len(rows), mostDependents)] {
		if d.Kind != kind {
			kind = d.Kind
			id := "kind-" + kind
			items = append(items, sc.one(id, "kind", map[string]string{"ID": id, "Text": fmt.Sprintf("%s %d", kindWord(kind), counts[kind])}))
		}
		// A row may name the key in several ways; its ID must stay when others come and go.
		id := "dependent-" + d.Kind + "-" + d.ID
		if times[id]++; times[id] > 1 {
			id += "-" + strconv.Itoa(times[id])
		}
		items = append(items, sc.one(id, "dependent", struct {
			aliyunsim.Dependent
			Item, Remove string
		}{d, id, sc.control("cloud/remove")}))
	}
	if len(rows) > mostDependents {
		items = append(items, sc.notice("more-dependents", fmt.Sprintf("Only the first %d of %d rows are shown.", mostDependents, len(rows))))
	}
	return items
}

// counted is how many things of each kind name a key.
func counted(k aliyunsim.KeyView, depends []aliyunsim.Dependent) string {
	counts := countKinds(slices.DeleteFunc(slices.Clone(depends), func(d aliyunsim.Dependent) bool { return !names(d, k) }))
	var words []string
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		words = append(words, fmt.Sprintf("%s %d", kindWord(kind), counts[kind]))
	}
	return cmp.Or(strings.Join(words, " · "), "nothing names it")
}

// countKinds counts things by kind. What names a key in several ways counts once.
func countKinds(rows []aliyunsim.Dependent) map[string]int {
	counts, seen := map[string]int{}, map[[2]string]bool{}
	for _, d := range rows {
		if row := [2]string{d.Kind, d.ID}; !seen[row] {
			seen[row] = true
			counts[d.Kind] += d.Count
		}
	}
	return counts
}

// names tells whether a row names the key: by ID, ARN or alias, or as one of all
// keys of its region.
func names(d aliyunsim.Dependent, k aliyunsim.KeyView) bool {
	return d.Key == k.ID || strings.HasSuffix(d.Key, ":key/"+k.ID) || slices.Contains(k.Aliases, d.Key) || d.Key == "*" && d.Region == k.Region
}

// kindWord is a kind of row as people say it.
func kindWord(kind string) string { return strings.ReplaceAll(kind, "_", " ") }
