package crashes

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// reached counts the calls of each API that reached cloud and Slack so far.
func (w *town) reached() map[string]int {
	n := map[string]int{}
	for _, c := range w.sandbox().Cloud().Calls() {
		n[c.Product+"."+c.Action]++
	}
	for _, c := range w.sandbox().Slack().Calls() {
		n[c.API]++
	}
	return n
}

// measured is what reaches cloud and Slack while each story is told undisturbed,
// by story and API.
type measured map[string]map[string]int

// measure tells every story undisturbed, which must end well.
func measure(w *town) measured {
	w.t.Helper()
	all := measured{}
	for _, st := range stories {
		if !w.alive() {
			w.start()
		}
		before := w.reached()
		a := w.tell(st, plan{story: st.name})
		for _, f := range a.faults {
			w.t.Errorf("%s, undisturbed: %s", st.name, f)
		}
		all[st.name] = w.reached()
		for api, n := range before {
			if all[st.name][api] -= n; all[st.name][api] == 0 {
				delete(all[st.name], api)
			}
		}
	}
	return all
}

// calls is how many calls a story makes.
func (m measured) calls(story string) (n int) {
	for _, times := range m[story] {
		n += times
	}
	return n
}

// inTurn plans a kill before and one after every named effect: what changes keys,
// opens sessions or is seen in Slack in every story that has it, and what only
// reads in one story each.
func (m measured) inTurn() (plans []plan) {
	all := map[string]bool{}
	for _, st := range m {
		for api := range st {
			all[api] = true
		}
	}
	for i, api := range slices.Sorted(maps.Keys(all)) {
		having := slices.DeleteFunc(slices.Sorted(maps.Keys(m)), func(st string) bool { return m[st][api] == 0 })
		for j, st := range having {
			if !changes(api) && j != i%len(having) {
				continue
			}
			for k, phase := range []string{"before", "after"} {
				plans = append(plans, plan{story: st, api: api, phase: phase, nth: 1 + (i+j+k)%m[st][api]})
			}
		}
	}
	return plans
}

// changes tells the effects that change something outside of the bot.
func changes(api string) bool {
	_, action, _ := strings.Cut(api, ".")
	for _, verb := range []string{"Schedule", "Cancel", "Disable", "Enable", "Create", "Update", "Assume", "chat.post", "chat.update", "files.", "views."} {
		if strings.HasPrefix(action, verb) {
			return true
		}
	}
	return false
}

// byCount sorts a tally, the largest first.
func byCount(tally map[string]int) []string {
	return slices.SortedFunc(maps.Keys(tally), func(a, b string) int { return cmp.Or(cmp.Compare(tally[b], tally[a]), cmp.Compare(a, b)) })
}
