package slacksim

import "time"

// Settings are limits of Slack and facts that Slack leaves undocumented. The
// zero value of each field stands for the default that its comment names.
type Settings struct {
	// AckTimeout is how long the app may take to acknowledge a delivery (Slack: 3 s).
	AckTimeout time.Duration `yaml:"ack_timeout"`
	// TriggerLife is how long a trigger_id may be exchanged (Slack: 3 s).
	TriggerLife time.Duration `yaml:"trigger_life"`
	// EventRetries are the pauses before the retries of an event (Slack: at once, 1 min, 5 min).
	EventRetries []time.Duration `yaml:"event_retries"`
	// ResponseUses is how often a response_url may be posted to (Slack: 5).
	ResponseUses int `yaml:"response_uses"`
	// ResponseLife is how long a response_url may be posted to (Slack: 30 min).
	ResponseLife time.Duration `yaml:"response_life"`
	// BlocksText is the number of characters over all blocks of a message above
	// which chat.postMessage answers msg_blocks_too_long. Unpublished; refusals
	// were seen from about 11,300, and 12,000 (the default) was named by Slack.
	BlocksText int `yaml:"blocks_text"`
	// NoRateLimits switches the rate limits off.
	NoRateLimits bool `yaml:"no_rate_limits"`
	// PostBurst is how many messages one channel takes at once before the limit
	// of one a second holds. Slack says only "short bursts"; default 50.
	PostBurst int `yaml:"post_burst"`
	// AcksCross lets an ack arrive over another connection than its envelope
	// left by. Undocumented; by default such an ack counts for nothing.
	AcksCross bool `yaml:"acks_cross"`
	// ScheduledMetadataPosts makes a scheduled message with metadata post. Slack
	// says that it does not, which is the default here.
	ScheduledMetadataPosts bool `yaml:"scheduled_metadata_posts"`
	// Connections is how many Socket Mode connections an app may hold (Slack: 10).
	Connections int `yaml:"connections"`
	// ConnectionLife is when a connection is refreshed; samples say 18,060 s.
	ConnectionLife time.Duration `yaml:"connection_life"`
	// StrangerFlag sets is_stranger on external users. Sources differ on its meaning.
	StrangerFlag bool `yaml:"stranger_flag"`
	// HideExternal answers user_not_visible for external users.
	HideExternal bool `yaml:"hide_external"`
	// SlashTimeout is the error word shown when a command was not acknowledged in
	// time; undocumented, operation_timeout by default.
	SlashTimeout string `yaml:"slash_timeout"`
}

func (s Settings) withDefaults() Settings {
	setDuration(&s.AckTimeout, 3*time.Second)
	setDuration(&s.TriggerLife, 3*time.Second)
	setDuration(&s.ResponseLife, 30*time.Minute)
	setDuration(&s.ConnectionLife, 18060*time.Second)
	setInt(&s.ResponseUses, 5)
	setInt(&s.BlocksText, 12000)
	setInt(&s.PostBurst, 50)
	setInt(&s.Connections, 10)
	if s.EventRetries == nil {
		s.EventRetries = []time.Duration{0, time.Minute, 5 * time.Minute}
	}
	if s.SlashTimeout == "" {
		s.SlashTimeout = "operation_timeout"
	}
	return s
}

func setDuration(field *time.Duration, value time.Duration) {
	if *field == 0 {
		*field = value
	}
}

func setInt(field *int, value int) {
	if *field == 0 {
		*field = value
	}
}
