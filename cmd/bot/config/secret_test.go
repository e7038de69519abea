package config_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kmsguard/cmd/bot/config"
)

func TestSecretInTheFileIsRefusedUnrepeated(t *testing.T) {
	for _, text := range []string{"xoxb-my-token", "env:", "file:", "vault:x", "\"env:A\\nB\""} {
		_, err := load(t, "slack: {bot_token: "+text+"}\n", nil)
		if err == nil || !strings.Contains(err.Error(), "a secret is not written here") {
			t.Errorf("%q: %v", text, err)
		}
		if strings.Contains(fmt.Sprintf("%+v", err), "my-token") {
			t.Errorf("the error repeats the secret: %v", err)
		}
	}
}

func TestAddressWithPasswordIsRefusedUnrepeated(t *testing.T) {
	env := exampleEnv()
	env["KMSGUARD_SLACK_API_URL"] = "https://user:my-token@a.example/"
	err := mustLoad(t, valid, env).Validate(config.ForServe)
	if err == nil || !strings.Contains(err.Error(), "has a user or password in it") || strings.Contains(err.Error(), "my-token") {
		t.Errorf("got %v", err)
	}
}

func TestSecretFromFile(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("token", "xoxb-my-token\n")
	write("empty", "\n")
	write("spaced", "xoxb my-token")
	write("large", strings.Repeat("x", 17<<10))
	tests := []struct{ reference, value, problem string }{
		{"file:token", "xoxb-my-token", ""},
		{"file:" + filepath.Join(folder, "token"), "xoxb-my-token", ""},
		{"file:empty", "", "is empty"},
		{"file:spaced", "", "has a space, line break or control character"},
		{"file:large", "", "is not a plain file of at most 16384 bytes"},
		{"file:.", "", "is not a plain file"},
	}
	for _, tt := range tests {
		write("kmsguard.yaml", strings.Replace(valid, "env:SLACK_BOT_TOKEN", tt.reference, 1))
		c, err := config.Load(filepath.Join(folder, "kmsguard.yaml"), lookup(exampleEnv()))
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Slack.BotToken.Reveal(); got != tt.value {
			t.Errorf("%s: got %q", tt.reference, got)
		}
		err = c.Validate(config.ForServe)
		if (err == nil) != (tt.problem == "") || err != nil && !strings.Contains(err.Error(), tt.problem) {
			t.Errorf("%s: %v, want %q", tt.reference, err, tt.problem)
		}
	}
}

func TestNoWayOfPrintingShowsASecret(t *testing.T) {
	env := exampleEnv()
	env["SLACK_BOT_TOKEN"] = "xoxb-my-token"
	c := mustLoad(t, valid, env)
	asYAML, err := c.YAML()
	if err != nil {
		t.Fatal(err)
	}
	asJSON, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{fmt.Sprint(c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c), fmt.Sprintf("%x %s %q", c.Slack.BotToken, c.Slack.BotToken, c.Slack.BotToken), fmt.Sprintf("%v", &c), string(asYAML), string(asJSON)} {
		if strings.Contains(text, "my-token") || strings.Contains(text, "secret1") {
			t.Errorf("a secret shows in %s", text)
		}
	}
	if c.Slack.BotToken.Reveal() != "xoxb-my-token" {
		t.Error("the secret was not read, so that nothing was tested")
	}
}
