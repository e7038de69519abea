package aliyunsim

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func setFault(t *testing.T, c *cloud, f Fault) {
	t.Helper()
	if err := c.sim.SetFault(f); err != nil {
		t.Fatal(err)
	}
}

func TestErrorFaults(t *testing.T) {
	tests := []struct {
		fault  Fault
		code   string
		status int
	}{
		{Fault{}, "InternalFailure", 500},
		{Fault{Code: "Rejected.Throttling"}, "Rejected.Throttling", 429},
		{Fault{Code: "Throttling.User"}, "Throttling.User", 400},
		{Fault{Code: "Forbidden.KeyNotFound"}, "Forbidden.KeyNotFound", 404},
		{Fault{Code: "InvalidAccessKeyId.NotFound"}, "InvalidAccessKeyId.NotFound", 404},
		{Fault{Code: "Forbidden.NoPermission"}, "Forbidden.NoPermission", 403},
		{Fault{Code: "Rejected.Unavailable"}, "Rejected.Unavailable", 409},
		{Fault{Code: "ServiceUnavailableTemporary"}, "ServiceUnavailableTemporary", 503},
		{Fault{Code: "Odd", Status: 418}, "Odd", 418},
	}
	for _, tt := range tests {
		c := startCloud(t, "")
		tt.fault.API = "kms.DisableKey"
		setFault(t, c, tt.fault)
		if a := c.kms("DisableKey", "KeyId", testKey); a.code() != tt.code || a.status != tt.status {
			t.Errorf("%+v: got %s with %d", tt.fault, a.code(), a.status)
		}
		if v, _ := c.sim.Key(testKey); v.State != "Enabled" {
			t.Errorf("%+v: the refused call had an effect", tt.fault)
		}
	}
}

func TestFaultsCount(t *testing.T) {
	c := startCloud(t, "faults: [{api: kms.*, after: 1, times: 2}]")
	var got []string
	for range 4 {
		got = append(got, c.kms("DescribeKey", "KeyId", testKey).code())
	}
	if diff := cmp.Diff([]string{"ok", "InternalFailure", "InternalFailure", "ok"}, got); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	if left := c.sim.Faults(); len(left) != 0 {
		t.Errorf("used up, still there: %+v", left)
	}
	setFault(t, c, Fault{API: "kms.DescribeKey"})
	c.sim.ClearFaults()
	if a := c.kms("DescribeKey", "KeyId", testKey); a.code() != "ok" {
		t.Errorf("cleared, but %s", a.code())
	}
}

// Of the calls that are left after the first, each third fails, twice.
func TestFaultsOfEachNthCall(t *testing.T) {
	c := startCloud(t, "faults: [{api: kms.*, after: 1, every: 3, times: 2}]")
	var failed []int
	for n := 1; n <= 12; n++ {
		if c.kms("DescribeKey", "KeyId", testKey).code() != "ok" {
			failed = append(failed, n)
		}
	}
	if diff := cmp.Diff([]int{4, 7}, failed); diff != "" {
		t.Errorf("calls that failed (-want +got):\n%s", diff)
	}
	if err := c.sim.SetFault(Fault{API: "kms.DescribeKey", Every: -1}); err == nil {
		t.Error("a negative every is taken")
	}
	setFault(t, c, Fault{API: "kms.DescribeKey", Every: 20})
	c.kms("DescribeKey", "KeyId", testKey)
	if diff := cmp.Diff([]Fault{{API: "kms.DescribeKey", Kind: FaultError, Every: 20}}, c.sim.Faults()); diff != "" {
		t.Errorf("in force (-want +got):\n%s", diff)
	}
}

// What the client sees of a lost reply, and whether the call had its effect.
func TestLostReplies(t *testing.T) {
	for kind, effect := range map[FaultKind]bool{
		FaultResetBefore: false, FaultTimeoutBefore: false, FaultResetAfter: true, FaultTimeoutAfter: true,
	} {
		t.Run(string(kind), func(t *testing.T) {
			c := startCloud(t, "")
			c.client.Timeout = 200 * time.Millisecond
			setFault(t, c, Fault{API: "kms.ScheduleKeyDeletion", Kind: kind, Times: 1})
			if a, err := c.try(admin, kmsVersion, "ScheduleKeyDeletion", "KeyId", testKey, "PendingWindowInDays", "7"); err == nil {
				t.Fatalf("answered: %s", a.text)
			}
			if n := c.sim.Effects("kms.ScheduleKeyDeletion"); (n == 1) != effect {
				t.Errorf("%d effects", n)
			}
			if n := len(c.sim.Calls()); n != 1 {
				t.Errorf("the call log has %d calls", n)
			}
		})
	}
}

