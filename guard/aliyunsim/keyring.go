package aliyunsim

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// keyring is all keys of the account, and what is left of destroyed ones.
type keyring struct {
	order     []*cmk // as listed by ListKeys
	byID      map[string]*cmk
	byAlias   map[regional]*cmk
	destroyed map[string]KeyView
	nextEnd   time.Time // no pending key ends before; zero: none is pending
}

// maxKeys bounds count of one key row: each key is held by itself, since each
// has a state of its own.
const maxKeys = 1_000_000

// regional is a name within a region.
type regional struct{ region, name string }

// KeyView is a key as an assertion wants to see it.
type KeyView struct {
	ID          string            `json:"id"`
	Region      string            `json:"region"`
	State       string            `json:"state"` // Deleted once it is destroyed
	Description string            `json:"description,omitempty"`
	DeletesAt   time.Time         `json:"deletes_at,omitzero"`
	Protected   bool              `json:"protected,omitempty"`
	Rotation    time.Duration     `json:"rotation,omitempty"` // interval of automatic rotation in nanoseconds; 0: off
	Versions    int               `json:"versions"`
	Aliases     []string          `json:"aliases,omitempty"`
	Tags        map[string]string `json:"tags,omitempty"`
	ServiceKey  bool              `json:"service_key,omitempty"`
	Spec        string            `json:"spec"`
	Usage       string            `json:"usage"`
	Origin      string            `json:"origin"`
	Creator     string            `json:"creator"`
}

func (k *cmk) view() KeyView {
	return KeyView{
		ID: k.ID, Region: k.Region, State: k.State, Description: k.Description, DeletesAt: k.deletesAt, Protected: k.Protection,
		Rotation: time.Duration(k.Rotation), Versions: len(k.versions), Aliases: slices.Clone(k.Aliases), Tags: maps.Clone(k.Tags),
		ServiceKey: k.isService(), Spec: k.Spec, Usage: k.Usage, Origin: k.Origin, Creator: k.Creator,
	}
}

// Key returns what the cloud holds of a key now. A destroyed key is still
// known here, though no API finds it.
func (s *Sim) Key(id string) (KeyView, bool) {
	s.mu.Look()
	defer s.mu.Leave()
	s.destroyDue(s.now())
	if k, ok := s.keys.byID[id]; ok {
		return k.view(), true
	}
	v, ok := s.keys.destroyed[id]
	return v, ok
}

// KeyViews returns all keys by region, then ID; destroyed ones are among them.
func (s *Sim) KeyViews() []KeyView {
	s.mu.Look()
	defer s.mu.Leave()
	views := s.keyViews()
	slices.SortFunc(views, func(a, b KeyView) int { return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.ID, b.ID)) })
	return views
}

// keyViews returns all keys, destroyed ones last.
func (s *Sim) keyViews() []KeyView {
	s.destroyDue(s.now())
	views := make([]KeyView, 0, len(s.keys.order)+len(s.keys.destroyed))
	for _, k := range s.keys.order {
		views = append(views, k.view())
	}
	first := len(views)
	for _, v := range s.keys.destroyed {
		views = append(views, v)
	}
	slices.SortFunc(views[first:], func(a, b KeyView) int { return strings.Compare(a.ID, b.ID) })
	return views
}

// addKey puts a key of the world, or as many as it counts, on the ring and its
// uses into the trail.
func (s *Sim) addKey(k Key) error {
	if err := s.regions.use(k.Region); err != nil && k.Region != "" {
		return err
	}
	if k.Count < 0 || k.Count > maxKeys {
		return fmt.Errorf("key %s has count %d: it must be from 0 to %d", k.ID, k.Count, maxKeys)
	}
	if k.Count <= 1 {
		return s.addOneKey(k)
	}
	base := k.ID
	for n := range k.Count {
		k.ID = numberedName(base, n+1)
		if err := s.addOneKey(k); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sim) addOneKey(k Key) error {
	c, err := s.newCMK(k)
	if err != nil {
		return err
	}
	r := &s.keys
	if r.byID == nil {
		r.byID, r.byAlias, r.destroyed = map[string]*cmk{}, map[regional]*cmk{}, map[string]KeyView{}
	}
	if _, taken := r.byID[k.ID]; taken {
		return fmt.Errorf("key %s is there twice", k.ID)
	}
	for _, a := range k.Aliases {
		if _, taken := r.byAlias[regional{k.Region, a}]; taken {
			return fmt.Errorf("key %s: %s points at another key already", k.ID, a)
		}
	}
	for _, a := range k.Aliases {
		r.byAlias[regional{k.Region, a}] = c
	}
	delete(r.destroyed, k.ID)
	r.byID[k.ID] = c
	r.order = append(r.order, c)
	r.expect(c)
	return s.addUses(c)
}

// expect notes when a pending key ends.
func (r *keyring) expect(k *cmk) {
	if k.State == statePendingDeletion && (r.nextEnd.IsZero() || k.deletesAt.Before(r.nextEnd)) {
		r.nextEnd = k.deletesAt
	}
}

// destroyDue destroys the keys whose pending window is over at that time.
func (s *Sim) destroyDue(now time.Time) {
	now = now.Add(-time.Duration(s.settings.DestroyedAfter))
	if s.keys.nextEnd.IsZero() || now.Before(s.keys.nextEnd) {
		return
	}
	due := func(k *cmk) bool { return k.State == statePendingDeletion && !now.Before(k.deletesAt) }
	s.keys.nextEnd = time.Time{}
	for _, k := range s.keys.order {
		if due(k) {
			s.keys.forget(k)
		} else {
			s.keys.expect(k)
		}
	}
	s.keys.order = slices.DeleteFunc(s.keys.order, due)
	s.mu.wake() // also for somebody who came only to look
}

// forget destroys a key: nothing finds it any more, and its aliases go with it.
func (r *keyring) forget(k *cmk) {
	v := k.view()
	v.State = stateDeleted
	r.destroyed[k.ID] = v
	delete(r.byID, k.ID)
	for _, a := range k.Aliases {
		delete(r.byAlias, regional{k.Region, a})
	}
}

// removeKey takes a key out as if it had never been there.
func (s *Sim) removeKey(id string) bool {
	k, ok := s.keys.byID[id]
	if !ok {
		return false
	}
	s.keys.forget(k)
	delete(s.keys.destroyed, id)
	s.keys.order = slices.DeleteFunc(s.keys.order, func(o *cmk) bool { return o == k })
	return true
}

func addKeyRow(s *Sim, row []byte) error {
	var k Key
	if err := decodeRow(row, &k); err != nil {
		return err
	}
	return s.addKey(k)
}

// nameUUID derives an ID in the form of a UUID from a text.
func nameUUID(text string) string {
	sum := sha256.Sum256([]byte(text))
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
