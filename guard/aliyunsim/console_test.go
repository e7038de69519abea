package aliyunsim

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Every verb says what comes of it and can be done, by the argument that it names.
func TestConsoleVerbs(t *testing.T) {
	arguments := map[string][]string{"": nil, "DAYS": {"7"}, "true|false": {"true"}, "TEXT": {"new words"}, "alias/NAME": {"alias/new"}}
	for _, v := range ConsoleVerbs() {
		c := startCloud(t, stateWorld)
		key := map[string]string{"EnableKey": "key-disabled", "CancelKeyDeletion": "key-pending", "DeleteKeyMaterial": "key-import"}[v.Name]
		args, known := arguments[v.Argument]
		if v.Name == "UpdateAlias" {
			args = []string{"alias/orders"}
		}
		if !known || !strings.HasSuffix(v.Says, ".") {
			t.Errorf("%+v: an argument that nobody can fill in, or no sentence", v)
		}
		if err := c.sim.ConsoleAs("colleague", v.Name, append([]string{firstOf(key, "key-enabled")}, args...)...); err != nil {
			t.Errorf("%s: %v", v.Name, err)
		}
		events := c.sim.TrailEvents(1)
		if len(events) != 1 || events[0].Name != v.Name || events[0].Actor != "colleague" || events[0].Code != "" {
			t.Errorf("%s: the trail has %+v", v.Name, events)
		}
		if events[0].VisibleAt.Sub(events[0].At) != 5*time.Minute {
			t.Errorf("%s: visible after %v", v.Name, events[0].VisibleAt.Sub(events[0].At))
		}
	}
}

func TestTheConsoleIsRefusedToo(t *testing.T) {
	c := startCloud(t, stateWorld)
	if err := c.sim.ConsoleAs("colleague", "DisableKey", "key-pending"); err == nil || !strings.Contains(err.Error(), "Rejected.StateModifiedFailed") {
		t.Errorf("a refused change: %v", err)
	}
	if e := c.sim.TrailEvents(1); e[0].Code == "" || e[0].Key != "key-pending" {
		t.Errorf("the trail has %+v", e)
	}
}

// A call says who made it, and a session what it was allowed to do.
func TestLatestCallsNameSessionAndPolicy(t *testing.T) {
	c := startCloud(t, "")
	const policy = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["kms:DescribeKey"],"Resource":["*"]}]}`
	_, session := c.assume("Policy", policy)
	c.call(session, kmsVersion, "DescribeKey", "KeyId", testKey)
	c.kms("DescribeKey", "KeyId", testKey)
	calls := c.sim.LatestCalls(2, func(call Call) bool { return call.Action == "DescribeKey" })
	if len(calls) != 2 || calls[0].Role != "" || calls[1].Role != "kmsguard-destroy" || calls[1].Session == "" || calls[1].SessionPolicy != policy {
		t.Errorf("calls: %+v", calls)
	}
}

// A refused call says in words why, and what a fault refused says so.
func TestLatestCallsSayWhyTheyWereRefused(t *testing.T) {
	c := startCloud(t, stateWorld)
	c.kms("DescribeKey", "KeyId", testKey)
	c.kms("CreateKeyVersion", "KeyId", "key-disabled")
	c.fault(Fault{API: "kms.DescribeKey", Code: "Forbidden.NoPermission"})
	c.kms("DescribeKey", "KeyId", testKey)
	var got []string
	for _, call := range c.sim.LatestCalls(3, nil) {
		got = append(got, call.Action+" "+call.Outcome+": "+call.Refusal)
	}
	want := []string{
		"DescribeKey Forbidden.NoPermission: The request was refused by an ordered fault.",
		"CreateKeyVersion Rejected.Disabled: The request was rejected because the key state is Disabled.",
		"DescribeKey ok: ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
