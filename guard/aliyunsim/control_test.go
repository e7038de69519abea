package aliyunsim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
)

// ask makes a request to the control side and returns status and body.
func (c *cloud) ask(method, path, body string) (int, map[string]any, string) {
	c.t.Helper()
	r := httptest.NewRequestWithContext(c.t.Context(), method, path, strings.NewReader(body))
	w := httptest.NewRecorder()
	c.sim.Control().ServeHTTP(w, r)
	var m map[string]any
	if json.Unmarshal(w.Body.Bytes(), &m) != nil {
		m = nil
	}
	return w.Code, m, w.Body.String()
}

func TestControlShowsStateAndCalls(t *testing.T) {
	c := startCloud(t, "resources: {ecs_disks: [{id: d-1, region: cn-hangzhou, count: 5}]}")
	c.kms("DisableKey", "KeyId", testKey)
	status, state, text := c.ask(http.MethodGet, "/_sim/state", "")
	if status != http.StatusOK || state["account"] != "1234567890123456" || strings.Contains(text, "admin-secret") {
		t.Errorf("state %d %s", status, text)
	}
	rows, _ := state["rows"].(map[string]any)
	disks, _ := rows["ecs_disks"].([]any)
	if d, _ := disks[0].(map[string]any); len(disks) != 1 || d["id"] != "d-1" || d["count"] != 5.0 {
		t.Errorf("disks %v", disks)
	}
	_, _, calls := c.ask(http.MethodGet, "/_sim/calls", "")
	if !strings.Contains(calls, `"action": "DisableKey"`) || !strings.Contains(calls, `"effect": true`) {
		t.Errorf("calls %s", calls)
	}
}

func TestControlAddsRows(t *testing.T) {
	c := startCloud(t, "")
	body := `{"keys": [{"id": "key-new", "region": "cn-hangzhou"}], "secrets": [{"name": "s", "region": "cn-shanghai", "key": "key-new"}]}`
	if status, m, _ := c.ask(http.MethodPost, "/_sim/world", body); status != http.StatusOK {
		t.Errorf("refused: %v", m)
	}
	if a := c.kms("DescribeSecret", "SecretName", "s", "RegionId", "cn-shanghai"); a.body["EncryptionKeyId"] != "key-new" {
		t.Errorf("secret %s", a.text)
	}
	for bad, says := range map[string]string{
		`{"planets": [{"id": "x"}]}`:                              "planets",
		`{"secrets": [{"name": "s", "region": "cn-shanghai"}]}`:   "exists",
		`{"secrets": [{"name": "t", "region": "r", "color": 1}]}`: "color",
		`{}`: "no rows",
		`[`:  "cannot be read",
	} {
		if status, m, text := c.ask(http.MethodPost, "/_sim/world", bad); status != http.StatusBadRequest || !strings.Contains(text, says) {
			t.Errorf("%s: %d %v", bad, status, m)
		}
	}
}

func TestControlOrdersFaults(t *testing.T) {
	c := startCloud(t, "")
	if status, m, _ := c.ask(http.MethodPost, "/_sim/faults", `{"api": "kms.DescribeKey", "code": "Forbidden.InDebt", "times": 3}`); status != http.StatusOK {
		t.Fatalf("refused: %v", m)
	}
	if a := c.kms("DescribeKey", "KeyId", testKey); a.code() != "Forbidden.InDebt" {
		t.Errorf("got %s", a.code())
	}
	if _, _, text := c.ask(http.MethodGet, "/_sim/faults", ""); !strings.Contains(text, `"times": 2`) {
		t.Errorf("left %s", text)
	}
	if status, _, text := c.ask(http.MethodPost, "/_sim/faults", `{"api": "kms.Nothing"}`); status != http.StatusBadRequest {
		t.Errorf("unknown API: %s", text)
	}
	c.ask(http.MethodDelete, "/_sim/faults", "")
	if a := c.kms("DescribeKey", "KeyId", testKey); a.code() != "ok" {
		t.Errorf("after the removal: %s", a.code())
	}
}

func TestAddAndRemove(t *testing.T) {
	c := startCloud(t, "")
	if err := c.sim.Add("ecs_disks", []byte(`{id: d-new, region: cn-hangzhou, kind: data, key: key-x, count: 3}`)); err != nil {
		t.Error(err)
	}
	if err := c.sim.Remove("ecs_disks", "d-new-000002"); err != nil {
		t.Error(err)
	}
	if err := c.sim.Remove("ecs_disks", "d-new-000002"); err == nil {
		t.Error("removed twice")
	}
	if err := c.sim.Remove("keys", testKey); err != nil {
		t.Error(err)
	}
	if _, known := c.sim.Key(testKey); known {
		t.Error("a removed key is known")
	}
	if err := c.sim.Add("principals", []byte(`{access_key: late, secret: s, user: late}`)); err != nil {
		t.Error(err)
	}
	if a := c.call(who{id: "late", secret: "s"}, stsVersion, "GetCallerIdentity"); a.code() != "ok" {
		t.Errorf("late user: %s", a.code())
	}
	for _, row := range []string{"", "x", "{id: 1}\n---\n{id: 2}", "{id: d-9}"} {
		if err := c.sim.Add("ecs_disks", []byte(row)); err == nil {
			t.Errorf("row %q is taken", row)
		}
	}
}

// What a world says once costs once, however much it counts. Keys are made each by
// itself, in about eight allocations. How long that takes is a benchmark below.
func TestManyRowsLoadFast(t *testing.T) {
	o := Options{Now: time.Now, Real: time.Now}
	for _, tt := range []struct {
		name, world string
		most        float64 // allocations
	}{
		{"5,000,000 counted disks are one row", basicWorld + "resources: {ecs_disks: [{id: d, region: cn-hangzhou, count: 5000000}]}", 5_000},
		{"100,000 keys are each held by itself", basicWorld + "  - {id: key-many, region: cn-hangzhou, count: 100000}", 1_500_000},
	} {
		world := parseWorld(t, tt.world)
		made := testing.AllocsPerRun(1, func() {
			_, err := New(world, o)
			must(t, err)
		})
		if made > tt.most {
			t.Errorf("%s: %.0f allocations, want at most %.0f", tt.name, made, tt.most)
		}
		t.Logf("%s: %.0f allocations", tt.name, made)
	}
	c := startCloud(t, "  - {id: key-many, region: cn-hangzhou, count: 100000}")
	if a := c.kms("DescribeKey", "KeyId", "key-many-099999"); a.code() != "ok" {
		t.Errorf("got %s", a.code())
	}
}

// BenchmarkLoadKeys loads many keys, and a tenth of them beside it: what it takes
// for each key must not grow with their number.
func BenchmarkLoadKeys(b *testing.B) {
	for _, count := range []int{10_000, 100_000} {
		var w World
		text := fmt.Sprintf("%s  - {id: key-many, region: cn-hangzhou, count: %d}", basicWorld, count)
		if err := yaml.UnmarshalWithOptions([]byte(text), &w, yaml.Strict()); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			for b.Loop() {
				if _, err := New(w, Options{Now: time.Now, Real: time.Now}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(count), "ns/key")
		})
	}
}
