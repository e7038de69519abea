package play_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kmsguard/cmd/bot/play"
	"kmsguard/guard"
)

// lines are one line of every form, with what it means.
var lines = []struct {
	line string
	want play.Step
}{
	{"world orders.yaml", play.World{Name: "orders.yaml"}},
	{"world add ecs_disks {id: d-new, region: cn-hangzhou, tags: {a: '}'}}", play.WorldAdd{Kind: "ecs_disks", Row: "{id: d-new, region: cn-hangzhou, tags: {a: '}'}}"}},
	{`world add keys {id: "a\"}b"}  # a comment`, play.WorldAdd{Kind: "keys", Row: `{id: "a\"}b"}`}},
	{"world remove oss_buckets orders-archive", play.WorldRemove{Kind: "oss_buckets", Name: "orders-archive"}},
	{`as alice slash "/kms delete key-1 in cn-hangzhou window 7 because retired"`, as("alice", play.Slash{Text: "/kms delete key-1 in cn-hangzhou window 7 because retired"})},
	{`as alice slash "/kms" in key-changes`, as("alice", play.Slash{Text: "/kms", Channel: "key-changes"})},
	{"as bob confirm 1", as("bob", play.Confirm{N: 1})},
	{`as carol type 2 "“quoted” \"and\" \\ \n\t\u{200b}"`, as("carol", play.Type{N: 2, Text: "“quoted” \"and\" \\ \n\t\u200b"})},
	{`as alice press "Withdraw"`, as("alice", play.Press{Label: "Withdraw"})},
	{`as bob fill "Reason" "migrated"`, as("bob", play.Fill{Label: "Reason", Value: "migrated"})},
	{`as bob fill "Reason" ""`, as("bob", play.Fill{Label: "Reason"})},
	{`as bob choose "migrated"`, as("bob", play.Choose{Option: "migrated"})},
	{`as bob choose "orders-archive" "migrated"`, as("bob", play.Choose{Input: "orders-archive", Option: "migrated"})},
	{"as bob submit", as("bob", play.Submit{})},
	{"as bob close", as("bob", play.Close{})},
	{"as bob open home", as("bob", play.OpenHome{})},
	{`see "Dependency # audit" in thread # waits`, play.See{Text: "Dependency # audit", Where: play.Where{Area: play.InThread}}},
	{`see "a" in channel`, play.See{Text: "a", Where: play.Where{Area: play.InChannel}}},
	{`see "a" to bob`, play.See{Text: "a", Where: play.Where{Area: play.ToUser, User: "bob"}}},
	{`see "a"`, play.See{Text: "a"}},
	{`not see "a" in thread`, play.NotSee{Text: "a", Where: play.Where{Area: play.InThread}}},
	{"error", play.Error{}},
	{`error "does not match"`, play.Error{Text: "does not match"}},
	{"ok", play.OK{}},
	{`count "Reminder" in thread 1`, play.Count{Text: "Reminder", Where: play.Where{Area: play.InThread}, N: 1}},
	{`count "Reminder" 0`, play.Count{Text: "Reminder"}},
	{"cloud key key-hzz650… state PendingDeletion", play.CloudKey{ID: "key-hzz650…", State: "PendingDeletion"}},
	{"cloud calls kms.ScheduleKeyDeletion 1", play.CloudCalls{API: "kms.ScheduleKeyDeletion", N: 1}},
	{"advance 3d", play.Advance{By: 72 * time.Hour}},
	{"advance 1d30m", play.Advance{By: 24*time.Hour + 30*time.Minute}},
	{"kill", play.Kill{}},
	{"kill at kms.ScheduleKeyDeletion after", play.KillAt{API: "kms.ScheduleKeyDeletion", After: true}},
	{"kill at slack.chat.postMessage before", play.KillAt{API: "slack.chat.postMessage"}},
	{"start", play.Start{}},
	{"fault kms.ScheduleKeyDeletion timeout-after times 1", play.Fault{API: "kms.ScheduleKeyDeletion", Kind: "timeout-after", Times: 1}},
	{"fault r-kvstore.* error code InvalidAccessKeyId.NotFound status 404 after 2 times 3", play.Fault{API: "r-kvstore.*", Kind: "error", Code: "InvalidAccessKeyId.NotFound", Status: 404, After: 2, Times: 3}},
	{"fault slack.chat.* rate-limit code 30", play.Fault{API: "slack.chat.*", Kind: "rate-limit", Code: "30"}},
	{"unfault", play.Unfault{}},
	{"console ScheduleKeyDeletion key-1 9", play.Console{Event: "ScheduleKeyDeletion", Args: []string{"key-1", "9"}}},
	{"console Decrypt key-1", play.Console{Event: "Decrypt", Args: []string{"key-1"}}},
	{"ledger keep monday", play.Ledger{Act: "keep", Args: []string{"monday"}}},
	{"ledger restore monday", play.Ledger{Act: "restore", Args: []string{"monday"}}},
	{`ledger edit "OPS-1" "OPS-2"`, play.Ledger{Act: "edit", Args: []string{"OPS-1", "OPS-2"}}},
	{"disk full", play.Disk{Full: true}},
	{"disk free", play.Disk{}},
	{"slack deactivate carol", play.Slack{Change: "deactivate", Args: []string{"carol"}}},
	{"slack leave kms-approvers carol", play.Slack{Change: "leave", Args: []string{"kms-approvers", "carol"}}},
	{"slack share key-changes", play.Slack{Change: "share", Args: []string{"key-changes"}}},
	{"slack duplicate-next", play.Slack{Change: "duplicate-next"}},
	{"slack late-ack-next 2", play.Slack{Change: "late-ack-next", Args: []string{"2"}}},
	{"slack bad-signature on", play.Slack{Change: "bad-signature", Args: []string{"on"}}},
	{"dump", play.Dump{}},
}

