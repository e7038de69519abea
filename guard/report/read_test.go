package report_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// again writes an audit as JSON and reads it back.
func again(t interface{ Fatal(...any) }, found report.Finding) report.Finding {
	var b bytes.Buffer
	if err := report.Write(&b, report.JSON, found); err != nil {
		t.Fatal(err)
	}
	got, err := report.ReadJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestReadJSONReadsWhatWasWritten(t *testing.T) {
	zone := sample()
	zone.Finished = zone.Finished.In(time.FixedZone("", 8*60*60))
	for name, a := range map[string]guard.Audit{
		"dependents": sample(), "thorough": thorough(), "none": none(), "incomplete": incomplete(), "hostile": hostile(), "nothing": {}, "in another zone": zone,
		"empty lists": {Dependencies: []guard.Dependency{}, NotCovered: []guard.Product{}},
	} {
		want := report.Finding{Audit: a, Decision: strings.Repeat("3f9a", 16)}
		got := again(t, want)
		if guard.EvidenceDigest(a) != guard.EvidenceDigest(got.Audit) && name != "empty lists" {
			t.Errorf("%s: another audit was read (-want +got):\n%s", name, cmp.Diff(want, got))
		}
		if got.Decision != want.Decision {
			t.Errorf("%s: decision %q", name, got.Decision)
		}
	}
}

func TestReadJSONIgnoresIndentation(t *testing.T) {
	text := strings.ReplaceAll(written(t, report.JSON, thorough()), "\n", "\r\n\t")
	if _, err := report.ReadJSON(strings.NewReader(text)); err != nil {
		t.Error(err)
	}
}

func TestReadJSONRefuses(t *testing.T) {
	good := written(t, report.JSON, thorough())
	instead := func(old, text string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s in the text", old)
		}
		return strings.Replace(good, old, text, 1)
	}
	for name, text := range map[string]string{
		"nothing":                   "",
		"another kind of value":     "[]",
		"null":                      "null",
		"half of it":                good[:len(good)/2],
		"all but the last brace":    strings.TrimRight(good, "}\n"),
		"two audits":                good + good,
		"words after it":            good + "x",
		"a field nobody knows":      instead(`"key_id"`, `"colour": "red", "key_id"`),
		"a field nobody knows deep": instead(`"group"`, `"colour": "red", "group"`),
		"a field with capitals":     instead(`"key_id"`, `"KEY_ID"`),
		"a field twice":             instead(`"key_id": `, `"key_id": "x", "key_id": `),
		"a field that is missing":   instead(`"onset": "later",`, ``),
		"no dependencies":           good[:strings.Index(good, `"dependencies"`)] + good[strings.Index(good, `"coverage"`):],
		"a list that is null":       instead(`"not_covered": [`, `"not_covered": null, "x": [`),
		"another key":               instead(`"key_id": "key-hzz`, `"key_id": "key-x`),
		"another owner":             instead(`"team=orders"`, `"team=mine"`),
		"complete by hand":          strings.Replace(written(t, report.JSON, incomplete()), `"complete": false`, `"complete": true`, 1),
		"another digest":            instead(`"decision_digest": "3f9a`, `"decision_digest": "*x*a`),
		"a severity with markup":    instead(`"severity": "in use now"`, `"severity": "<b>"`),
		"a number as text":          instead(`"calls": 341`, `"calls": "341"`),
		"CSV":                       written(t, report.CSV, thorough()),
	} {
		_, err := report.ReadJSON(strings.NewReader(text))
		if guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
			t.Errorf("%s: error %v, want kind invalid with a hint", name, err)
		}
	}
}

func TestReadJSONTellsOfItsReader(t *testing.T) {
	broken := errors.New("the disk is on fire")
	if _, err := report.ReadJSON(iotest.ErrReader(broken)); guard.KindOf(err) != guard.Unavailable || !errors.Is(err, broken) {
		t.Errorf("error %v, want the reader's with kind unavailable", err)
	}
}

