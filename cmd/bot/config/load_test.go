package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
)

// load writes text to a file and loads it with an environment of its own.
func load(t *testing.T, text string, env map[string]string) (config.Config, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kmsguard.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return config.Load(path, lookup(env))
}

func lookup(env map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := env[name]
		return value, ok
	}
}

// mustLoad is load for text that has to be right.
func mustLoad(t *testing.T, text string, env map[string]string) config.Config {
	t.Helper()
	c, err := load(t, text, env)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sameFields compares configurations by what their fields hold.
func sameFields() cmp.Option {
	return cmp.Options{
		cmpopts.IgnoreUnexported(config.Config{}),
		cmp.Comparer(func(a, b config.Secret) bool { return a.String() == b.String() && a.Reveal() == b.Reveal() }),
		cmpopts.EquateEmpty(),
	}
}

func TestEmptyFileGivesDefaults(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "---\n", "slack:\nalicloud:\n"} {
		if diff := cmp.Diff(config.Default(), mustLoad(t, text, nil), sameFields()); diff != "" {
			t.Errorf("%q (-default +got):\n%s", text, diff)
		}
	}
}

func TestLoadReadsEveryKindOfValue(t *testing.T) {
	got := mustLoad(t, `
slack: {mode: http, history: true, timeout: 1d12h}
alicloud:
  account: 0123456789012345
  regions: [cn-hangzhou, "cn-shanghai"]
  endpoints:
    kms: http://127.0.0.1:1
  audit: {share: 0.25, concurrency: 3, budgets: {ecs.DescribeDisks: 300/m}}
policy: /etc/p.yaml
`, nil)
	want := config.Default()
	want.Slack.Mode, want.Slack.History, want.Slack.Timeout = "http", true, config.Duration(36*time.Hour)
	want.Alicloud.Account = "0123456789012345"
	want.Alicloud.Regions = []string{"cn-hangzhou", "cn-shanghai"}
	want.Alicloud.Endpoints = map[string]string{"kms": "http://127.0.0.1:1"}
	want.Alicloud.Audit = config.Audit{Share: 0.25, Concurrency: 3, Budgets: map[string]config.Rate{"ecs.DescribeDisks": {Calls: 300, Per: time.Minute}}}
	want.Policy = "/etc/p.yaml"
	if diff := cmp.Diff(want, got, sameFields()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLoadRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"unknown section", "slak:\n  mode: http\n", "kmsguard.yaml:1:1: slak: there is no such field; did you mean slack?"},
		{"unknown field", "slack:\n  apiurl: x\n", "kmsguard.yaml:2:3: slack.apiurl: there is no such field; did you mean api_url?"},
		{"unknown far from all", "scan:\n  zzzzzzzzzzzz: x\n", "known are interval"},
		{"field twice", "data: a\ndata: b\n", `kmsguard.yaml:2:1: is not YAML: mapping key "data" already defined at [1:1]`},
		{"second document", "data: a\n---\ndata: b\n", "kmsguard.yaml:2:1: a second document starts here"},
		{"empty second document", "data: a\n---\n", "a second document starts here"},
		{"text after the end", "data: a\n...\nmore\n", "kmsguard.yaml:3:1: is not YAML"},
		{"text after a section", "data: a\nmore\n", "kmsguard.yaml:2:1: is not YAML"},
		{"list as root", "- a\n", "the file holds a list where named sections are expected; for example slack:"},
		{"word as root", "a\n", "the file holds a single value"},
		{"value for a section", "slack: 1\n", "kmsguard.yaml:1:8: slack: is a single value where a section is expected"},
		{"section for a value", "data:\n  a: b\n", "kmsguard.yaml:2:3: data: is a section where a single value is expected; for example data: /var/lib/kmsguard"},
		{"list for a value", "data: [a]\n", "data: is a list where a single value is expected"},
		{"value for a list", "alicloud: {regions: a}\n", "alicloud.regions: is a single value where a list is expected; for example regions: [cn-hangzhou, cn-shanghai]"},
		{"section in a list", "alicloud: {regions: [{a: b}]}\n", "alicloud.regions[0]: is a section where a single value is expected; for example regions: [cn-hangzhou, cn-shanghai]"},
		{"anchor", "data: &x a\n", "anchors, aliases and tags are not taken here"},
		{"alias", "data: *x\n", "anchors, aliases and tags are not taken here"},
		{"merge", "<<: {data: a}\n", "<<: there is no such field"},
		{"no boolean", "slack: {history: yes}\n", `slack.history: "yes" is neither true nor false; for example history: false`},
		{"no duration", "scan: {interval: 5}\n", `scan.interval: "5" is not a duration: a number and a unit (d, h, m, s, ms) are needed; for example interval: 1h`},
		{"no number", "alicloud: {audit: {share: much}}\n", `alicloud.audit.share: "much" is not a number; for example share: 0.5`},
		{"no whole number", "alicloud: {audit: {concurrency: 1.5}}\n", `"1.5" is not a whole number; for example concurrency: 16`},
		{"no rate", "alicloud: {audit: {budgets: {ecs.DescribeDisks: 5}}}\n", `budgets.ecs.DescribeDisks: "5" is not a rate: it ends in /s or /m; for example ecs.DescribeDisks: 25/s`},
		{"too long", "# " + strings.Repeat("x", 256<<10), "longer than 256 KiB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := load(t, tt.text, nil)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got  %v\nwant %s", err, tt.want)
			}
			if kind := guard.KindOf(err); kind != guard.Invalid {
				t.Errorf("kind is %v", kind)
			}
		})
	}
}

func TestLoadNamesAllProblemsAtOnce(t *testing.T) {
	_, err := load(t, "slack: {mod: x, history: maybe}\nscan: {interval: never}\n", map[string]string{"KMSGUARD_ALICLOUD_INSECURE": "perhaps"})
	for _, want := range []string{"slack.mod:", "slack.history:", "scan.interval:", "environment variable KMSGUARD_ALICLOUD_INSECURE"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in %v", want, err)
		}
	}
}

func TestLoadWithoutFile(t *testing.T) {
	_, err := config.Load(filepath.Join(t.TempDir(), "none.yaml"), lookup(nil))
	if guard.KindOf(err) != guard.NotFound || !strings.Contains(err.Error(), "none.yaml") {
		t.Errorf("got %v, kind %v", err, guard.KindOf(err))
	}
	if guard.HintOf(err) == "" {
		t.Error("no hint")
	}
}

func TestPathsAreSeenFromTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kmsguard.yaml")
	if err := os.WriteFile(path, []byte("policy: sub/policy.yaml\ndata: /abs\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path, lookup(nil))
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(filepath.Dir(path), "sub/policy.yaml"); c.Policy != want || c.Data != "/abs" {
		t.Errorf("policy %s, data %s; want %s and /abs", c.Policy, c.Data, want)
	}
}
