package config_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/cmd/bot/config"
)

func TestEnvironmentWins(t *testing.T) {
	got := mustLoad(t, "slack: {api_url: https://a.example/, mode: http}\n", map[string]string{
		"KMSGUARD_SLACK_API_URL":                    "https://b.example/",
		"KMSGUARD_SLACK_MODE":                       "", // the same as none
		"KMSGUARD_SLACK_BOT_TOKEN":                  "env:TOKEN",
		"TOKEN":                                     "xoxb-1",
		"KMSGUARD_ALICLOUD_REGIONS":                 "cn-hangzhou, cn-shanghai",
		"KMSGUARD_ALICLOUD_TIMEOUTS_CALL":           "2s",
		"KMSGUARD_ALICLOUD_AUDIT_CONCURRENCY":       "4",
		"KMSGUARD_ALICLOUD_ENDPOINTS_R_KVSTORE":     "https://r.example",
		"KMSGUARD_ALICLOUD_AUDIT_BUDGETS_ANYTHING":  "7/s", // no such override
		"KMSGUARD_ALICLOUD_ENDPOINTS_NOT_A_PRODUCT": "https://x.example",
	})
	if got.Slack.APIURL != "https://b.example/" || got.Slack.Mode != config.ModeHTTP || got.Slack.BotToken.Reveal() != "xoxb-1" {
		t.Errorf("slack: %+v", got.Slack)
	}
	if diff := cmp.Diff([]string{"cn-hangzhou", "cn-shanghai"}, got.Alicloud.Regions); diff != "" {
		t.Errorf("regions (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"r-kvstore": "https://r.example"}, got.Alicloud.Endpoints); diff != "" {
		t.Errorf("endpoints (-want +got):\n%s", diff)
	}
	if got.Alicloud.Timeouts.Call.String() != "2s" || got.Alicloud.Audit.Concurrency != 4 {
		t.Errorf("got %+v", got.Alicloud)
	}
}

func TestOverridesHaveDistinctNames(t *testing.T) {
	seen := map[string]string{}
	paths := config.Paths()
	for _, p := range config.Products() {
		paths = append(paths, "alicloud.endpoints."+p)
	}
	for _, path := range paths {
		name := config.EnvName(path)
		if other, ok := seen[name]; ok {
			t.Errorf("%s overrides both %s and %s", name, other, path)
		}
		seen[name] = path
	}
	if seen["KMSGUARD_SLACK_API_URL"] != "slack.api_url" {
		t.Error("slack.api_url has no override")
	}
}
