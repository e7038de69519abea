package guard

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// approvedAudit is a complete audit with a disk, its snapshot and something unknowable.
func approvedAudit() Audit {
	a := Audit{
		Key: KeyFacts{Ref: statementKey, ARN: statementKey.ARN(), State: StateEnabled, Spec: "Aliyun_AES_256"},
		Dependencies: []Dependency{
			{Category: ECSDisk, Account: "1", Region: "cn-hangzhou", ID: "d-1", Group: "d-1", Relation: "disk", Severity: AtRest},
			{Category: ECSSnapshot, Account: "1", Region: "cn-hangzhou", ID: "s-1", Group: "d-1", Relation: "snapshot", Severity: AtRest},
		},
	}
	for _, c := range Required() {
		a.Coverage = append(a.Coverage, Coverage{Category: c, Account: "1", Region: "cn-hangzhou", Status: StatusComplete})
	}
	return a
}

func kinds(changes []Change) []string {
	var list []string
	for _, c := range changes {
		list = append(list, c.Kind)
	}
	return list
}

func TestCompare(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Audit)
		want   []string
	}{
		{"nothing", func(*Audit) {}, nil},
		{"a new disk", func(a *Audit) { a.Dependencies = append(a.Dependencies, deps("d-2")...) }, []string{ChangeNew}},
		{"a nightly snapshot of a disk already listed", func(a *Audit) {
			s := a.Dependencies[1]
			s.ID = "s-2"
			a.Dependencies = append(a.Dependencies, s)
		}, nil},
		{"a disk that is gone", func(a *Audit) { a.Dependencies = a.Dependencies[1:] }, []string{ChangeGone}},
		{"the same disk used in another way", func(a *Audit) { a.Dependencies[0].Relation = "image" }, []string{ChangeNew, ChangeGone}},
		{"another severity", func(a *Audit) { a.Dependencies[0].Severity = InUse }, nil},
		{"another name and time", func(a *Audit) { a.Dependencies[0].Name = "x"; a.Finished = time.Unix(9, 0) }, nil},
		{"a category that became unknowable", func(a *Audit) { a.Coverage[0].Status = StatusUnknowable }, []string{ChangeWorse}},
		{"a category that was not read", func(a *Audit) { a.Coverage[3].Status = StatusIncomplete }, []string{ChangeWorse}},
		{"a category that is not spoken of", func(a *Audit) { a.Coverage = a.Coverage[1:] }, []string{ChangeWorse}},
		{"another region, read completely", func(a *Audit) {
			a.Coverage = append(a.Coverage, Coverage{Category: RDS, Account: "1", Region: "cn-beijing", Status: StatusComplete})
		}, nil},
		{"another region with something unknowable", func(a *Audit) {
			a.Coverage = append(a.Coverage, Coverage{Category: OSS, Account: "1", Region: "cn-beijing", Status: StatusUnknowable, Population: 1})
		}, []string{ChangeWorse}},
		{"the key was disabled", func(a *Audit) { a.Key.State = StateDisabled }, []string{ChangeKey}},
		{"protection was switched on", func(a *Audit) { a.Key.Protected = true }, []string{ChangeKey}},
		{"an alias was added", func(a *Audit) { a.Key.Aliases = []string{"alias/x"} }, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fresh := approvedAudit()
			tt.change(&fresh)
			changes := Compare(approvedAudit(), fresh)
			if diff := cmp.Diff(tt.want, kinds(changes)); diff != "" {
				t.Errorf("kinds of change (-want +got):\n%s", diff)
			}
			for _, c := range changes {
				if (len(c.Statements) == 0) != (c.Kind == ChangeGone) {
					t.Errorf("change %+v", c)
				}
			}
		})
	}
}

func TestDecisionDigestIgnoresOrderAndNoticesTheRest(t *testing.T) {
	plan := Plan{Action: Delete, WindowDays: 7}
	base := DecisionDigest(plan, approvedAudit(), nil, "rule")
	rapid.Check(t, func(t *rapid.T) {
		a := approvedAudit()
		a.Dependencies = rapid.Permutation(a.Dependencies).Draw(t, "dependencies")
		a.Coverage = rapid.Permutation(a.Coverage).Draw(t, "coverage")
		a.Calls, a.Finished = rapid.Int().Draw(t, "calls"), time.Unix(rapid.Int64Range(0, 1<<32).Draw(t, "finished"), 0)
		if got := DecisionDigest(plan, a, nil, "rule"); got != base {
			t.Fatal("order, calls or times changed the digest")
		}
	})
	other := approvedAudit()
	other.Dependencies[0].Group = "d-9"
	for name, got := range map[string]string{
		"the window":    DecisionDigest(Plan{Action: Delete, WindowDays: 8}, approvedAudit(), nil, "rule"),
		"the rule":      DecisionDigest(plan, approvedAudit(), nil, "other"),
		"a group":       DecisionDigest(plan, other, nil, "rule"),
		"a disposition": DecisionDigest(plan, approvedAudit(), map[string]Disposition{"x": {Kind: Migrated}}, "rule"),
	} {
		if got == base {
			t.Errorf("%s is not in the digest", name)
		}
	}
}

func TestAuditComplete(t *testing.T) {
	for i, c := range Required() {
		a := approvedAudit()
		a.Coverage[i].Status = "half"
		if a.Complete() {
			t.Errorf("complete with an unknown status of %s", c)
		}
		a.Coverage = slices.Delete(a.Coverage, i, i+1)
		if a.Complete() {
			t.Errorf("complete without %s", c)
		}
	}
	unread := approvedAudit()
	unread.Key.State = StateUnknown
	if a := approvedAudit(); !a.Complete() || unread.Complete() {
		t.Error("Complete is wrong about the whole or about an unread key")
	}
}
