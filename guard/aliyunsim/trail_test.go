package aliyunsim

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// lookUpEvents asks the trail, past its rate limit.
func (c *cloud) lookUpEvents(pairs ...string) answer {
	c.t.Helper()
	c.advanceReal(time.Second)
	return c.call(admin, trailVersion, "LookupEvents", pairs...)
}

// filter is the parameters of one attribute.
func filter(n int, key, value string) []string {
	prefix := fmt.Sprintf("LookupAttribute.%d.", n)
	return []string{prefix + "Key", key, prefix + "Value", value}
}

func eventNames(a answer) []string {
	names := []string{}
	for _, e := range a.rows("Events") {
		names = append(names, e["eventName"].(string))
	}
	return names
}

func TestTrailShowsCallsAfterItsDelay(t *testing.T) {
	c := startCloud(t, "")
	_, session := c.assume("Policy", only("ScheduleKeyDeletion", ""))
	scheduled := c.call(session, kmsVersion, "ScheduleKeyDeletion", "KeyId", testKey, "PendingWindowInDays", "7")
	c.call(session, kmsVersion, "ScheduleKeyDeletion", "KeyId", testKey, "PendingWindowInDays", "7")
	bySession := filter(1, "EventAccessKeyId", session.id)
	c.advance(5*time.Minute - time.Second)
	if names := eventNames(c.lookUpEvents(bySession...)); len(names) != 0 {
		t.Errorf("visible before the delay: %v", names)
	}
	c.advance(time.Second)
	events := c.lookUpEvents(append(bySession, "Direction", "FORWARD")...).rows("Events")
	if len(events) != 2 {
		t.Fatalf("%d events, want 2", len(events))
	}
	if events[0]["errorCode"] != nil || events[1]["errorCode"] != "Rejected.StateModifiedFailed" {
		t.Errorf("error codes %v, %v", events[0]["errorCode"], events[1]["errorCode"])
	}
	e := events[0]
	delete(e, "eventId")
	delete(e, "userAgent")
	delete(e, "requestParameterJson")
	want := map[string]any{
		"eventVersion": 1.0, "eventTime": "2026-11-02T09:00:00Z", "eventName": "ScheduleKeyDeletion", "eventRW": "Write",
		"eventType": "ApiCall", "eventCategory": "Management", "serviceName": "Kms", "apiVersion": "2016-01-20",
		"eventSource": "kms.cn-hangzhou.aliyuncs.com", "acsRegion": "cn-hangzhou", "isGlobal": false,
		"requestId": scheduled.body["RequestId"], "sourceIpAddress": "127.0.0.1",
		"requestParameters": map[string]any{"KeyId": testKey, "PendingWindowInDays": "7"},
		"resourceType":      "ACS::KMS::Key", "resourceName": testKey,
		"referencedResources": map[string]any{"ACS::KMS::Key": []any{testKey}},
		"userIdentity": map[string]any{
			"type": "assumed-role", "principalId": "300000000000000004:op-1", "accountId": "1234567890123456",
			"userName": "kmsguard-destroy:op-1", "accessKeyId": session.id,
		},
	}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
}

