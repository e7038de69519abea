package slacksim

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/goccy/go-yaml"
)

// World is who and what exists in the workspace: the slack part of a world
// file. People are named in groups and channels by name or ID.
type World struct {
	Team     Team      `yaml:"team"`
	App      App       `yaml:"app"`
	Users    []User    `yaml:"users"`
	Groups   []Group   `yaml:"groups"`
	Channels []Channel `yaml:"channels"`
	Faults   []Fault   `yaml:"faults"`
	Settings Settings  `yaml:"settings"`
}

// Team is the workspace into which the app is installed.
type Team struct {
	ID     string `yaml:"id"`
	Name   string `yaml:"name"`
	Domain string `yaml:"domain"` // the first label of the workspace's address; from the name when empty
}

// App is the app under test as Slack knows it. Empty fields take the sandbox's
// defaults.
type App struct {
	ID            string   `yaml:"id"`
	Name          string   `yaml:"name"`
	BotUser       string   `yaml:"bot_user"` // the user ID of the app's bot
	BotID         string   `yaml:"bot_id"`
	BotToken      string   `yaml:"bot_token"`
	AppToken      string   `yaml:"app_token"`
	SigningSecret string   `yaml:"signing_secret"`
	Scopes        []string `yaml:"scopes"`     // of the bot token
	AppScopes     []string `yaml:"app_scopes"` // of the app-level token
	Commands      []string `yaml:"commands"`
	Events        []string `yaml:"events"` // subscribed bot events
	NoHome        bool     `yaml:"no_home"`
}

// User is a member of the workspace, or of another one who meets ours in a
// shared channel.
type User struct {
	ID          string `yaml:"id" json:"id"`
	Name        string `yaml:"name" json:"name"`
	RealName    string `yaml:"real_name" json:"real_name,omitempty"`
	TZ          string `yaml:"tz" json:"tz,omitempty"` // IANA name, Etc/UTC when empty
	Locale      string `yaml:"locale" json:"locale,omitempty"`
	Bot         bool   `yaml:"bot" json:"bot,omitempty"`
	WorkflowBot bool   `yaml:"workflow_bot" json:"workflow_bot,omitempty"`
	Guest       bool   `yaml:"guest" json:"guest,omitempty"`
	SingleGuest bool   `yaml:"single_channel_guest" json:"single_channel_guest,omitempty"`
	Admin       bool   `yaml:"admin" json:"admin,omitempty"`
	Deactivated bool   `yaml:"deactivated" json:"deactivated,omitempty"`
	External    bool   `yaml:"external" json:"external,omitempty"` // of another workspace
}

// Group is a user group.
type Group struct {
	ID       string   `yaml:"id" json:"id"`
	Handle   string   `yaml:"handle" json:"handle"`
	Name     string   `yaml:"name" json:"name,omitempty"`
	Users    []string `yaml:"users" json:"users"`
	Disabled bool     `yaml:"disabled" json:"disabled,omitempty"`
	External bool     `yaml:"external" json:"external,omitempty"`
}

// Channel is a channel; the app is a member unless WithoutApp says otherwise.
type Channel struct {
	ID            string   `yaml:"id" json:"id"`
	Name          string   `yaml:"name" json:"name"`
	Members       []string `yaml:"members" json:"members"`
	Private       bool     `yaml:"private" json:"private,omitempty"`
	Shared        bool     `yaml:"shared" json:"shared,omitempty"`                 // with another organisation
	PendingShared bool     `yaml:"pending_shared" json:"pending_shared,omitempty"` // invited to be
	Archived      bool     `yaml:"archived" json:"archived,omitempty"`
	WithoutApp    bool     `yaml:"without_app" json:"without_app,omitempty"`
}

// ParseWorld reads the slack part of a world file, or rows posted later.
// Unknown fields are errors that name their line, a second document is one too.
func ParseWorld(text []byte) (World, error) {
	var w World
	d := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict())
	if err := d.Decode(&w); err != nil && !errors.Is(err, io.EOF) {
		return World{}, fmt.Errorf("slacksim.ParseWorld: %w", err)
	}
	if err := d.Decode(new(any)); !errors.Is(err, io.EOF) {
		return World{}, errors.New("slacksim.ParseWorld: the text goes on after its first document; one is enough")
	}
	return w, nil
}

// defaultScopes are those of the app's manifest: what it needs and no more, so
// that a call which needs another is refused here as it would be by Slack.
var defaultScopes = []string{
	"commands", "chat:write", "users:read", "channels:read", "groups:read",
	"usergroups:read", "im:write", "files:write",
}

// withDefaults fills what the sandbox's worlds leave out.
func (a App) withDefaults() App {
	for _, d := range []struct {
		field *string
		value string
	}{
		{&a.ID, "A0KMSGUARD"},
		{&a.Name, "kmsguard"},
		{&a.BotUser, "U0KMSGUARD"},
		{&a.BotID, "B0KMSGUARD"},
		{&a.BotToken, "xoxb-sandbox-bot"},
		{&a.AppToken, "xapp-sandbox-app"},
		{&a.SigningSecret, "sandbox-signing-secret"},
	} {
		if *d.field == "" {
			*d.field = d.value
		}
	}
	for _, d := range []struct {
		field *[]string
		value []string
	}{
		{&a.Scopes, defaultScopes},
		{&a.AppScopes, []string{"connections:write"}},
		{&a.Commands, []string{"/kms"}},
		{&a.Events, []string{"app_home_opened", "member_joined_channel", "channel_shared"}},
	} {
		if *d.field == nil {
			*d.field = d.value
		}
	}
	return a
}
