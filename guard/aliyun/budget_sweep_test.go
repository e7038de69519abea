package aliyun_test

import (
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// TestQuotasAreNeverExceeded lets an audit use the whole of what KMS documents
// for secrets, and the cloud refuses no call.
func TestQuotasAreNeverExceeded(t *testing.T) {
	const secrets = 90 // a call each; KMS answers 40 a second
	w := world()
	w.Quotas = map[string]string{"actiontrail.LookupEvents": "10000/s"}
	w.Resources.Secrets = []aliyunsim.Secret{{Name: "x", Region: home, Key: keyID, Count: secrets}}
	g := start(t, w)
	began := time.Now()
	a := audit(t, g, key)
	took := time.Since(began)
	for _, c := range g.sim.Calls() {
		if strings.Contains(c.Outcome, "Throttling") {
			t.Errorf("%s.%s was refused: %s", c.Product, c.Action, c.Outcome)
		}
	}
	if n := len(a.Dependencies); n != secrets || !a.Complete() {
		t.Errorf("%d were found, incomplete %v", n, a.IncompleteRows())
	}
	if took < time.Second {
		t.Errorf("the audit took %v: the quota was never reached, and nothing is shown", took)
	}
}

// TestTheMinuteOfECS lets ECS close an API until the next minute: the audit
// waits for it and asks no more in between.
func TestTheMinuteOfECS(t *testing.T) {
	const second = 56 // of the cloud's minute when the audit begins
	w := world()
	w.Settings.MinuteLock = true
	w.Quotas["ecs.DescribeDisks"] = "4/m"
	w.Resources.ECSDisks = []aliyunsim.ECSDisk{{ID: "d", Region: home, Key: keyID, Count: 2600}}
	began := time.Now()
	cloud := func() time.Time {
		return began.Truncate(time.Minute).Add(second * time.Second).Add(time.Since(began))
	}
	g := behindAt(t, w, &front{}, cloud)
	aliyun.Waiting(g.Client)
	g.clock.at = now.Add(second * time.Second)
	a := audit(t, g, key)
	refused := 0
	for _, c := range g.sim.Calls() {
		if c.Action == "DescribeDisks" && strings.Contains(c.Outcome, "Throttling") {
			refused++
		}
	}
	row := rowOf(t, a, guard.ECSDisk, home)
	if len(a.Dependencies) != 2600 || !a.Complete() || row.Throttled != refused {
		t.Errorf("%d were found, incomplete %v; %d refusals are told of %d", len(a.Dependencies), a.IncompleteRows(), row.Throttled, refused)
	}
	if refused < 2 || refused > 4 {
		t.Errorf("DescribeDisks was called %d times while it was closed, want it called twice before it is left alone", refused)
	}
}
