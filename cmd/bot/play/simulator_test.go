package play_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/slacksim"
	"kmsguard/cmd/bot/play"
	"kmsguard/guard/aliyunsim"
)

func TestSimulatorsKnowEveryKindOfFault(t *testing.T) {
	cloud, slack := play.FaultKinds()
	if diff := cmp.Diff(slices.Sorted(slices.Values(slacksim.FaultKinds)), slices.Sorted(slices.Values(slack))); diff != "" {
		t.Errorf("Slack (-simulator +play):\n%s", diff)
	}
	sim, err := aliyunsim.New(aliyunsim.World{Account: "1234567890123456"}, aliyunsim.Options{Now: time.Now, Real: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range cloud {
		if err := sim.SetFault(aliyunsim.Fault{API: "ecs.DescribeDisks", Kind: aliyunsim.FaultKind(kind)}); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestSlackKnowsEveryChange(t *testing.T) {
	arguments := map[string]string{
		"a user": "bob", "a group": "kms-approvers", "a channel": "key-changes", "a kind of event": "team_join",
		"a duration": "1s", "on or off": "off",
	}
	for change, names := range play.SlackChanges() {
		step := "slack " + change
		for _, name := range names {
			step += " " + arguments[name]
		}
		if _, err := perform(t, newOffice(t), step); err != nil {
			t.Errorf("%s: %v", step, err)
		}
	}
}
