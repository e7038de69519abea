package config_test

import (
	"strings"
	"testing"

	"kmsguard/cmd/bot/config"
)

// valid is a configuration that serves; tests override single fields of it.
const valid = `
slack: {bot_token: env:SLACK_BOT_TOKEN, app_token: env:SLACK_APP_TOKEN}
alicloud:
  account: "1234567890123456"
  default_region: cn-hangzhou
  credentials: {access_key_id: env:ALIBABA_CLOUD_ACCESS_KEY_ID, access_key_secret: env:ALIBABA_CLOUD_ACCESS_KEY_SECRET}
policy: policy.yaml
data: data
`

func TestValidateRefuses(t *testing.T) {
	tests := []struct{ name, variable, value, want string }{
		{"mode", "SLACK_MODE", "poll", `slack.mode: "poll" is none of socket, http; for example mode: socket`},
		{"clear text to Slack", "SLACK_API_URL", "http://slack.example/api/", "slack.api_url: clear text (http) is taken to loopback alone"},
		{"scheme", "SLACK_API_URL", "ftp://slack.example/", "does not start with https:// or http://"},
		{"no host", "SLACK_API_URL", "https:///api/", "names no host"},
		{"query", "SLACK_API_URL", "https://a.example/?x=1", "has a query"},
		{"bad port", "SLACK_API_URL", "https://a.example:99999/", "has a port that is not between"},
		{"no slash", "SLACK_API_URL", "https://a.example/api", "slack.api_url: does not end in a slash"},
		{"token variable missing", "SLACK_BOT_TOKEN", "env:NONE", "environment variable KMSGUARD_SLACK_BOT_TOKEN: slack.bot_token: the environment variable NONE is not set"},
		{"token file missing", "SLACK_BOT_TOKEN", "file:/nonexistent/token", "the file of the secret cannot be read"},
		{"tokens mixed up", "SLACK_BOT_TOKEN", "env:SLACK_APP_TOKEN", "does not start with xoxb-, so it is another kind of secret"},
		{"command", "SLACK_COMMAND", "kms", "is no slash command"},
		{"workspace", "SLACK_WORKSPACE", "acme", "is no workspace ID"},
		{"http without secret", "SLACK_MODE", "http", "slack.signing_secret: is needed and has no value; for example signing_secret: file:"},
		{"http without address", "SLACK_MODE", "http", "slack.listen: is needed"},
		{"Slack timeout", "SLACK_TIMEOUT", "1h", "slack.timeout: 1h is not between 500ms and 1m"},
		{"account", "ALICLOUD_ACCOUNT", "acme", "is no account ID"},
		{"region", "ALICLOUD_DEFAULT_REGION", "Hangzhou", "is no region ID"},
		{"default region not audited", "ALICLOUD_REGIONS", "cn-shanghai", "the default region cn-hangzhou is not among them"},
		{"region twice", "ALICLOUD_REGIONS", "cn-hangzhou,cn-hangzhou", "cn-hangzhou is named twice"},
		{"default region excluded", "ALICLOUD_EXCLUDED_REGIONS", "cn-hangzhou", "cn-hangzhou is the default region"},
		{"one role for both", "ALICLOUD_ROLES_RESCUE", "kmsguard-destroy", "is the role of destructive changes too"},
		{"role name", "ALICLOUD_ROLES_RESCUE", "a b", "is no role name"},
		{"clear text to the cloud", "ALICLOUD_ENDPOINTS_KMS", "http://10.0.0.1", "alicloud.endpoints.kms: clear text (http)"},
		{"endpoint with path", "ALICLOUD_ENDPOINTS_KMS", "https://a.example/x", "has a path"},
		{"share", "ALICLOUD_AUDIT_SHARE", "1.5", "1.5 is not above 0 and at most 1"},
		{"concurrency", "ALICLOUD_AUDIT_CONCURRENCY", "0", "0 is not between 1 and 100"},
		{"call timeout", "ALICLOUD_TIMEOUTS_CALL", "1ms", "alicloud.timeouts.call: 1ms is not between"},
		{"log level", "LOG_LEVEL", "loud", `log.level: "loud" is none of debug, info, warn, error`},
		{"log format", "LOG_FORMAT", "xml", "log.format:"},
		{"metrics", "METRICS_LISTEN", "9090", "is not an address to listen on"},
		{"scan", "SCAN_INTERVAL", "2d", "scan.interval: 2d is not between 1m and 1d"},
		{"clock against the world", "SANDBOX_CLOCK", "http://127.0.0.1:1", "cannot be used while slack.api_url is not an address of this machine"},
		{"clock elsewhere", "SANDBOX_CLOCK", "http://10.0.0.1:1", "sandbox_clock: is not an address of this machine"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			env := exampleEnv()
			env["KMSGUARD_"+tt.variable] = tt.value
			err := mustLoad(t, valid, env).Validate(config.ForServe)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestValidateRefusesInMaps(t *testing.T) {
	tests := []struct{ name, section, want string }{
		{"misspelt product", "endpoints: {ksm: https://a.example}", "alicloud.endpoints.ksm: there is no such product; did you mean kms?"},
		{"misspelt API", "audit: {budgets: {DescribeDisks: 5/s}}", "is no API name"},
		{"API of no product", "audit: {budgets: {esc.DescribeDisks: 5/s}}", "did you mean "},
		{"no rate", "audit: {budgets: {ecs.DescribeDisks: }}", "alicloud.audit.budgets.ecs.DescribeDisks: has no rate; for example ecs.DescribeDisks: 25/s"},
		{"excluded and audited", "regions: [cn-hangzhou, me-east-1], excluded_regions: [me-east-1]", "is also among alicloud.regions"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(valid, "alicloud:\n", "alicloud:\n  "+strings.ReplaceAll(tt.section, "], ", "]\n  ")+"\n", 1)
			err := mustLoad(t, text, exampleEnv()).Validate(config.ForServe)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestValidateAsksForWhatTheSubcommandNeeds(t *testing.T) {
	cloudOnly := strings.Replace(valid, "slack:", "#", 1)
	tests := []struct {
		name, text string
		use        config.Subcommand
		missing    string // "" when it is enough
	}{
		{"audit needs no Slack", cloudOnly, config.ForAudit, ""},
		{"serve needs Slack", cloudOnly, config.ForServe, "slack.bot_token: is needed"},
		{"doctor needs Slack", cloudOnly, config.ForDoctor, "slack.app_token: is needed"},
		{"audit needs an account", "", config.ForAudit, "alicloud.account: is needed"},
		{"ledger needs data alone", "data: d", config.ForLedger, ""},
		{"ledger needs data", "", config.ForLedger, "kmsguard.yaml: data: is needed"},
		{"policy needs a policy alone", "policy: p", config.ForPolicy, ""},
		{"policy needs a policy", "", config.ForPolicy, "policy: is needed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := mustLoad(t, tt.text, exampleEnv()).Validate(tt.use)
			if tt.missing == "" && err != nil {
				t.Errorf("refused: %v", err)
			}
			if tt.missing != "" && (err == nil || !strings.Contains(err.Error(), tt.missing)) {
				t.Errorf("got %v, want %s", err, tt.missing)
			}
		})
	}
}

func TestClearTextWhenItIsAllowed(t *testing.T) {
	for _, extra := range []map[string]string{
		{"KMSGUARD_SLACK_API_URL": "http://127.0.0.1:8080/api/"},
		{"KMSGUARD_SLACK_API_URL": "http://[::1]:8080/api/"},
		{"KMSGUARD_SLACK_API_URL": "http://slack.example/api/", "KMSGUARD_SLACK_INSECURE": "true"},
		{"KMSGUARD_ALICLOUD_ENDPOINTS_KMS": "http://kms.{region}.example", "KMSGUARD_ALICLOUD_INSECURE": "true"},
		{"KMSGUARD_ALICLOUD_ENDPOINTS_KMS": "https://kms-vpc.{region}.aliyuncs.com/"},
	} {
		env := exampleEnv()
		for name, value := range extra {
			env[name] = value
		}
		if err := mustLoad(t, valid, env).Validate(config.ForServe); err != nil {
			t.Errorf("%v: %v", extra, err)
		}
	}
}