func as(user string, act play.Act) play.Step { return play.As{User: user, Act: act} }

// sameStep compares steps without where they stand.
func sameStep() cmp.Option { return cmpopts.IgnoreTypes(play.Line{}) }

func TestParseEachForm(t *testing.T) {
	for _, tt := range lines {
		got, err := play.Parse("p", tt.line)
		if err != nil {
			t.Errorf("%s: %v", tt.line, err)
			continue
		}
		if diff := cmp.Diff([]play.Step{tt.want}, got, sameStep()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.line, diff)
		}
	}
}

func TestStepsKnowWhereTheyStand(t *testing.T) {
	steps, err := play.Parse("p", "# a play\r\n\r\n  ok  # fine\r\n\tstart\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []play.Step{
		play.OK{Line: play.Line{Number: 3, Source: "ok  # fine"}},
		play.Start{Line: play.Line{Number: 4, Source: "start"}},
	}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseNamesEveryBadLine(t *testing.T) {
	_, err := play.Parse("bad.play", "ok\nwait 3s\nok\nadvance soon\n")
	if guard.KindOf(err) != guard.Invalid {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"bad.play:2: no step begins with \"wait\"", "bad.play:4: advance: \"soon\" is not a duration"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in %v", want, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ line, want string }{
		{"wait 3s", `no step begins with "wait", only with world, as, see,`},
		{`"ok"`, `no step begins with the quoted text "ok"`},
		{"ok then", `ok: "then" is too much; for example: ok`},
		{"as", "as: a user is missing; for example: as alice slash"},
		{"as bob", "what the user does is missing"},
		{"as bob dance", `"dance" is none of slash, confirm,`},
		{"as bob confirm", "a statement is missing"},
		{"as bob confirm 6", `"6" is not a number from 1 to 5`},
		{"as bob confirm 01", `"01" is not a number`},
		{"as bob type 2", "the text in quotes is missing"},
		{"as bob press Withdraw", `the label of a button in quotes is expected where "Withdraw" stands`},
		{`as bob press ""`, "the label of a button is empty"},
		{`as bob slash "kms"`, `"kms" does not start with a slash`},
		{"as bob open door", "the word home is missing"},
		{`see "a`, "a quote is opened and not closed; for example: see"},
		{`see "a"b`, `a space is missing before "b"`},
		{`see "\x"`, "a backslash is followed by none of"},
		{`see "\u{d800}"`, "a backslash is followed by none of"},
		{`see a"b`, `'"' stands inside a word`},
		{`see "a" in cellar`, `"cellar" is none of thread, channel`},
		{`see "a" to`, "a user is missing"},
		{`not "a"`, "not: the word see is missing"},
		{`count "a" in thread`, "a count is missing"},
		{`count "a" -1`, "is not a number from 0"},
		{"cloud rain", `"rain" is none of key, calls`},
		{"cloud key key-1 is Enabled", "the word state is missing"},
		{"cloud key key-1 state Gone", `"Gone" is none of Enabled,`},
		{"cloud calls ScheduleKeyDeletion 1", `"ScheduleKeyDeletion" is no API`},
		{"advance 0s", `"0s" is no time at all`},
		{"kill at kms.DisableKey during", `"during" is none of before, after`},
		{"fault kms.DisableKey rate-limit", `"rate-limit" is none of error,`},
		{"fault slack.chat.update drop-row", `"drop-row" is none of error,`},
		{"fault kms.DisableKey error status 99", `"99" is not a number from 200 to 599`},
		{"fault kms.DisableKey error times 0", `"0" is not a number from 1`},
		{"console ScheduleKeyDeletion", "a key ID is missing"},
		{"slack explode", `"explode" is none of activate, archive,`},
		{"slack leave kms-approvers", "a user is missing"},
		{"slack reconnect now", `"now" is too much`},
		{"slack duplicate-next 0", `"0" is not a number from 1`},
		{"world add ecs_disks", "a row in braces is missing"},
		{"world add ecs_disks {id: d", "a brace is opened and not closed; for example: world add"},
		{"world add ecs_disks {}", "is not a row"},
		{"world add ecs_disks {a: b}x", "a space is missing before"},
		{"ok \x01", "stands inside a word"},
		{"see \"\xff\"", "the line is not UTF-8"},
	}
	for _, tt := range tests {
		steps, err := play.Parse("p", tt.line)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: got %v, %v; want %s", tt.line, steps, err, tt.want)
		}
		if err != nil && (!strings.Contains(err.Error(), "p:1: ") || !strings.Contains(err.Error(), "; for example: ")) {
			t.Errorf("%q: place or example is missing in %v", tt.line, err)
		}
	}
}

