package aliyunsim

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
)

func fixedOptions() Options {
	now := func() time.Time { return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC) }
	return Options{Now: now, Real: now}
}

// newFromYAML makes a simulator, or returns what is wrong with the text.
func newFromYAML(text string) (*Sim, error) {
	var w World
	if err := yaml.UnmarshalWithOptions([]byte(text), &w, yaml.Strict()); err != nil {
		return nil, err
	}
	return New(w, fixedOptions())
}

// exampleWorld is one row of every kind.
const exampleWorld = `
account: "1234567890123456"
latency: 0ms
trail_delay: 5m
principals:
  - {access_key: sandbox-id, secret: sandbox-secret, user: kmsguard, policies: [AliyunReadOnlyAccess]}
  - {role: kmsguard-destroy, trusts: [kmsguard], policies: [AliyunKMSFullAccess]}
keys:
  - id: key-hzz650a1b2c3d4e5f6g7h
    region: cn-hangzhou
    state: Enabled
    description: orders database
    aliases: [alias/orders]
    protection: false
    origin: Aliyun_KMS
    spec: Aliyun_AES_256
    tags: {team: orders}
    uses: [{at: 2026-10-30T02:11:00Z, event: Decrypt, by: "acs:ram::1234567890123456:user/etl"}]
resources:
  oss_buckets:   [{name: orders-archive, region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h, objects: [{name: a.bin, key: key-x}]}]
  ecs_disks:     [{id: d-bp1, region: cn-hangzhou, kind: system, instance: i-bp1, key: key-x, count: 1}]
  ecs_snapshots: [{id: s-bp1, region: cn-hangzhou, disk: d-bp1, key: key-x, count: 100000}]
  rds_instances: [{id: rm-bp1, region: cn-hangzhou, engine: MySQL, tde: true, key: key-x}]
  polardb_clusters: [{id: pc-bp1, region: cn-shanghai, tde: true, key: key-x}]
  certificates:  [{id: cert-1, region: cn-hangzhou, listener: lb-bp1/443, key: key-x}]
  secrets:       [{name: orders/db, region: cn-hangzhou, key: key-x}]
quotas: {ecs.DescribeDisks: 50/s, kms.key-reads: 10/s}
faults:
  - {api: rds.DescribeDBInstances, code: Throttling.User, times: 2}
`

func TestExampleWorldLoads(t *testing.T) {
	s, err := newFromYAML(exampleWorld)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.State().Regions; strings.Join(got, " ") != "cn-hangzhou cn-shanghai" {
		t.Errorf("regions %v", got)
	}
}