func TestTrailFiltersAreExact(t *testing.T) {
	c := startCloud(t, "")
	c.kms("DisableKey", "KeyId", testKey)
	c.kms("EnableKey", "KeyId", testKey)
	c.kms("DescribeRegions")
	c.advance(5 * time.Minute)
	tests := []struct {
		name  string
		pairs []string
		want  []string
	}{
		{"none", nil, []string{"EnableKey", "DisableKey"}},
		{"service", filter(1, "ServiceName", "Kms"), []string{"EnableKey", "DisableKey"}},
		{"service in other case", filter(1, "ServiceName", "KMS"), []string{}},
		{"key and event", append(filter(1, "ResourceName", testKey), filter(2, "EventName", "DisableKey")...), []string{"DisableKey"}},
		{"second of the same key counts", append(filter(1, "EventName", "DisableKey"), filter(2, "EventName", "EnableKey")...), []string{"EnableKey"}},
		{"user", filter(1, "User", "admin"), []string{"EnableKey", "DisableKey"}},
		{"reads", filter(1, "EventRW", "Read"), []string{}},
		{"forward", []string{"Direction", "FORWARD"}, []string{"DisableKey", "EnableKey"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, eventNames(c.lookUpEvents(tt.pairs...))); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTrailRefusals(t *testing.T) {
	c := startCloud(t, "settings: {trail_span_days: 30}")
	tests := []struct {
		name  string
		pairs []string
	}{
		{"three attributes", append(append(filter(1, "EventName", "a"), filter(2, "User", "b")...), filter(3, "EventRW", "Read")...)},
		{"unknown attribute", filter(1, "KeyId", testKey)},
		{"start alone", []string{"StartTime", "2026-11-01T00:00:00Z"}},
		{"not a time", []string{"StartTime", "yesterday", "EndTime", "today"}},
		{"before 90 days", []string{"StartTime", "2026-08-01T00:00:00Z", "EndTime", "2026-08-02T00:00:00Z"}},
		{"span over the setting", []string{"StartTime", "2026-09-01T00:00:00Z", "EndTime", "2026-10-02T00:00:01Z"}},
		{"backwards", []string{"StartTime", "2026-10-02T00:00:00Z", "EndTime", "2026-10-01T00:00:00Z"}},
		{"page size", []string{"MaxResults", "51"}},
		{"forged token", []string{"NextToken", "x"}},
		{"direction", []string{"Direction", "SIDEWAYS"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if a := c.lookUpEvents(tt.pairs...); a.code() != "InvalidParameter" || a.status != 400 {
				t.Errorf("got %s with %d", a.code(), a.status)
			}
		})
	}
}

func TestTrailPages(t *testing.T) {
	var uses strings.Builder
	for i := range 120 {
		fmt.Fprintf(&uses, "{at: 2026-10-30T02:%02d:%02dZ, event: Decrypt}, ", i/60, i%60)
	}
	c := startCloud(t, "  - {id: key-used, region: cn-hangzhou, uses: ["+strings.TrimSuffix(uses.String(), ", ")+"]}\n")
	seen, token, pages := map[any]bool{}, "", 0
	for pages < 10 {
		pairs := append(filter(1, "EventName", "Decrypt"), "MaxResults", "50", "StartTime", "2026-10-29T00:00:00Z", "EndTime", "2026-11-01T00:00:00Z")
		if token != "" {
			pairs = append(pairs, "NextToken", token)
		}
		a := c.lookUpEvents(pairs...)
		for _, e := range a.rows("Events") {
			seen[e["eventId"]] = true
		}
		pages++
		if token, _ = a.body["NextToken"].(string); token == "" {
			break
		}
	}
	if len(seen) != 120 || pages != 3 {
		t.Errorf("saw %d events on %d pages, want 120 on 3", len(seen), pages)
	}
}

func TestTrailKeepsNinetyDays(t *testing.T) {
	c := startCloud(t, "  - {id: key-used, region: cn-hangzhou, uses: [{at: 2026-08-10T00:00:00Z, event: Encrypt}]}\n")
	span := []string{"StartTime", "2026-08-09T00:00:00Z", "EndTime", "2026-11-02T00:00:00Z"}
	if names := eventNames(c.lookUpEvents(span...)); len(names) != 1 {
		t.Errorf("after 84 days: %v", names)
	}
	c.advance(10 * 24 * time.Hour)
	span[1] = "2026-08-15T00:00:00Z"
	if names := eventNames(c.lookUpEvents(span...)); len(names) != 0 {
		t.Errorf("after 94 days: %v", names)
	}
}

func TestDecryptNamesItsKeyBySetting(t *testing.T) {
	for setting, want := range map[string][2]any{
		"resource":   {testKey, []any{testKey}},
		"referenced": {nil, []any{testKey}},
		"never":      {nil, nil},
	} {
		c := startCloud(t, "settings: {decrypt_names_key: "+setting+"}")
		if err := c.sim.Console("Decrypt", testKey); err != nil {
			t.Fatal(err)
		}
		c.advance(time.Hour)
		e := c.lookUpEvents(filter(1, "EventName", "Decrypt")...).rows("Events")[0]
		refs, _ := e["referencedResources"].(map[string]any)
		if diff := cmp.Diff(want, [2]any{e["resourceName"], refs["ACS::KMS::Key"]}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", setting, diff)
		}
		if p, _ := e["requestParameters"].(map[string]any); p["KeyId"] != nil {
			t.Errorf("%s: Decrypt sends no key ID, the event has %v", setting, p)
		}
	}
}

func TestConsole(t *testing.T) {
	c := startCloud(t, "")
	steps := []struct {
		event string
		args  []string
		fails string
	}{
		{"ScheduleKeyDeletion", []string{testKey, "9"}, ""},
		{"ScheduleKeyDeletion", []string{testKey, "9"}, "Rejected.StateModifiedFailed"},
		{"Decrypt", []string{testKey}, ""},
		{"CancelKeyDeletion", []string{testKey}, ""},
		{"ScheduleKeyDeletion", []string{testKey, "400"}, "InvalidParameter"},
		{"ScheduleKeyDeletion", []string{testKey}, "takes 2 arguments"},
		{"DisableKey", []string{"key-none"}, "Forbidden.KeyNotFound"},
		{"FormatDisk", []string{testKey}, "unknown"},
	}
	for _, s := range steps {
		err := c.sim.Console(s.event, s.args...)
		if s.fails == "" && err != nil || s.fails != "" && (err == nil || !strings.Contains(err.Error(), s.fails)) {
			t.Errorf("%s %v: error %v, want %q", s.event, s.args, err, s.fails)
		}
	}
	if n := c.sim.Effects("kms.ScheduleKeyDeletion"); n != 0 {
		t.Errorf("the console's own doing counts %d effects of clients", n)
	}
	c.advance(time.Hour)
	a := c.lookUpEvents(append(filter(1, "User", "console-user"), "Direction", "FORWARD")...)
	var got []string
	for _, e := range a.rows("Events") {
		code, _ := e["errorCode"].(string)
		got = append(got, strings.TrimSpace(e["eventName"].(string)+" "+code))
	}
	want := []string{
		"ScheduleKeyDeletion", "ScheduleKeyDeletion Rejected.StateModifiedFailed", "Decrypt Rejected.PendingDeletion",
		"CancelKeyDeletion", "ScheduleKeyDeletion InvalidParameter",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("trail (-want +got):\n%s", diff)
	}
}

// What an audit reads must not pile up, and must not push out what was done to a key.
func TestTrailForgetsTheOldestThatAreAboutNoKey(t *testing.T) {
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	var l trail
	l.add(event{at: at, name: "Decrypt", keys: []string{testKey}})
	for n := range 2 * keptKeyless {
		l.add(event{at: at.Add(time.Duration(n+1) * time.Second), name: "DescribeDisks"})
	}
	if len(l.events) != l.keyless+1 || l.keyless > keptKeyless || l.keyless < keptKeyless/2 {
		t.Errorf("%d events, %d of them about no key; want from %d to %d", len(l.events), l.keyless, keptKeyless/2, keptKeyless)
	}
	if l.events[0].name != "Decrypt" {
		t.Errorf("the oldest event is %s, want the one about a key", l.events[0].name)
	}
	if newest := l.events[len(l.events)-1].serial; newest != 2*keptKeyless+1 {
		t.Errorf("the newest event is number %d, want %d", newest, 2*keptKeyless+1)
	}
	l.prune(at.Add(trailDepth + time.Hour))
	if want := len(l.events); l.keyless != want {
		t.Errorf("after the oldest were pruned %d are counted, want %d", l.keyless, want)
	}
}
