package play_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"kmsguard/cmd/bot/play"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// perform runs a play in an office and returns the transcript.
func perform(t *testing.T, o *office, text string) (string, error) {
	t.Helper()
	steps, err := play.Parse("p", text)
	if err != nil {
		t.Fatal(err)
	}
	var transcript strings.Builder
	err = play.RunBriefly(t.Context(), steps, o, &transcript)
	return transcript.String(), err
}

func TestPlayWithTwoStatements(t *testing.T) {
	o := newOffice(t)
	transcript, err := perform(t, o, `
as alice slash "/kms delete key-1"
see "Delete key" in channel
see "Statements of five people" in thread
as bob type 1 "something else"
error "Differs at word 1"
error
as bob confirm 1
ok
see "Statement 1 is given" in channel
as carol confirm 2
ok
count "is given" in channel 2
as bob confirm 2
ok
see "was given already" to bob
not see "was given already" to alice
not see "was given already" in thread
error "was given already"
`)
	if err != nil {
		t.Fatalf("%v\n%s", err, transcript)
	}
	if o.clerk.settled != "checked by hand" {
		t.Errorf("how it was settled was answered with %q", o.clerk.settled)
	}
	for _, want := range []string{
		"  2  as alice slash \"/kms delete key-1\"\n       #key-changes: Delete key key-1\n       #key-changes thread: Statements\n",
		"       bob opens: Statement 1\n",
		"       bob types: something else\n       bob has open: Statement 1\n       bob is told: Differs at word 1.\n",
		"       bob types: " + firstSentence + "\n       #key-changes: Statement 1 is given\n",
		"       carol types: " + secondSentence + "\n",
		"       to bob: Statement 2 was given already.\n",
	} {
		if !strings.Contains(transcript, want) {
			t.Errorf("%q is missing in\n%s", want, transcript)
		}
	}
}

func TestStepsReachTheStage(t *testing.T) {
	o := newOffice(t)
	o.states["key-1"], o.effects["kms.DisableKey"] = "Disabled", 1
	transcript, err := perform(t, o, `
world orders.yaml
world add ecs_disks {id: d-new}
world remove oss_buckets orders
console ScheduleKeyDeletion key-1 9
slack leave kms-approvers carol
fault kms.DisableKey timeout-after times 1
unfault
advance 3d
kill at kms.DisableKey after
kill
start
cloud key key-1 state Disabled
cloud calls kms.DisableKey 1
dump
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"load orders.yaml", "add ecs_disks {id: d-new}", "remove oss_buckets orders", `console ScheduleKeyDeletion ["key-1" "9"]`,
		"fault kms.DisableKey timeout-after times 1", "unfault", "advance 72h0m0s",
		"kill at kms.DisableKey true", "kill", "start",
	}
	if left := o.sim.State().Groups[0].Users; len(left) != 1 {
		t.Errorf("%v are left in the group", left)
	}
	if diff := cmp.Diff(want, o.noted); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !strings.HasSuffix(transcript, " 15  dump\nthe whole channel\n") {
		t.Errorf("got\n%s", transcript)
	}
}

func TestRunStopsWhereTheExpectationFails(t *testing.T) {
	tests := []struct{ name, play, want string }{
		{"never seen", `see "Approved"`, `line 2: see "Approved": not seen within 50ms; there was: Delete key key-1 |`},
		{"seen elsewhere", `see "Statements" in channel`, "not seen within 50ms; there was: Delete key key-1"},
		{"seen against hope", `not see "Delete" in channel`, "it is seen: Delete key key-1"},
		{"other count", `count "Delete" in channel 2`, "1 have it"},
		{"no error", "error", "alice saw no error"},
		{"other error", "as bob type 1 \"x\"\nerror \"quota\"", "bob was told: Differs at word 1."},
		{"error where ok", "as bob type 1 \"x\"\nok", "bob was told: Differs at word 1."},
		{"other state", "cloud key key-1 state Deleted", "it is Enabled"},
		{"other calls", "cloud calls kms.DisableKey 1", "there were 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := newOffice(t)
			o.states["key-1"] = "Enabled"
			_, err := perform(t, o, "as alice slash \"/kms delete key-1\"\n"+tt.play+"\nkill")
			var failure *play.Failure
			if !errors.As(err, &failure) || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %s", err, tt.want)
			}
			if len(o.noted) > 0 {
				t.Error("the play went on")
			}
		})
	}
}

func TestRunSaysWhatPreventedAStep(t *testing.T) {
	tests := []struct{ name, play, want string }{
		{"no such button", `as alice press "Withdraw"`, `line 1: as alice press "Withdraw": `},
		{"nothing to confirm", "as alice confirm 1", `sees no button "Confirm 1"`},
		{"nothing happens", "as alice slash \"/kms delete key-1\"\nas alice confirm 3", `nothing opens when "Confirm 3" is pressed, and nothing says why`},
		{"no such user", "as zoe submit", `there is no user "zoe"`},
		{"no such key", "cloud key key-9 state Enabled", "there is no key key-9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := perform(t, newOffice(t), tt.play)
			var failure *play.Failure
			if err == nil || errors.As(err, &failure) || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestErrorNeedsAnAct(t *testing.T) {
	for _, step := range []string{"error", "ok"} {
		if _, err := perform(t, newOffice(t), step); err == nil || !strings.Contains(err.Error(), "nobody has done anything yet") {
			t.Errorf("%s: %v", step, err)
		}
	}
}
