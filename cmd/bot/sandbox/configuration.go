package sandbox

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// The names under which the sandbox hands its bot the secrets of the world.
const (
	envBotToken  = "KMSGUARD_SANDBOX_BOT_TOKEN"         //nolint:gosec // the name of a variable, not a token
	envAppToken  = "KMSGUARD_SANDBOX_APP_TOKEN"         //nolint:gosec // the same
	envKeyID     = "KMSGUARD_SANDBOX_ACCESS_KEY_ID"     //nolint:gosec // the same
	envKeySecret = "KMSGUARD_SANDBOX_ACCESS_KEY_SECRET" //nolint:gosec // the same
)

// callBound is how long the bot waits for one answer of a simulator; short, so
// that a lost reply does not hold a play up.
const callBound = 2 * time.Second

// auditRole is the role in which the bot reads the other accounts of a world.
const auditRole = "kmsguard-audit"

// ConfigPath is the configuration file that reaches this sandbox.
func (s *Sandbox) ConfigPath() string { return filepath.Join(s.dir, "kmsguard.yaml") }

// Configuration is what the bot is configured with. Secrets are named, not
// contained; Environment carries them.
func (s *Sandbox) Configuration() config.Config {
	c := config.Default()
	c.Slack.APIURL = s.SlackURL() + "/api/"
	c.Slack.BotToken, c.Slack.AppToken = config.EnvSecret(envBotToken), config.EnvSecret(envAppToken)
	c.Slack.Timeout = config.Duration(callBound)
	c.Alicloud.Account = s.o.World.Cloud.Account
	c.Alicloud.DefaultRegion = s.defaultRegion()
	c.Alicloud.Credentials = config.Credentials{AccessKeyID: config.EnvSecret(envKeyID), AccessKeySecret: config.EnvSecret(envKeySecret)}
	c.Alicloud.Timeouts.Call = config.Duration(callBound)
	if !s.o.Strict {
		c.Alicloud.Audit.Budgets = budgets()
	}
	c.Alicloud.Endpoints = map[string]string{}
	for _, p := range config.Products() {
		c.Alicloud.Endpoints[p] = s.CloudURL()
	}
	for _, m := range s.o.World.Cloud.Members {
		if c.Alicloud.Accounts == nil {
			c.Alicloud.Accounts = map[string]string{}
		}
		c.Alicloud.Accounts[m.Account] = auditRole
	}
	c.Policy, c.Data = "policy.yaml", "data"
	c.SandboxClock = s.SlackURL() + "/_sim/clock/follow"
	return c
}

// defaultRegion is the region of the world's first key.
func (s *Sandbox) defaultRegion() string {
	if keys := s.o.World.Cloud.Keys; len(keys) > 0 && keys[0].Region != "" {
		return keys[0].Region
	}
	return "cn-hangzhou"
}

func (s *Sandbox) writeConfiguration() error {
	policy, err := s.o.World.policyText()
	if err != nil {
		return invalidWorld(err)
	}
	text, err := s.Configuration().YAML()
	if err != nil {
		return err
	}
	return errors.Join(
		os.MkdirAll(filepath.Join(s.dir, "data"), 0o700),
		os.WriteFile(filepath.Join(s.dir, "policy.yaml"), []byte(policy), 0o600),
		os.WriteFile(s.ConfigPath(), text, 0o600),
	)
}

// environment is what the bot's process is given beside our own.
func (s *Sandbox) environment() []string {
	env := slices.Clone(s.o.Env)
	for name, value := range s.Environment() {
		env = append(env, name+"="+value)
	}
	for _, name := range slices.Sorted(maps.Keys(s.o.World.Config)) {
		env = append(env, name+"="+s.o.World.Config[name])
	}
	return env
}

// Environment returns the variables that the configuration names, with the
// sandbox's own secrets, which open nothing but the simulators.
func (s *Sandbox) Environment() map[string]string {
	app := s.o.World.Slack.App
	env := map[string]string{envBotToken: app.BotToken, envAppToken: app.AppToken}
	if p, ok := s.identity(); ok {
		env[envKeyID], env[envKeySecret] = p.AccessKey, p.Secret
	}
	return env
}

// identity is the first access key of the world: the bot's own.
func (s *Sandbox) identity() (aliyunsim.Principal, bool) {
	for _, p := range s.o.World.Cloud.Principals {
		if p.AccessKey != "" {
			return p, true
		}
	}
	return aliyunsim.Principal{}, false
}

// hasIdentity says what is missing in a world whose bot has no key to the cloud.
func (s *Sandbox) hasIdentity() error {
	if _, ok := s.identity(); ok {
		return nil
	}
	return invalidWorld(errors.New("no principal of the cloud has an access_key, and the bot needs one; for example principals: [{access_key: sandbox-id, secret: sandbox-secret, user: kmsguard, policies: [kmsguard-base]}]"))
}

// ConfigFor writes a configuration with its secrets in files beside it, so that
// other commands reach this sandbox without our environment.
func (s *Sandbox) ConfigFor(path string) error {
	if path == "" {
		return &guard.Error{Op: "sandbox.Config", Kind: guard.Invalid, Err: errors.New("no file is named")}
	}
	c := s.Configuration()
	dir := path + ".d"
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	env := s.Environment()
	for name, field := range map[string]*config.Secret{
		envBotToken: &c.Slack.BotToken, envAppToken: &c.Slack.AppToken,
		envKeyID: &c.Alicloud.Credentials.AccessKeyID, envKeySecret: &c.Alicloud.Credentials.AccessKeySecret,
	} {
		file := filepath.Join(dir, name)
		err = errors.Join(err, os.WriteFile(file, []byte(env[name]), 0o600), field.UnmarshalText([]byte("file:"+file)))
	}
	c.Policy, c.Data = filepath.Join(s.dir, "policy.yaml"), filepath.Join(s.dir, "data")
	text, yerr := c.YAML()
	return errors.Join(err, yerr, os.WriteFile(path, text, 0o600))
}
