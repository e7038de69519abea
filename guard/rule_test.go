package guard

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func soundRule() Rule {
	return Rule{
		Name: "all", Channel: "C1", Requesters: People{Groups: []string{"S1"}}, Approvers: People{Groups: []string{"S2"}},
		MinWindowDays: 7, MaxWindowDays: 30, BlockInUse: true, Demands: DefaultDemands(),
	}
}

func TestPresetsAreSound(t *testing.T) {
	for name, demands := range map[string]map[Action]Demand{
		"default": DefaultDemands(), "practical": PracticalDemands(), "small-team": SmallTeamDemands(),
	} {
		r := soundRule()
		r.Demands = demands
		p := Policy{Rescuers: People{Users: []string{"U1", "U2"}}, Rules: []Rule{r}}
		if bad := p.Problems(); len(bad) > 0 {
			t.Errorf("%s: %v", name, bad)
		}
	}
}

func TestFirstMatchWins(t *testing.T) {
	key := KeyFacts{Ref: KeyRef{Account: "1", Region: "cn-hangzhou", ID: "key-1"}, Tags: map[string]string{"env": "prod", "team": "orders"}}
	tests := []struct {
		name  string
		match Match
		want  bool
	}{
		{"everything", Match{}, true},
		{"the account", Match{Accounts: []string{"2", "1"}}, true},
		{"another account", Match{Accounts: []string{"2"}}, false},
		{"the region and another key", Match{Regions: []string{"cn-hangzhou"}, Keys: []string{"key-2"}}, false},
		{"all tags", Match{Tags: map[string]string{"env": "prod", "team": "orders"}}, true},
		{"a tag with another value", Match{Tags: map[string]string{"env": "dev"}}, false},
		{"a tag that is not there, with the empty value", Match{Tags: map[string]string{"owner": ""}}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := Policy{Rules: []Rule{{Name: "first", Match: tt.match}, {Name: "second"}}}
			r, ok := p.RuleFor(key)
			if !ok || (r.Name == "first") != tt.want {
				t.Errorf("rule %q, %v", r.Name, ok)
			}
		})
	}
	if _, ok := (Policy{}).RuleFor(key); ok {
		t.Error("a policy without rules matches")
	}
}

func TestStricterIsNoWeakerThanEither(t *testing.T) {
	opened, now := soundRule(), soundRule()
	opened.MinWindowDays, now.MaxWindowDays, opened.BlockInUse = 14, 20, false
	opened.Demands[Rotate] = Demand{Statements: []int{1, 2, 4}, Approvers: 2, RequesterConfirm: true}
	now.Demands[Rotate] = Demand{Statements: []int{1, 3, 4}, Approvers: 3}
	got := Stricter(opened, now)
	if got.MinWindowDays != 14 || got.MaxWindowDays != 20 || !got.BlockInUse {
		t.Errorf("windows %d to %d, block %v", got.MinWindowDays, got.MaxWindowDays, got.BlockInUse)
	}
	want := Demand{Statements: []int{1, 2, 3, 4}, Approvers: 3}
	if diff := cmp.Diff(want, got.Demands[Rotate]); diff != "" {
		t.Errorf("demand (-want +got):\n%s", diff)
	}
}

func TestPeopleHas(t *testing.T) {
	p := People{Users: []string{"U1"}, Groups: []string{"S1"}}
	for who, want := range map[*Person]bool{
		{ID: "U1"}: true, {ID: "U2"}: false, {ID: "U2", Groups: []string{"S0", "S1"}}: true, {ID: "S1"}: false,
	} {
		if p.Has(*who) != want {
			t.Errorf("Has(%+v) = %v", *who, !want)
		}
	}
}

func TestGroupIDsAreNamedOnce(t *testing.T) {
	p := Policy{Rescuers: People{Groups: []string{"S9", "S2"}}, Rules: []Rule{soundRule(), soundRule()}}
	if diff := cmp.Diff([]string{"S1", "S2", "S9"}, p.GroupIDs()); diff != "" {
		t.Error(diff)
	}
}

