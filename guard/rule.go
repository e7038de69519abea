package guard

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"time"
)

// DefaultAuditAge is how old an audit may be when a request is carried out.
const DefaultAuditAge = 15 * time.Minute

// DefaultReminders are the points before the end of a pending window at which
// people are reminded.
func DefaultReminders() []Offset {
	return []Offset{
		{Half: true}, {Before: 7 * 24 * time.Hour}, {Before: 3 * 24 * time.Hour},
		{Before: 24 * time.Hour}, {Before: 4 * time.Hour}, {Before: time.Hour},
	}
}

// RuleFor returns the first rule that matches the key; without one nobody may.
func (p Policy) RuleFor(f KeyFacts) (Rule, bool) {
	for _, r := range p.Rules {
		if r.Match.matches(f) {
			return r, true
		}
	}
	return Rule{}, false
}

func (m Match) matches(f KeyFacts) bool {
	return anyOf(m.Accounts, f.Ref.Account) && anyOf(m.Regions, f.Ref.Region) && anyOf(m.Keys, f.Ref.ID) && tagged(m.Tags, f.Tags)
}

func anyOf(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }

func tagged(want, have map[string]string) bool {
	for k, v := range want {
		if got, ok := have[k]; !ok || got != v {
			return false
		}
	}
	return true
}

// Has reports whether a person is named, by user ID or through a group.
func (p People) Has(who Person) bool {
	if slices.Contains(p.Users, who.ID) {
		return true
	}
	return slices.ContainsFunc(who.Groups, func(g string) bool { return slices.Contains(p.Groups, g) })
}

// Empty reports whether nobody is named.
func (p People) Empty() bool { return len(p.Users) == 0 && len(p.Groups) == 0 }

// MayRescue reports whether the person is one of the rescuers of all keys.
func (p Policy) MayRescue(who Person) bool { return p.Rescuers.Has(who) }

