package aliyunsim

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
)

// defaultTrailDelay is how late an event can be looked up, as observed of the cloud.
const defaultTrailDelay = 10 * time.Minute

// trailDepth is how long events are kept for LookupEvents. ActionTrail: 90 days.
const trailDepth = 90 * 24 * time.Hour

// keptKeyless bounds how many events are kept that are about no key, such as the
// thousands of pages that an audit reads; the oldest go first. Those about a key
// stay, however many they are.
const keptKeyless = 50_000

// trail is the recorded events in order of their time.
type trail struct {
	events  []event
	serial  int
	keyless int // how many of them are about no key
}

// event is one recorded API call.
type event struct {
	serial    int
	at        time.Time
	region    string
	product   *product
	name      string
	actor     actor
	params    map[string]string
	keys      []string // key IDs that it was about
	code      string   // of a refusal
	requestID string
	sourceIP  string
	userAgent string
}

// actor is who an event names.
type actor struct {
	kind      string // ram-user, assumed-role, root-account or system
	id        string
	user      string // user name, or role:session
	role      string
	accessKey string
}

// add puts an event at its place in time.
func (t *trail) add(e event) {
	t.serial++
	e.serial, e.at = t.serial, e.at.UTC()
	i := sort.Search(len(t.events), func(i int) bool { return t.events[i].at.After(e.at) })
	t.events = slices.Insert(t.events, i, e)
	if len(e.keys) > 0 {
		return
	}
	if t.keyless++; t.keyless > keptKeyless {
		t.dropKeyless(keptKeyless / 2)
	}
}

// dropKeyless forgets the oldest n events that are about no key.
func (t *trail) dropKeyless(n int) {
	t.keyless -= n
	t.events = slices.DeleteFunc(t.events, func(e event) bool {
		if n == 0 || len(e.keys) > 0 {
			return false
		}
		n--
		return true
	})
}

// prune forgets what is too old to be looked up at that time.
func (t *trail) prune(now time.Time) {
	oldest := now.Add(-trailDepth)
	i := sort.Search(len(t.events), func(i int) bool { return !t.events[i].at.Before(oldest) })
	for _, e := range t.events[:i] {
		if len(e.keys) == 0 {
			t.keyless--
		}
	}
	t.events = t.events[i:]
}

// addCall records a call that was served, whether it was refused or not.
func (t *trail) addCall(s *Sim, c *call, result string) {
	p := s.products[c.action.product]
	if p.service == "" || c.action.name == "DescribeRegions" {
		return
	}
	e := event{
		at: c.now, region: c.region, product: p, name: c.action.name, actor: c.who.actor(), params: c.params,
		keys: slices.Clone(c.keys), requestID: c.requestID, sourceIP: c.sourceIP, userAgent: c.userAgent,
	}
	if result != okOutcome {
		e.code = result
	}
	t.add(e)
}

// actor is the caller as the trail names it.
func (i *identity) actor() actor {
	if i.role != "" {
		return actor{kind: "assumed-role", id: i.principalID(), user: i.role + ":" + i.session, role: i.role, accessKey: i.accessKey}
	}
	return actor{kind: "ram-user", id: i.id, user: i.user, accessKey: i.accessKey}
}

// actorOf reads who an ARN stands for; anything else is a cloud service of that name.
func actorOf(arn string) actor {
	parts := strings.SplitN(arn, ":", 5)
	if len(parts) != 5 || parts[1] != "ram" {
		return actor{kind: "system", id: arn, user: arn}
	}
	kind, name, _ := strings.Cut(parts[4], "/")
	switch kind {
	case "user":
		return actor{kind: "ram-user", id: name, user: name}
	case "assumed-role":
		role, session, _ := strings.Cut(name, "/")
		return actor{kind: "assumed-role", id: role + ":" + session, user: role + ":" + session, role: role}
	case "root":
		return actor{kind: "root-account", id: parts[3], user: "root"}
	default:
		return actor{kind: "system", id: arn, user: arn}
	}
}

// addUses records the uses that the world gives a key.
func (s *Sim) addUses(k *cmk) error {
	for _, u := range k.Uses {
		if u.At.IsZero() || u.Event == "" {
			return fmt.Errorf("key %s has a use without at or event: write {at: 2026-10-30T02:11:00Z, event: Decrypt}", k.ID)
		}
		by := firstOf(u.By, fmt.Sprintf("acs:ram::%s:user/application", s.account))
		s.trail.add(s.keyEvent(k, u.Event, u.At, by, u.Code))
	}
	return nil
}

// keyEvent is an event on a key that did not come through this server.
func (s *Sim) keyEvent(k *cmk, name string, at time.Time, by, code string) event {
	e := event{
		at: at, region: k.Region, product: s.products["kms"], name: name, actor: actorOf(by), keys: []string{k.ID},
		params: map[string]string{}, requestID: newRequestID(), sourceIP: "203.0.113.7", userAgent: "AlibabaCloud", code: code,
	}
	if name != decryptEvent {
		e.params["KeyId"] = k.ID // Decrypt sends the ciphertext alone
	}
	return e
}

const decryptEvent = "Decrypt"