// drawn is any audit whose texts are valid.
func drawn(t *rapid.T) guard.Audit {
	text := rapid.StringN(0, 6, -1)
	moment := rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(0, 1<<34).Draw(t, "s"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).UTC()
	})
	category := rapid.SampledFrom(append(guard.Required(), guard.NAS, "new"))
	region := rapid.SampledFrom([]string{"cn-hangzhou", "cn-beijing", ""})
	a := thorough()
	a.Key.MaterialExpires, a.Key.Protected, a.Key.Instance = moment.Draw(t, "expiry"), rapid.Bool().Draw(t, "protected"), text.Draw(t, "instance")
	a.Key.State = rapid.SampledFrom([]guard.KeyState{guard.StateEnabled, guard.StateUnknown}).Draw(t, "state")
	a.Key.Tags = rapid.MapOf(text, text).Draw(t, "tags")
	a.Finished, a.Resumed, a.WasDisabled = moment.Draw(t, "finished"), rapid.Bool().Draw(t, "resumed"), rapid.Bool().Draw(t, "was disabled")
	a.Dependencies = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) guard.Dependency {
		return guard.Dependency{
			Category: category.Draw(t, "category"), Account: text.Draw(t, "account"), Region: region.Draw(t, "region"), ID: text.Draw(t, "id"),
			Group: text.Draw(t, "group"), Relation: text.Draw(t, "relation"), Owner: text.Draw(t, "owner"), Detail: text.Draw(t, "detail"),
			Severity: rapid.SampledFrom([]guard.Severity{guard.InUse, guard.AtRest, guard.Unattached}).Draw(t, "severity"),
			Onset:    rapid.SampledFrom([]guard.Onset{guard.AtOnce, guard.Later, ""}).Draw(t, "onset"),
		}
	}), 0, 4).Draw(t, "dependencies")
	a.Coverage = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) guard.Coverage {
		return guard.Coverage{
			Category: category.Draw(t, "category"), Region: region.Draw(t, "region"), Code: text.Draw(t, "code"), Evidence: text.Draw(t, "evidence"),
			Status: rapid.SampledFrom([]guard.CoverageStatus{guard.StatusComplete, guard.StatusIncomplete, guard.StatusUnknowable, "new"}).Draw(t, "status"),
			Items:  rapid.SliceOf(text).Draw(t, "items"), Took: time.Duration(rapid.Int64().Draw(t, "took")),
		}
	}), 0, 4).Draw(t, "coverage")
	return a
}

// Whatever an audit holds, what is read back is the same in everything that people decide on and that it saw.
func TestReadJSONLosesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := drawn(rt)
		got := again(rt, report.Finding{Audit: a}).Audit
		if changes := append(guard.Compare(a, got), guard.Compare(got, a)...); len(changes) > 0 {
			rt.Fatalf("changes %+v", changes)
		}
		plan := a.Purpose.Plan
		if guard.DecisionDigest(plan, a, nil, "rule") != guard.DecisionDigest(got.Purpose.Plan, got, nil, "rule") {
			rt.Fatal("another decision digest")
		}
		if len(a.Dependencies) > 0 && len(a.Coverage) > 0 && guard.EvidenceDigest(a) != guard.EvidenceDigest(got) {
			rt.Fatalf("another evidence digest:\n%s", cmp.Diff(a, got))
		}
	})
}

// FuzzReadJSON: what is read is written as it was.
func FuzzReadJSON(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		found, err := report.ReadJSON(bytes.NewReader(text))
		if err != nil {
			if guard.KindOf(err) != guard.Invalid {
				t.Fatalf("error %v, want kind invalid", err)
			}
			return
		}
		if diff := cmp.Diff(found, again(t, found)); diff != "" {
			t.Fatalf("it is read otherwise when written again:\n%s", diff)
		}
	})
}
