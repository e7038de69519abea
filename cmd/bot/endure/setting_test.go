package endure

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kmsguard/guard"
)

// The people. Strangers are members of the channel, some even of the groups that
// approve, and may do nothing.
var (
	askers    = []string{"alice", "anton", "amy"}
	approvers = []string{"bob", "carol", "dave", "erin", "frank", "fay"}
	rescuers  = []string{"gina", "hana"}
	strangers = []string{"mallory", "greta", "xaver", "ivan"}
	everybody = slices.Concat(askers, approvers, rescuers, strangers)
)

const (
	account    = "1234567890123456"
	region     = "cn-hangzhou"
	channel    = "C0KEYS"
	escalation = "C0ALARM"
	crowd      = "S0CROWD"
	handful    = "S0HANDFUL"
	day        = 24 * time.Hour
	// scanEvery is how often the bot looks for deletions scheduled elsewhere.
	scanEvery = 8 * time.Hour
)

var beginning = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// members of the two groups; greta is a guest and xaver of another company.
var members = map[string][]string{
	crowd:   {"bob", "carol", "dave", "erin", "frank", "fay", "greta", "xaver"},
	handful: {"bob", "carol", "dave", "greta"},
}

// setting is what one run is played in.
type setting struct {
	keys     []string
	policy   guard.Policy
	history  bool          // the bot may read what stands in a channel
	enforced bool          // the cloud ends a session's rights at the deadline in its policy
	trail    time.Duration // how late the trail is
}

// String tells the rules of a run in a few lines.
func (s setting) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "may read history %v, deadlines enforced %v, trail late by %s, escalation %q, reminders %+v", s.history, s.enforced, s.trail, s.policy.Escalation, s.policy.Reminders)
	for _, r := range s.policy.Rules {
		fmt.Fprintf(&b, "\n%s: keys %v, requesters %v, approvers %+v, windows %d to %d, delete by %d, disable by %d, rotate by %d, cancel by %d", r.Name, r.Match.Keys, r.Requesters.Users,
			r.Approvers, r.MinWindowDays, r.MaxWindowDays, r.Demands[guard.Delete].Approvers, r.Demands[guard.Disable].Approvers, r.Demands[guard.Rotate].Approvers, r.Demands[guard.Cancel].Approvers)
	}
	return b.String()
}

// userID is how Slack names somebody.
func userID(name string) string { return "U0" + name }

func userIDs(names ...string) (ids []string) {
	for _, n := range names {
		ids = append(ids, userID(n))
	}
	return ids
}

func drawSetting(d dice) setting {
	s := setting{
		history: chance(d, "history", 2), enforced: !chance(d, "deadlines are not enforced", 4),
		trail: one(d, "trail delay", time.Minute, 10*time.Minute),
	}
	for i := range 3 + d.roll("more keys", 6) {
		s.keys = append(s.keys, fmt.Sprintf("key-hzz650endure%08d", i+1))
	}
	s.policy = guard.Policy{
		Digest: "policy-1", Rescuers: guard.People{Users: userIDs(rescuers...)}, Escalation: one(d, "escalation", "", escalation),
		Reminders: one(d, "reminders", nil, []guard.Offset{{Before: day}, {Before: 2 * time.Hour}}, []guard.Offset{{Half: true}, {Before: day}}),
	}
	for i := range 1 + d.roll("more rules", 3) {
		s.policy.Rules = append(s.policy.Rules, drawRule(d, i, s.keys))
	}
	s.policy.Rules[len(s.policy.Rules)-1].Match.Keys = nil // the last one is for every key
	if chance(d, "a key without a rule", 4) {
		s.policy.Rules[len(s.policy.Rules)-1].Match.Keys = s.keys[1:]
	}
	return s
}

func drawRule(d dice, i int, keys []string) guard.Rule {
	r := guard.Rule{
		Name: fmt.Sprintf("rule %d", i+1), Channel: channel, Match: guard.Match{Keys: []string{keys[d.roll("of key", len(keys))]}},
		Requesters: guard.People{Users: userIDs(askers[:1+d.roll("askers", len(askers))]...)},
		Approvers:  one(d, "approved by", guard.People{Groups: []string{crowd}}, guard.People{Groups: []string{handful}, Users: userIDs("fay", "amy")}),
		Readers:    guard.People{Users: userIDs("ivan")}, BlockInUse: !chance(d, "in use may be deleted", 3),
		MinWindowDays: 7 + d.roll("least window", 3), MaxWindowDays: 12 + d.roll("longest window", 19),
		ReasonPattern: one(d, "reasons", "", "OPS-[0-9]+"), Demands: drawDemands(d),
	}
	return r
}

func drawDemands(d dice) map[guard.Action]guard.Demand {
	all := one(d, "preset", guard.SmallTeamDemands, guard.PracticalDemands, guard.DefaultDemands)()
	tune := func(a guard.Action, most int) {
		demand := all[a]
		demand.Approvers = 2 + d.roll(string(a)+" approvers", most-1)
		all[a] = demand
	}
	if chance(d, "other numbers", 2) {
		tune(guard.Delete, 5)
		tune(guard.Disable, 4)
	}
	if chance(d, "a rescue takes two", 5) {
		all[guard.Cancel] = guard.Demand{Statements: all[guard.Cancel].Statements, Approvers: 2, RequesterConfirm: true}
	}
	return all
}

// ruleOf is the rule of a key as the test reads the policy, nil where there is none.
func (s setting) ruleOf(key string) *guard.Rule {
	for i, r := range s.policy.Rules {
		if len(r.Match.Keys) == 0 || slices.Contains(r.Match.Keys, key) {
			return &s.policy.Rules[i]
		}
	}
	return nil
}