// GroupIDs lists every user group that the policy names, each once, sorted.
func (p Policy) GroupIDs() []string {
	ids := slices.Clone(p.Rescuers.Groups)
	for _, r := range p.Rules {
		ids = slices.Concat(ids, r.Requesters.Groups, r.Approvers.Groups, r.Readers.Groups)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Stricter returns a rule that is satisfied only by what satisfies both: the
// one in force when a request was opened, and the one in force now.
func Stricter(opened, now Rule) Rule {
	r := now
	r.Requesters, r.Channel = opened.Requesters, opened.Channel
	r.MinWindowDays = max(opened.MinWindowDays, now.MinWindowDays)
	r.MaxWindowDays = min(opened.MaxWindowDays, now.MaxWindowDays)
	r.BlockInUse = opened.BlockInUse || now.BlockInUse
	r.Demands = map[Action]Demand{}
	for _, a := range Actions() {
		r.Demands[a] = stricterDemand(opened.Demands[a], now.Demands[a])
	}
	return r
}

func stricterDemand(a, b Demand) Demand {
	d := Demand{
		Statements:       slices.Concat(a.Statements, b.Statements),
		Approvers:        max(a.Approvers, b.Approvers),
		RequesterConfirm: a.RequesterConfirm && b.RequesterConfirm,
		OnePress:         a.OnePress && b.OnePress,
	}
	slices.Sort(d.Statements)
	d.Statements = slices.Compact(d.Statements)
	return d
}

// Demand presets.
var (
	allFour = []int{StatementKey, StatementAudit, StatementPermanent, StatementApprove}
	allFive = []int{StatementKey, StatementAudit, StatementPermanent, StatementApprove, StatementMigrated}
)

// DefaultDemands are the demands of a rule that says nothing else: each
// statement of a deletion, a disable or a rotation from another person, and a
// rescue by one.
func DefaultDemands() map[Action]Demand {
	rescue := Demand{Statements: slices.Clone(allFour), Approvers: 1, RequesterConfirm: true, OnePress: true}
	return map[Action]Demand{
		Delete:  {Statements: slices.Clone(allFive), Approvers: 5},
		Disable: {Statements: slices.Clone(allFour), Approvers: 4},
		Rotate:  {Statements: slices.Clone(allFour), Approvers: 4},
		Cancel:  rescue,
		Enable:  rescue,
	}
}

// PracticalDemands are the defaults with a lighter rotation: statements 1, 2
// and 4 by two people.
func PracticalDemands() map[Action]Demand {
	d := DefaultDemands()
	d[Rotate] = Demand{Statements: []int{StatementKey, StatementAudit, StatementApprove}, Approvers: 2}
	return d
}

// SmallTeamDemands ask every statement, but fewer distinct people: three for a
// deletion, two for a disable and a rotation.
func SmallTeamDemands() map[Action]Demand {
	d := PracticalDemands()
	d[Delete] = Demand{Statements: slices.Clone(allFive), Approvers: 3}
	d[Disable] = Demand{Statements: slices.Clone(allFour), Approvers: 2}
	return d
}

// minRescuers is how many rescuers are named by user ID at least, because
// groups may be unreadable in the hour of need.
const minRescuers = 2

// minApprovers is the least number of distinct people for a destructive action.
const minApprovers = 2

// Problems returns everything for which a policy is refused, one sentence each:
// what no file may lower, and what makes no sense. None means that it may be used.
func (p Policy) Problems() []string {
	var bad []string
	if len(p.Rescuers.Users) < minRescuers {
		bad = append(bad, fmt.Sprintf("rescuers.users names %d people, at least %d are needed by user ID; groups alone may be unreadable in the hour of need", len(p.Rescuers.Users), minRescuers))
	}
	if len(p.Rules) == 0 {
		bad = append(bad, "rules is empty, so nobody may do anything; name at least one rule")
	}
	for i, r := range p.Rules {
		for _, why := range r.problems() {
			bad = append(bad, fmt.Sprintf("rules[%d] (%s): %s", i, cmp.Or(r.Name, "unnamed"), why))
		}
	}
	return bad
}

func (r Rule) problems() []string {
	var bad []string
	if r.Channel == "" {
		bad = append(bad, "channel is missing; name the ID of the channel in which its requests live, such as C0KEYS")
	}
	if r.Requesters.Empty() {
		bad = append(bad, "requesters names nobody")
	}
	if r.Approvers.Empty() {
		bad = append(bad, "approvers names nobody")
	}
	if _, err := regexp.Compile(r.ReasonPattern); err != nil {
		bad = append(bad, fmt.Sprintf("reason_pattern does not compile: %v", err))
	}
	bad = append(bad, r.windowProblems()...)
	for _, a := range Actions() {
		bad = append(bad, demandProblems(a, r.Demands[a])...)
	}
	return bad
}

func (r Rule) windowProblems() []string {
	if r.MinWindowDays < MinWindowDays || r.MaxWindowDays > APIMaxWindowDays || r.MinWindowDays > r.MaxWindowDays {
		return []string{fmt.Sprintf("windows %d to %d days: a window is %d to %d days and min is not above max", r.MinWindowDays, r.MaxWindowDays, MinWindowDays, APIMaxWindowDays)}
	}
	return nil
}

func demandProblems(a Action, d Demand) []string {
	var bad []string
	say := func(format string, args ...any) {
		bad = append(bad, string(a)+": "+fmt.Sprintf(format, args...))
	}
	for _, n := range d.Statements {
		if n < StatementKey || n > StatementMigrated || (n == StatementMigrated && a != Delete) {
			say("statement %d does not exist for this action", n)
		}
	}
	if len(slices.Compact(slices.Clone(d.Statements))) != len(d.Statements) {
		say("statements are %v; each is named once", d.Statements)
	}
	if d.Approvers < 1 || d.Approvers > len(d.Statements) {
		say("approvers is %d: between 1 and the number of its statements (%d)", d.Approvers, len(d.Statements))
	}
	if a.Destructive() {
		if want := floorStatements(a); !slices.Equal(d.Statements, want) {
			say("statements are %v; a destructive action needs all of %v", d.Statements, want)
		}
		if d.Approvers < minApprovers {
			say("approvers is %d; a destructive action needs at least %d people", d.Approvers, minApprovers)
		}
		if d.RequesterConfirm || d.OnePress {
			say("the requester may not confirm, and each statement is given by itself")
		}
	}
	return bad
}

func floorStatements(a Action) []int {
	if a == Delete {
		return allFive
	}
	return allFour
}
