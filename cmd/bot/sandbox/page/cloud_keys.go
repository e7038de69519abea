package page

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kmsguard/guard/aliyunsim"
)

// shownKey is a key as its template takes it.
type shownKey struct {
	ID, Key, Link, All, Region, State, Names, About string
	Deletes, DeletesUTC, Left                       string
	Depends                                         string
	Protected, Open                                 bool
}

// mostKeysShown bounds how many keys the list shows.
const mostKeysShown = 200

// keys lists the account's keys, or the one that is open.
func keys(sc *scene) []item {
	items, region := []item{}, ""
	depends := sc.cloud.Dependents()
	for _, k := range sc.cloud.KeyViews() {
		if sc.at.Key != "" && k.ID != sc.at.Key {
			continue
		}
		if k.Region != region {
			region = k.Region
			id := "region-" + region
			items = append(items, sc.one(id, "region", map[string]string{"ID": id, "Region": region}))
		}
		items = append(items, sc.one("key-"+k.ID, "key", sc.key(k, depends)))
		if len(items) > mostKeysShown {
			return append(items, sc.one("more-keys", "notice", map[string]string{"ID": "more-keys", "Text": fmt.Sprintf("Only the first %d keys are shown. Open one by its address, with ?pane=cloud&key=ID.", mostKeysShown)}))
		}
	}
	if len(items) == 0 {
		items = append(items, sc.one("no-keys", "notice", map[string]string{"ID": "no-keys", "Text": "No key " + sc.at.Key + " exists in this account."}))
	}
	return items
}

func (sc *scene) key(k aliyunsim.KeyView, depends []aliyunsim.Dependent) shownKey {
	s := shownKey{
		ID: "key-" + k.ID, Key: k.ID, Link: sc.link(sc.at.key(k.ID)), All: sc.link(sc.at.key("")), Region: k.Region, State: k.State,
		Names: strings.Join(k.Aliases, ", "), About: k.Description, Protected: k.Protected, Open: sc.at.Key == k.ID,
		Depends: counted(k, depends),
	}
	if !k.DeletesAt.IsZero() {
		s.Deletes, s.DeletesUTC = k.DeletesAt.In(sc.zone()).Format("Mon 2 Jan 2006 15:04"), moment(k.DeletesAt)
		if left := k.DeletesAt.Sub(sc.now); left > 0 {
			s.Left = span(left) + " left"
		}
	}
	return s
}

// counted is how many things of each kind name a key.
func counted(k aliyunsim.KeyView, depends []aliyunsim.Dependent) string {
	counts := map[string]int{}
	for _, d := range depends {
		if names(d, k) {
			counts[d.Kind] += d.Count
		}
	}
	var words []string
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		words = append(words, fmt.Sprintf("%s %d", kindWord(kind), counts[kind]))
	}
	return cmp.Or(strings.Join(words, " · "), "nothing names it")
}

// names tells whether a row names the key: by ID, ARN or alias.
func names(d aliyunsim.Dependent, k aliyunsim.KeyView) bool {
	return d.Key == k.ID || strings.HasSuffix(d.Key, ":key/"+k.ID) || slices.Contains(k.Aliases, d.Key)
}

// kindWord is a kind of row as people say it.
func kindWord(kind string) string { return strings.ReplaceAll(kind, "_", " ") }

// span is a length of time in days, hours and minutes.
func span(d time.Duration) string {
	days, hours, minutes := int(d/(24*time.Hour)), int(d/time.Hour)%24, int(d/time.Minute)%60
	switch {
	case days > 0:
		return fmt.Sprintf("%d d %d h", days, hours)
	case hours > 0:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	}
	return fmt.Sprintf("%d min", minutes)
}

// openKey is the key that the pane is about.
func (sc *scene) openKey() (aliyunsim.KeyView, bool) {
	if sc.at.Key == "" {
		return aliyunsim.KeyView{}, false
	}
	return sc.cloud.Key(sc.at.Key)
}

// mostDependents bounds how many rows are listed below a key.
const mostDependents = 300

// dependents lists what names the key that is open.
func dependents(sc *scene) []item {
	k, ok := sc.openKey()
	if !ok {
		return nil
	}
	items, kind := []item{sc.one("dependents-head", "head", map[string]string{"ID": "dependents-head", "Text": "What depends on it"})}, ""
	for i, d := range sc.cloud.Dependents() {
		if !names(d, k) || len(items) > mostDependents {
			continue
		}
		if d.Kind != kind {
			kind = d.Kind
			id := "kind-" + kind
			items = append(items, sc.one(id, "kind", map[string]string{"ID": id, "Text": kindWord(kind)}))
		}
		id := fmt.Sprintf("dependent-%s-%s-%d", d.Kind, d.ID, i)
		items = append(items, sc.one(id, "dependent", struct {
			aliyunsim.Dependent
			Item, Remove string
		}{d, id, sc.control("cloud/remove")}))
	}
	if len(items) == 1 {
		items = append(items, sc.one("no-dependents", "notice", map[string]string{"ID": "no-dependents", "Text": "No row of this account names it."}))
	}
	return items
}
