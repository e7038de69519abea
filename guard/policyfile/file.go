package policyfile

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kmsguard/guard"
)

// version is the only form of the file that this program reads.
const version = 1

// file is the policy as it is written.
type file struct {
	Version    int      `yaml:"version"`
	Preset     string   `yaml:"preset"`
	Rescuers   people   `yaml:"rescuers"`
	Escalation string   `yaml:"escalation_channel"`
	AuditAge   string   `yaml:"audit_max_age"`
	Reminders  []string `yaml:"reminders"`
	Rules      []rule   `yaml:"rules"`
}

type people struct {
	Users  []string `yaml:"users"`
	Groups []string `yaml:"groups"`
}

type rule struct {
	Name          string            `yaml:"name"`
	Match         match             `yaml:"match"`
	Channel       string            `yaml:"channel"`
	Requesters    people            `yaml:"requesters"`
	Approvers     people            `yaml:"approvers"`
	Readers       people            `yaml:"readers"`
	Windows       *windows          `yaml:"windows"`
	ReasonPattern string            `yaml:"reason_pattern"`
	BlockInUse    *bool             `yaml:"block_in_use"`
	Preset        string            `yaml:"preset"`
	Actions       map[string]demand `yaml:"actions"`
}

type match struct {
	Accounts []string          `yaml:"accounts"`
	Regions  []string          `yaml:"regions"`
	Keys     []string          `yaml:"keys"`
	Tags     map[string]string `yaml:"tags"`
}

type windows struct {
	Min *int `yaml:"min"`
	Max *int `yaml:"max"`
}

type demand struct {
	Statements       []int `yaml:"statements"`
	Approvers        *int  `yaml:"approvers"`
	RequesterConfirm *bool `yaml:"requester_may_confirm"`
}

// policy turns the file into the domain's values. Problems are what the file
// says that cannot be meant; the domain finds the rest.
func (f file) policy() (p guard.Policy, problems []string) {
	if f.Version != version {
		problems = append(problems, fmt.Sprintf("version is %d; this program reads version %d", f.Version, version))
	}
	p.Rescuers, p.Escalation = f.Rescuers.people(), f.Escalation
	var err error
	if p.AuditAge, err = age(f.AuditAge); err != nil {
		problems = append(problems, err.Error())
	}
	for i, s := range f.Reminders {
		o, err := offset(s)
		if err != nil {
			problems = append(problems, fmt.Sprintf("reminders[%d]: %v", i, err))
		}
		p.Reminders = append(p.Reminders, o)
	}
	for i, r := range f.Rules {
		gr, bad := r.rule(f.Preset)
		for _, b := range bad {
			problems = append(problems, fmt.Sprintf("rules[%d] (%s): %s", i, r.Name, b))
		}
		p.Rules = append(p.Rules, gr)
	}
	return p, problems
}

func (p people) people() guard.People { return guard.People{Users: p.Users, Groups: p.Groups} }

func (r rule) rule(preset string) (guard.Rule, []string) {
	var problems []string
	if r.Preset != "" {
		preset = r.Preset
	}
	demands, err := demandsOf(preset)
	if err != nil {
		problems = append(problems, err.Error())
	}
	for _, name := range slices.Sorted(maps.Keys(r.Actions)) {
		a := guard.Action(name)
		if !slices.Contains(guard.Actions(), a) {
			problems = append(problems, fmt.Sprintf("actions: there is no %q; the actions are disable, delete, enable, cancel and rotate", name))
			continue
		}
		demands[a] = r.Actions[name].over(demands[a])
	}
	gr := guard.Rule{
		Name:    r.Name,
		Match:   guard.Match{Accounts: r.Match.Accounts, Regions: r.Match.Regions, Keys: r.Match.Keys, Tags: r.Match.Tags},
		Channel: r.Channel, Requesters: r.Requesters.people(), Approvers: r.Approvers.people(), Readers: r.Readers.people(),
		MinWindowDays: guard.MinWindowDays, MaxWindowDays: guard.MaxWindowDays,
		ReasonPattern: r.ReasonPattern, BlockInUse: true, Demands: demands,
	}
	if r.BlockInUse != nil {
		gr.BlockInUse = *r.BlockInUse
	}
	if r.Windows != nil && r.Windows.Min != nil {
		gr.MinWindowDays = *r.Windows.Min
	}
	if r.Windows != nil && r.Windows.Max != nil {
		gr.MaxWindowDays = *r.Windows.Max
	}
	return gr, problems
}

// over lays what the file says over what the preset says.
func (d demand) over(g guard.Demand) guard.Demand {
	if d.Statements != nil {
		g.Statements = slices.Sorted(slices.Values(d.Statements))
	}
	if d.Approvers != nil {
		g.Approvers = *d.Approvers
		g.OnePress = g.OnePress && g.Approvers == 1
	}
	if d.RequesterConfirm != nil {
		g.RequesterConfirm = *d.RequesterConfirm
	}
	return g
}

func demandsOf(preset string) (map[guard.Action]guard.Demand, error) {
	switch preset {
	case "", "default":
		return guard.DefaultDemands(), nil
	case "practical":
		return guard.PracticalDemands(), nil
	case "small-team":
		return guard.SmallTeamDemands(), nil
	}
	return guard.DefaultDemands(), fmt.Errorf("there is no preset %q; the presets are default, practical and small-team", preset)
}

// age reads the greatest age of an audit at execution; empty: the domain's default.
func age(s string) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	d, err := duration(s)
	if err != nil || d > guard.DefaultAuditAge {
		return 0, fmt.Errorf("audit_max_age is %q; name a time up to %s, such as 10m", s, guard.DefaultAuditAge)
	}
	return d, nil
}

func offset(s string) (guard.Offset, error) {
	if s == "half" {
		return guard.Offset{Half: true}, nil
	}
	d, err := duration(s)
	if err != nil {
		return guard.Offset{}, err
	}
	return guard.Offset{Before: d}, nil
}

// duration reads a time such as 15m, 4h or 3d.
func duration(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n > 0 && n <= guard.APIMaxWindowDays {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	} else if d, err := time.ParseDuration(s); err == nil && d > 0 {
		return d, nil
	}
	return 0, fmt.Errorf("%q is not a time; write it as 15m, 4h or 3d", s)
}