func TestWrongWorldsSayWhatIsWrong(t *testing.T) {
	const head = "account: \"1234567890123456\"\n"
	tests := []struct{ text, says string }{
		{"account: acme", "digits of an account ID"},
		{head + "colour: red", "colour"},
		{head + "latency: soon", "soon"},
		{head + "regions: [cn-hangzhou]\nkeys: [{id: key-1, region: cn-beijing}]", "cn-beijing"},
		{head + "keys: [{id: key-1}]", "no region"},
		{head + "keys: [{id: alias/x, region: r}]", "alias/x"},
		{head + "keys: [{id: key-1, region: r, state: Gone}]", "Gone"},
		{head + "keys: [{id: key-1, region: r, state: PendingDeletion}]", "deletes_at"},
		{head + "keys: [{id: key-1, region: r, deletes_at: 2026-12-01T00:00:00Z}]", "deletes_at"},
		{head + "keys: [{id: key-1, region: r, state: PendingImport}]", "EXTERNAL"},
		{head + "keys: [{id: key-1, region: r, spec: AES}]", "AES"},
		{head + "keys: [{id: key-1, region: r, usage: SIGN/VERIFY}]", "SIGN/VERIFY"},
		{head + "keys: [{id: key-1, region: r, aliases: [orders]}]", "alias/orders"},
		{head + "keys: [{id: key-1, region: r}, {id: key-1, region: r}]", "twice"},
		{head + "keys: [{id: key-1, region: r, aliases: [alias/a]}, {id: key-2, region: r, aliases: [alias/a]}]", "another key"},
		{head + "keys: [{id: key-1, region: r, uses: [{event: Decrypt}]}]", "without at"},
		{head + "keys: [{id: key-1, region: r, rotation: 1d}]", "730d"},
		{head + "keys: [{id: key-1, region: r, versions: 51}]", "51"},
		{head + "principals: [{role: r, max_hours: 13}]", "13"},
		{head + "principals: [{role: r, policies: [{name: p, document: {Version: \"1\"}, extra: 1}]}]", "extra"},
		{head + "principals: [{role: r, policies: [{name: p}]}]", "both fields"},
		{head + "principals: [{user: x}]", "access_key"},
		{head + "principals: [{access_key: a, user: x}]", "secret"},
		{head + "principals: [{role: r, policies: [Nonsense]}]", "Nonsense"},
		{head + "principals: [{role: r, policies: [{name: p, document: {Version: \"1\", Statement: [{Effect: Allow, Action: x, Resource: x, Condition: {Odd: {a: b}}}]}}]}]", "Odd"},
		{head + "principals: [{role: r}, {role: r}]", "twice"},
		{head + "resources: {secrets: [{region: r}]}", "no name"},
		{head + "resources: {ecs_disks: [{id: d, region: r}, {id: d, region: r}]}", "exists"},
		{head + "quotas: {ecs.DescribeDisks: fast}", "fast"},
		{head + "quotas: {ecs.Explode: 5/s}", "ecs.Explode"},
		{head + "faults: [{api: kms.Explode}]", "kms.Explode"},
		{head + "faults: [{api: kms.DescribeKey, kind: fire}]", "fire"},
		{head + "faults: [{api: kms.DescribeKey, kind: truncate, code: X}]", "only kind error"},
		{head + "settings: {rotation_mode: sometimes}", "sometimes"},
		{head + "settings: {service_key_status: 200}", "200"},
	}
	for _, tt := range tests {
		_, err := newFromYAML(tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s\nerror %v does not say %q", tt.text, err, tt.says)
		}
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{"3d": 72 * time.Hour, "1d12h": 36 * time.Hour, "0ms": 0, "90s": 90 * time.Second} {
		if got, err := parseDuration(text); err != nil || got != want {
			t.Errorf("%s: got %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "d", "-1d", "-5s", "3", "3days", "1.5d", "70000d"} {
		if got, err := parseDuration(text); err == nil {
			t.Errorf("%q is taken as %v", text, got)
		}
	}
}

// hugeCount is a count that costs too much here, since keys are made one by one.
var hugeCount = regexp.MustCompile(`count: *[0-9_+.eExXoObB]{5,}`)

// A world that loads can be shown, and shows the rows that it has.
func FuzzWorld(f *testing.F) {
	f.Add(exampleWorld)
	f.Add(basicWorld + stateWorld)
	f.Add("account: \"1\"\nresources: {load_balancers: [{id: alb-1, region: r, listeners: [{port: 443}], count: 3}]}")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := newFromYAML(hugeCount.ReplaceAllString(text, "count: 9999"))
		if err != nil {
			if s != nil {
				t.Fatal("an error and a simulator")
			}
			return
		}
		state := s.State()
		if state.Account == "" || len(state.Regions) == 0 {
			t.Fatalf("a world without account or region: %+v", state)
		}
		for _, v := range state.Rows {
			if m, failed := v.(object); failed {
				t.Fatalf("rows cannot be shown: %v", m)
			}
		}
	})
}

func TestNewNeedsItsClocks(t *testing.T) {
	if _, err := New(World{Account: "1"}, Options{}); err == nil || errors.Unwrap(err) != nil {
		t.Errorf("error %v", err)
	}
}