func TestConclude(t *testing.T) {
	at := func(s KeyState) KeyFacts { return KeyFacts{State: s, PrimaryVersion: "v1"} }
	v2 := KeyFacts{State: StateEnabled, PrimaryVersion: "v2"}
	yearly := KeyFacts{State: StateEnabled, Rotation: RotationFacts{Status: "Enabled", Interval: "31536000s"}}
	tests := []struct {
		name string
		op   Operation
		now  KeyFacts
		t    TrailFinding
		want Result
	}{
		{"scheduled: pending", Operation{Call: ScheduleKeyDeletion}, at(StatePendingDeletion), TrailFinding{}, Happened},
		{"scheduled: still enabled", Operation{Call: ScheduleKeyDeletion}, at(StateEnabled), TrailFinding{}, NotHappened},
		{"scheduled: not found", Operation{Call: ScheduleKeyDeletion}, at(StateNotFound), TrailFinding{}, CannotTell},
		{"scheduled: unreadable", Operation{Call: ScheduleKeyDeletion}, at(StateUnknown), TrailFinding{}, ""},
		{"the trail shows the call", Operation{Call: ScheduleKeyDeletion}, at(StateUnknown), TrailFinding{Readable: true, Found: true}, Happened},
		{"the trail shows a refusal", Operation{Call: DisableKey}, at(StateEnabled), TrailFinding{Readable: true, Found: true, Failed: true}, NotHappened},
		{"cancelled: enabled", Operation{Call: CancelKeyDeletion}, at(StateEnabled), TrailFinding{}, Happened},
		{"cancelled: pending", Operation{Call: CancelKeyDeletion}, at(StatePendingDeletion), TrailFinding{}, NotHappened},
		{"cancelled: disabled by somebody", Operation{Call: CancelKeyDeletion}, at(StateDisabled), TrailFinding{}, CannotTell},
		{"disabled", Operation{Call: DisableKey}, at(StateDisabled), TrailFinding{}, Happened},
		{"enabled", Operation{Call: EnableKey}, at(StateDisabled), TrailFinding{}, NotHappened},
		{"a new version", Operation{Call: CreateKeyVersion, Before: at(StateEnabled)}, v2, TrailFinding{}, Happened},
		{"the same version", Operation{Call: CreateKeyVersion, Before: at(StateEnabled)}, at(StateEnabled), TrailFinding{}, NotHappened},
		{"no version named", Operation{Call: CreateKeyVersion}, v2, TrailFinding{}, CannotTell},
		{"rotation as asked", Operation{Call: UpdateRotationPolicy, RotationDays: 365}, yearly, TrailFinding{}, Happened},
		{"rotation at another pace", Operation{Call: UpdateRotationPolicy, RotationDays: 30}, yearly, TrailFinding{}, NotHappened},
		{"rotation still on", Operation{Call: UpdateRotationPolicy}, yearly, TrailFinding{}, NotHappened},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, why := Conclude(tt.op, tt.now, tt.t)
			if got != tt.want || strings.TrimSpace(why) == "" {
				t.Errorf("Conclude = %q (%s), want %q", got, why, tt.want)
			}
		})
	}
}

func TestEveryActionHasOneCall(t *testing.T) {
	var calls []Call
	for _, p := range []Plan{{Action: Disable}, {Action: Delete}, {Action: Enable}, {Action: Cancel}, {Action: Rotate, Rotation: RotateNow}, {Action: Rotate, Rotation: RotateOff}} {
		c, role := CallFor(p, false)
		if c == "" || (role == RescueRole) != p.Action.Rescue() {
			t.Errorf("%+v: %q as %q", p, c, role)
		}
		calls = append(calls, c)
	}
	slices.Sort(calls)
	if len(slices.Compact(calls)) != 6 {
		t.Errorf("two actions share a call: %v", calls)
	}
}