func TestParseRefusesWhatIsTooLong(t *testing.T) {
	if _, err := play.Parse("p", strings.Repeat("ok\n", 1<<19)); err == nil || !strings.Contains(err.Error(), "longer than 1 MiB") {
		t.Errorf("got %v", err)
	}
}

// FuzzParse asserts that what is taken comes back the same from its own text,
// and that what is refused is refused with its line and an example.
func FuzzParse(f *testing.F) {
	for _, tt := range lines {
		f.Add(tt.line)
	}
	f.Add("as bob press \"a\\u{10ffff}\"\nworld add k {a: 'b', c: [1, {d: e}]}")
	f.Add("world add k {a: \"\\\\\"}")
	f.Fuzz(func(t *testing.T, text string) {
		steps, err := play.Parse("p", text)
		if err != nil {
			if !strings.Contains(err.Error(), "; for example: ") {
				t.Errorf("no example in %v", err)
			}
			return
		}
		for _, s := range steps {
			again, err := play.Parse("p", s.String())
			if err != nil {
				t.Fatalf("%q gives %q, which is refused: %v", s.Origin().Source, s, err)
			}
			if diff := cmp.Diff([]play.Step{s}, again, sameStep()); diff != "" {
				t.Errorf("%q gives %q (-first +again):\n%s", s.Origin().Source, s, diff)
			}
		}
	})
}
