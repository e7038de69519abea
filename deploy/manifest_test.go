package deploy_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"kmsguard/cmd/bot/config"
	"kmsguard/deploy"
)

// manifest has the keys of Slack's manifest that the bot needs. Slack refuses
// those that it does not know.
type manifest struct {
	Metadata struct {
		Version int `yaml:"major_version"`
	} `yaml:"_metadata"`
	Display struct {
		Name        string `yaml:"name"`
		Description string `yaml:"description"`
		Long        string `yaml:"long_description"`
		Background  string `yaml:"background_color"`
	} `yaml:"display_information"`
	Features struct {
		Home struct {
			Enabled          bool `yaml:"home_tab_enabled"`
			Messages         bool `yaml:"messages_tab_enabled"`
			MessagesReadOnly bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		Bot struct {
			Name   string `yaml:"display_name"`
			Online bool   `yaml:"always_online"`
		} `yaml:"bot_user"`
		Commands []struct {
			Command     string `yaml:"command"`
			Description string `yaml:"description"`
			Hint        string `yaml:"usage_hint"`
			Escape      bool   `yaml:"should_escape"`
		} `yaml:"slash_commands"`
	} `yaml:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `yaml:"bot"`
		} `yaml:"scopes"`
	} `yaml:"oauth_config"`
	Settings struct {
		Events struct {
			Bot []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		Interactivity struct {
			Enabled bool `yaml:"is_enabled"`
		} `yaml:"interactivity"`
		OrgDeploy bool `yaml:"org_deploy_enabled"`
		Socket    bool `yaml:"socket_mode_enabled"`
		Rotation  bool `yaml:"token_rotation_enabled"`
	} `yaml:"settings"`
}

func readManifest(t *testing.T) manifest {
	t.Helper()
	var m manifest
	if err := yaml.UnmarshalWithOptions([]byte(deploy.SlackManifest), &m, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestManifestAsksForTheLeastScopes(t *testing.T) {
	want := []string{"commands", "chat:write", "users:read", "channels:read", "groups:read", "usergroups:read", "im:write", "files:write"}
	if diff := cmp.Diff(want, readManifest(t).OAuth.Scopes.Bot); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestManifestSwitchesOnWhatTheBotNeeds(t *testing.T) {
	m := readManifest(t)
	if !m.Settings.Socket || !m.Settings.Interactivity.Enabled || !m.Features.Home.Enabled || m.Settings.Rotation {
		t.Errorf("settings %+v, home %+v", m.Settings, m.Features.Home)
	}
	if diff := cmp.Diff([]string{"app_home_opened"}, m.Settings.Events.Bot); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if len(m.Features.Commands) != 1 || m.Features.Commands[0].Command != config.Default().Slack.Command || m.Features.Commands[0].Escape {
		t.Errorf("commands %+v, the bot hears %s", m.Features.Commands, config.Default().Slack.Command)
	}
}

func TestManifestKeepsSlacksLimits(t *testing.T) {
	m := readManifest(t)
	for _, tt := range []struct {
		name, text  string
		least, most int
	}{
		{"name", m.Display.Name, 1, 35},
		{"description", m.Display.Description, 1, 140},
		{"long description", strings.TrimSpace(m.Display.Long), 175, 4000},
		{"display name", m.Features.Bot.Name, 1, 80},
		{"command", m.Features.Commands[0].Command, 2, 32},
		{"command's description", m.Features.Commands[0].Description, 1, 2000},
		{"usage hint", m.Features.Commands[0].Hint, 1, 1000},
	} {
		if n := utf8.RuneCountInString(tt.text); n < tt.least || n > tt.most {
			t.Errorf("%s has %d characters, Slack takes %d to %d", tt.name, n, tt.least, tt.most)
		}
	}
}
