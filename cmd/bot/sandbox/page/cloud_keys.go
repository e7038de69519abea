package page

import (
	"fmt"
	"strings"
	"time"

	"kmsguard/guard/aliyunsim"
)

// shownKey is a key as its template takes it.
type shownKey struct {
	ID, Key, Link, All, Region, State, Means, Names, About string
	Deletes, DeletesUTC, Left                              string
	Depends, Facts                                         string
	Protected, Open                                        bool
}

// mostKeysShown bounds how many keys the list shows.
const mostKeysShown = 200

// keys lists the account's keys by region, or the one that is open.
func keys(sc *scene) []item {
	items, region, shown := []item{}, "", 0
	depends := sc.cloud.Dependents()
	for _, k := range sc.cloud.KeyViews() {
		if sc.at.Key != "" && k.ID != sc.at.Key {
			continue
		}
		if shown++; shown > mostKeysShown {
			continue
		}
		if k.Region != region {
			region = k.Region
			id := "region-" + region
			items = append(items, sc.one(id, "region", map[string]string{"ID": id, "Region": region}))
		}
		items = append(items, sc.one("key-"+k.ID, "key", sc.key(k, depends)))
	}
	switch {
	case shown > mostKeysShown:
		return append(items, sc.notice("more-keys", fmt.Sprintf("Only the first %d of %d keys are shown. Open any other by its address, with ?pane=cloud&key=ID.", mostKeysShown, shown)))
	case shown == 0 && sc.at.Key != "":
		return append(items, sc.one("no-keys", "no-key", map[string]string{"Key": sc.at.Key, "All": sc.link(sc.at.key(""))}))
	case shown == 0:
		return append(items, sc.notice("no-keys", "No key exists in this account."))
	}
	return items
}

func (sc *scene) key(k aliyunsim.KeyView, depends []aliyunsim.Dependent) shownKey {
	s := shownKey{
		ID: "key-" + k.ID, Key: k.ID, Link: sc.link(sc.at.key(k.ID)), All: sc.link(sc.at.key("")), Region: k.Region, State: k.State, Means: stateMeans[k.State],
		Names: strings.Join(k.Aliases, ", "), About: k.Description, Protected: k.Protected, Open: sc.at.Key == k.ID,
		Depends: counted(k, depends), Facts: facts(k),
	}
	if !k.DeletesAt.IsZero() {
		s.Deletes, s.DeletesUTC = k.DeletesAt.In(sc.zone()).Format("Mon 2 Jan 2006 15:04"), moment(k.DeletesAt)
		if left := k.DeletesAt.Sub(sc.now); left > 0 {
			s.Left = span(left) + " left"
		}
	}
	return s
}

// stateMeans is what each state of a key comes to.
var stateMeans = map[string]string{
	"Enabled":         "can be used",
	"Disabled":        "every use is refused until it is enabled again",
	"PendingDeletion": "every use is refused; the deletion can still be cancelled",
	"PendingImport":   "has no key material, and cannot be used",
	"Deleted":         "destroyed; nobody can read again what is encrypted under it",
}

// facts are what does not change, or rarely, about a key.
func facts(k aliyunsim.KeyView) string {
	words := []string{k.Spec, k.Usage, "origin " + k.Origin, "created by " + k.Creator}
	if k.ServiceKey {
		words[len(words)-1] += ", a service's own key"
	}
	rotation := "no automatic rotation"
	if k.Rotation > 0 {
		rotation = "rotated every " + span(k.Rotation)
	}
	return strings.Join(append(words, rotation, fmt.Sprintf("%d %s", k.Versions, plural(k.Versions, "version", "versions"))), " · ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

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
