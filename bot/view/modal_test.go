package view_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/bot/view"
	"kmsguard/guard"
)

func TestDisposedReturnsWhatWasChosen(t *testing.T) {
	st := tell(t, harmlessWords()).opened(deletion())
	a := st.audit(deletion())
	for i := range 3 { // two more disks with snapshots, one of them in use now
		d := a.Dependencies[1]
		d.ID, d.Group = fmt.Sprintf("s-bp%d", i+2), fmt.Sprintf("d-bp%d", i+2)
		if i == 2 {
			d.Severity = guard.InUse
		}
		a.Dependencies = append(a.Dependencies, d)
	}
	again := a.Dependencies[1] // a second snapshot of the first disk is the same group
	again.ID = "s-bp1-newer"
	a.Dependencies = append(a.Dependencies, again)
	a.Sort()
	st.auditedWith(a)
	prefix := "ecs-snapshot/" + key.Account + "/" + key.Region + "/"
	want := map[string][]string{
		"All of ecs-snapshot that are not in use now (3)": {guard.AllOf(guard.ECSSnapshot)},
		"oss orders-archive, at rest":                     {"oss/" + key.Account + "/" + key.Region + "/orders-archive"},
		"ecs-snapshot d-bp1 (2), at rest":                 {prefix + "d-bp1"},
		"ecs-snapshot d-bp2, at rest":                     {prefix + "d-bp2"},
		"ecs-snapshot d-bp3, at rest":                     {prefix + "d-bp3"},
		"ecs-snapshot d-bp4, in use now":                  {prefix + "d-bp4"},
	}
	got := map[string][]string{}
	for _, in := range blockkit.Inputs(encode(t, view.DispositionModal(st.s, first, scene(start)).Blocks)) {
		if in.BlockID != view.BlockWhat {
			continue
		}
		for _, o := range in.Options {
			got[o.Text] = view.Disposed(*st.s.Request(first), o.Value)
			slices.Sort(got[o.Text])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("choices (-want +got):\n%s", diff)
	}
	for _, stranger := range []string{"", "category:", "group:", "group:0123456789abcdef", "ecs-snapshot"} {
		if keys := view.Disposed(*st.s.Request(first), stranger); len(keys) != 0 {
			t.Errorf("Disposed(%q) = %v, want nothing", stranger, keys)
		}
	}
}

func TestRescueModalAsksForWhatIsNeeded(t *testing.T) {
	now := made
	pending := tell(t, harmlessWords()).scheduled().s
	proven := pending
	proven.DisabledBeforeSchedule = true
	tests := []struct {
		name           string
		state          guard.State
		action         guard.Action
		boxes, restore bool
	}{
		{"a cancel is one press", pending, guard.Cancel, true, false},
		{"a cancel of a key that was Disabled offers to restore that", proven, guard.Cancel, true, true},
		{"an enable soon after the disable is one press", disabled(t, harmlessWords(), now), guard.Enable, true, false},
		{"a late enable needs statements", disabled(t, harmlessWords(), now.AddDate(0, 0, -30)), guard.Enable, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			boxes, restore := false, false
			for _, in := range blockkit.Inputs(encode(t, view.RescueModal(tt.state, tt.state.Facts, tt.action, scene(now)).Blocks)) {
				boxes = boxes || in.BlockID == view.BlockBoxes && len(in.Options) == 4
				restore = restore || in.BlockID == view.BlockRestore && in.Source()["initial_options"] != nil
				if in.BlockID == view.BlockReason && !in.Optional {
					t.Error("a rescue insists on a reason")
				}
			}
			if boxes != tt.boxes || restore != tt.restore {
				t.Errorf("boxes %v, restore %v; want %v, %v", boxes, restore, tt.boxes, tt.restore)
			}
		})
	}
}

func TestWaitsFor(t *testing.T) {
	asked := tell(t, harmlessWords()).opened(deletion()).audited()
	tests := []struct {
		name  string
		story *story
		user  string
		want  bool
	}{
		{"an approver", asked, "U0BOB", true},
		{"the requester", asked, alice, false},
		{"an outsider", asked, "U0ZOE", false},
		{"an approver who gave one", tell(t, harmlessWords()).opened(deletion()).audited().confirmed(1), "U0BOB", false},
		{"while it is audited", tell(t, harmlessWords()).opened(deletion()), "U0BOB", false},
		{"after its end", tell(t, harmlessWords()).opened(deletion()).audited().add(guard.RequestEnded{Request: first, Phase: guard.Expired, At: start.Add(time.Hour)}), "U0BOB", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := view.WaitsFor(*tt.story.s.Request(first), tt.user); got != tt.want {
				t.Errorf("WaitsFor = %v, want %v", got, tt.want)
			}
		})
	}
}
