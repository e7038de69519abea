package guard

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var statementKey = KeyRef{Account: "1234567890123456", Region: "cn-hangzhou", ID: "key-hzz650a1b2c3d4e5f6g7h"}

func deps(ids ...string) []Dependency {
	var list []Dependency
	for _, id := range ids {
		list = append(list, Dependency{Category: ECSDisk, ID: id, Group: id, Region: "cn-hangzhou", Severity: AtRest})
	}
	return list
}

func TestSentence(t *testing.T) {
	unknowable := []Coverage{
		{Category: OSS, Region: "cn-hangzhou", Status: StatusUnknowable, Population: 14},
		{Category: OSS, Region: "cn-shanghai", Status: StatusUnknowable, Population: 2},
		{Category: Certificate, Region: "cn-hangzhou", Status: StatusUnknowable, Population: 0},
	}
	const audited = "I have completed the CMK dependency audit and the following dependencies are confirmed: "
	tests := []struct {
		name  string
		n     int
		plan  Plan
		audit *Audit
		want  string
	}{
		{"the key", 1, Plan{Action: Delete}, nil, "I confirm the key is key-hzz650a1b2c3d4e5f6g7h in region cn-hangzhou in account 1234567890123456."},
		{"nothing depends on it", 2, Plan{Action: Delete}, &Audit{}, audited + "NONE."},
		{"a few, by ID", 2, Plan{Action: Delete}, &Audit{Dependencies: deps("d-1", "d-2")}, audited + "d-1, d-2."},
		{"five are still spelled out", 2, Plan{Action: Delete}, &Audit{Dependencies: deps("a", "b", "c", "d", "e")}, audited + "a, b, c, d, e."},
		{"six are counted", 2, Plan{Action: Delete}, &Audit{Dependencies: deps("a", "b", "c", "d", "e", "f")}, audited + "6 resources, audit 0123456789ab."},
		{
			"what cannot be determined is named once, and only with a population", 2, Plan{Action: Delete},
			&Audit{Coverage: unknowable, NotCovered: []Product{{Name: "Lindorm", Open: true}, {Name: "HBase"}}}, audited + "NONE (not determinable: oss, Lindorm).",
		},
		{"a rescue was not audited", 2, Plan{Action: Cancel}, nil, audited + "not audited: rescue."},
		{"the window is named", 3, Plan{Action: Delete, WindowDays: 7}, nil, "I understand that key deletion is permanent after the 7-day deletion window and all dependent encrypted data will be irrecoverable."},
		{"a disable names the default window", 3, Plan{Action: Disable}, nil, "I understand that key deletion is permanent after the 30-day deletion window and all dependent encrypted data will be irrecoverable."},
		{"approve a deletion", 4, Plan{Action: Delete}, nil, "I approve this key deletion action."},
		{"approve a disable", 4, Plan{Action: Disable}, nil, "I approve this key disable action."},
		{"approve a cancellation", 4, Plan{Action: Cancel}, nil, "I approve this key cancellation action."},
		{"approve a rotation", 4, Plan{Action: Rotate}, nil, "I approve this key rotation action."},
		{"approve an enable", 4, Plan{Action: Enable}, nil, "I approve this key enable action."},
		{"the data is gone or moved", 5, Plan{Action: Delete}, nil, "I confirm all CMK-dependent data has been migrated or is non-critical."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Sentence(tt.n, tt.plan, statementKey, tt.audit, "0123456789abcdef")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Sentence (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMatchStatement(t *testing.T) {
	const want = "I confirm all CMK-dependent data has been migrated or is non-critical."
	tests := []struct {
		name, typed, diff string
	}{
		{"as shown", want, ""},
		{"without the full stop", "I confirm all CMK-dependent data has been migrated or is non-critical", ""},
		{"with white space around and within", "  I confirm all  CMK-dependent\tdata has\u00a0been migrated or is non-critical. ", ""},
		{"with typographic dashes", "I confirm all CMK–dependent data has been migrated or is non‑critical.", ""},
		{"with characters that nobody sees", "I con\u200bfirm all CMK-dependent data has been migrated or is non\u00ad-critical.\ufe0f", ""},
		{"another letter case", "i confirm all CMK-dependent data has been migrated or is non-critical.", `Differs at word 1: "i", expected "I".`},
		{"a word left out", "I confirm CMK-dependent data has been migrated or is non-critical.", `Differs at word 3: "CMK-dependent", expected "all".`},
		{"cut short", "I confirm all", `Ends before word 4: expected "CMK-dependent".`},
		{"nothing", " ", `Ends before word 1: expected "I".`},
		{"something added", want + " Not.", `Differs at word 11: "non-critical.", expected "non-critical".`},
		{"something added before the stop", "I confirm all CMK-dependent data has been migrated or is non-critical today.", `Goes on after the sentence with "today"; the sentence has 11 words.`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if m := MatchStatement(want, tt.typed); m != nil {
				got = m.String()
			}
			if diff := cmp.Diff(tt.diff, got); diff != "" {
				t.Errorf("MatchStatement (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNormalizeIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := Normalize(s)
		if twice := Normalize(once); twice != once {
			t.Fatalf("Normalize(%q) = %q, again %q", s, once, twice)
		}
	})
}

func TestAChangedLetterOrDigitNeverPasses(t *testing.T) {
	want := Sentence(3, Plan{Action: Delete, WindowDays: 17}, statementKey, nil, "")
	letters := "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(want)-1).Filter(func(i int) bool { return strings.ContainsRune(letters, rune(want[i])) }).Draw(t, "place")
		r := rapid.SampledFrom([]rune(letters)).Filter(func(r rune) bool { return r != rune(want[i]) }).Draw(t, "letter")
		typed := want[:i] + string(r) + want[i+1:]
		if MatchStatement(want, typed) == nil {
			t.Fatalf("%q passes for %q", typed, want)
		}
	})
}

func FuzzMatchStatement(f *testing.F) {
	want := Sentence(1, Plan{Action: Delete}, statementKey, nil, "")
	for _, s := range []string{"", want, "“" + want + "”", strings.ToUpper(want), "\u202e" + want, want + "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if matches := MatchStatement(want, typed) == nil; matches != (withoutStop(Normalize(typed)) == withoutStop(Normalize(want))) {
			t.Errorf("MatchStatement(%q) matches: %v, but the normal forms say otherwise", typed, matches)
		}
	})
}