func TestSpoiledReplies(t *testing.T) {
	const more = "  - {id: key-many, region: cn-hangzhou, count: 30, tags: {a: b}}\n"
	tests := []struct {
		kind  FaultKind
		check func(a answer) bool
	}{
		{FaultTruncate, func(a answer) bool { return a.status == 200 && a.body == nil && strings.HasPrefix(a.text, "{") }},
		{FaultHTML, func(a answer) bool { return a.status == 502 && strings.Contains(a.text, "<html>") }},
		{FaultWrongTotal, func(a answer) bool { return a.body["TotalCount"] == 33.0 && len(a.rows("Keys", "Key")) == 10 }},
		{FaultEmptyPage, func(a answer) bool { return a.body["TotalCount"] == 32.0 && len(a.rows("Keys", "Key")) == 0 }},
		{FaultDropRow, func(a answer) bool { return a.body["TotalCount"] == 32.0 && len(a.rows("Keys", "Key")) == 9 }},
	}
	for _, tt := range tests {
		c := startCloud(t, more)
		setFault(t, c, Fault{API: "kms.ListKeys", Kind: tt.kind, Times: 1})
		if a := c.kms("ListKeys"); !tt.check(a) {
			t.Errorf("%s: %d %s", tt.kind, a.status, a.text)
		}
		if a := c.kms("ListKeys"); a.body["TotalCount"] != 32.0 || len(a.rows("Keys", "Key")) != 10 {
			t.Errorf("%s: the next reply is spoiled too: %s", tt.kind, a.text)
		}
	}
}

func TestUnknownValueFault(t *testing.T) {
	c := startCloud(t, "faults: [{api: kms.DescribeKey, kind: unknown-value}]")
	if state := c.kms("DescribeKey", "KeyId", testKey).at("KeyMetadata", "KeyState"); state == "Enabled" || state == nil {
		t.Errorf("state %v", state)
	}
}

func TestRepeatTokenFault(t *testing.T) {
	c := startCloud(t, "  - {id: key-many, region: cn-hangzhou, count: 500, tags: {a: b}}\nfaults: [{api: kms.ListTagResources, kind: repeat-token}]")
	first := c.kms("ListTagResources", "ResourceType", "key").body["NextToken"].(string)
	second := c.kms("ListTagResources", "ResourceType", "key", "NextToken", first).body["NextToken"]
	if second != first {
		t.Errorf("the second page leads on to %v", second)
	}
}

func TestSlowFaultWaits(t *testing.T) {
	c := startCloud(t, "faults: [{api: kms.DescribeKey, kind: slow, delay: 80ms}]")
	start := time.Now()
	if a := c.kms("DescribeKey", "KeyId", testKey); a.code() != "ok" || time.Since(start) < 80*time.Millisecond {
		t.Errorf("%s after %v", a.code(), time.Since(start))
	}
}

func TestLatencyIsAdded(t *testing.T) {
	c := startCloud(t, "latency: 50ms")
	start := time.Now()
	c.kms("DescribeKey", "KeyId", testKey)
	if d := time.Since(start); d < 50*time.Millisecond {
		t.Errorf("answered after %v", d)
	}
}

// Calls wait side by side, and what the quota refuses costs the way alone.
func TestLatencies(t *testing.T) {
	c := startCloud(t, "latency: 50ms\nservice_latency: 300ms\nquotas: {kms.ListKeys: 8/h}")
	start := time.Now()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() { c.kms("ListKeys") })
	}
	group.Wait()
	if d := time.Since(start); d < 350*time.Millisecond || d > 2*time.Second {
		t.Errorf("8 calls at once took %v, want the 350ms of one", d)
	}
	start = time.Now()
	if a := c.kms("ListKeys"); a.code() != "Rejected.Throttling" {
		t.Fatalf("got %s", a.code())
	}
	if d := time.Since(start); d < 50*time.Millisecond || d >= 300*time.Millisecond {
		t.Errorf("a refusal took %v, want 50ms", d)
	}
}

// Whoever runs the simulator can end a call before or after its effect.
func TestReached(t *testing.T) {
	for phase, effect := range map[string]int{"before": 0, "after": 1} {
		t.Run(phase, func(t *testing.T) {
			var mu sync.Mutex
			var told []string
			c := startCloud(t, "", func(o *Options) {
				o.Reached = func(api, at string) bool {
					mu.Lock()
					defer mu.Unlock()
					told = append(told, api+" "+at)
					return api == "kms.DisableKey" && at == phase
				}
			})
			_, err := c.try(admin, kmsVersion, "DisableKey", "KeyId", testKey)
			if err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("error %v, want a dropped connection", err)
			}
			if n := c.sim.Effects("kms.DisableKey"); n != effect {
				t.Errorf("%d effects, want %d", n, effect)
			}
			mu.Lock()
			defer mu.Unlock()
			if told[len(told)-1] != "kms.DisableKey "+phase {
				t.Errorf("told %v", told)
			}
		})
	}
}

// The trail has what reached the product, whatever became of the reply.
func TestLostRepliesInTheTrail(t *testing.T) {
	for kind, want := range map[FaultKind]int{FaultResetBefore: 0, FaultResetAfter: 1} {
		c := startCloud(t, "")
		setFault(t, c, Fault{API: "kms.DisableKey", Kind: kind, Times: 1})
		if _, err := c.try(admin, kmsVersion, "DisableKey", "KeyId", testKey); err == nil {
			t.Fatal("answered")
		}
		c.advance(time.Hour)
		events := c.lookUpEvents(filter(1, "EventName", "DisableKey")...).rows("Events")
		if len(events) != want || want == 1 && events[0]["errorCode"] != nil {
			t.Errorf("%s: events %v", kind, events)
		}
	}
}

func TestBodyLimit(t *testing.T) {
	c := startCloud(t, "")
	a, err := c.send(http.MethodPost, "Action=DescribeKey", nil, make([]byte, bodyLimit+1))
	if err != nil || a.status != http.StatusRequestEntityTooLarge {
		t.Errorf("got %d, %v", a.status, err)
	}
}
