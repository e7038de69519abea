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
		{"another severity", func(a *Audit) { a.Dependencies[0].Severity = InUse }, []string{ChangeChanged}},
		{"another onset and detail", func(a *Audit) { a.Dependencies[0].Onset, a.Dependencies[0].Detail = Later, "of i-2" }, []string{ChangeChanged}},
		{"a snapshot in place of another one", func(a *Audit) { a.Dependencies[1].ID, a.Dependencies[1].Detail = "s-2", "of Tuesday" }, nil},
		{"a snapshot in use beside the old one", func(a *Audit) {
			s := a.Dependencies[1]
			s.ID, s.Severity = "s-2", InUse
			a.Dependencies = append(a.Dependencies, s)
		}, []string{ChangeChanged}},
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
				if (len(c.Statements) == 0) != slices.Contains([]string{ChangeGone, ChangeChanged, ChangeBetter}, c.Kind) {
					t.Errorf("change %+v", c)
				}
			}
		})
	}
}

// What became better or another thing is told, and voids nothing.
func TestCompareTellsWhatVoidsNothing(t *testing.T) {
	was, is := approvedAudit(), approvedAudit()
	was.Coverage[0].Status, was.Coverage[1].Status = StatusUnknowable, StatusIncomplete
	is.Coverage[1].Status = StatusUnknowable
	is.Dependencies[0].Severity, is.Dependencies[0].Onset, is.Dependencies[0].Detail = InUse, AtOnce, "data disk of i-1"
	want := []Change{
		{Kind: ChangeChanged, What: `ecs-disk d-1, was at rest, is in use now; broke at a time not known, breaks at once; d-1 was "", is "data disk of i-1"`},
		{Kind: ChangeBetter, What: "ecs-disk/1/cn-hangzhou is unknowable, was incomplete"},
		{Kind: ChangeBetter, What: "oss/1/cn-hangzhou is complete, was unknowable"},
	}
	if diff := cmp.Diff(want, Compare(was, is)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCompareTellsFactsInWords(t *testing.T) {
	is := approvedAudit()
	is.Key.MaterialExpires, is.Key.Instance, is.Key.Protected = time.Date(2026, 11, 14, 10, 0, 0, 0, time.UTC), "kst-1", true
	var got []string
	for _, c := range Compare(approvedAudit(), is) {
		got = append(got, c.What)
	}
	want := []string{
		"expiry of the key material was none, is Sat 14 Nov 2026 10:00 UTC", "KMS instance was none, is kst-1", "deletion protection was false, is true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A dependency that is used otherwise is not gone: nobody is told that it is, and nothing is void.
func TestWhatIsChangedIsNotToldAsGone(t *testing.T) {
	h := withDependency(t)
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now, dependency("d-1", Unattached))})
	for _, n := range h.state.Notices {
		if n.Kind == NoticeGone || n.Kind == NoticeVoid {
			t.Errorf("a message %+v", n)
		}
	}
	h.wantPhase("r-1", Approved)
}

// However rows are ordered, an audit does not differ from itself, and what is new one way is gone the other way.
func TestCompareIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Audit {
			a := approvedAudit()
			a.Dependencies = rapid.SliceOf(rapid.Custom(func(t *rapid.T) Dependency {
				return Dependency{
					Category: ECSDisk, ID: rapid.StringMatching("[ab]").Draw(t, "id"), Group: rapid.StringMatching("[gh]").Draw(t, "group"),
					Severity: rapid.SampledFrom([]Severity{InUse, AtRest, Unattached}).Draw(t, "severity"),
					Onset:    rapid.SampledFrom([]Onset{AtOnce, Later, ""}).Draw(t, "onset"), Detail: rapid.StringMatching("[xy]").Draw(t, "detail"),
				}
			})).Draw(t, name)
			return a
		}
		was, is := draw("was"), draw("is")
		if changes := Compare(was, was); len(changes) > 0 {
			t.Fatalf("an audit differs from itself: %+v", changes)
		}
		count := func(changes []Change, kind string) (n int) {
			for _, c := range changes {
				if c.Kind == kind {
					n++
				}
			}
			return n
		}
		there, back := Compare(was, is), Compare(is, was)
		for kind, other := range map[string]string{ChangeNew: ChangeGone, ChangeGone: ChangeNew, ChangeChanged: ChangeChanged} {
			if count(there, kind) != count(back, other) {
				t.Fatalf("%d %s there, %d %s back", count(there, kind), kind, count(back, other), other)
			}
		}
	})
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
