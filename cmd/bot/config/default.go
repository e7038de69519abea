package config

import "time"

// Default returns the configuration of an empty file.
func Default() Config {
	return Config{
		Slack: Slack{
			Mode:    ModeSocket,
			APIURL:  "https://slack.com/api/",
			Command: "/kms",
			Timeout: Duration(10 * time.Second),
		},
		Alicloud: Alicloud{
			Roles:    Roles{Destroy: "kmsguard-destroy", Rescue: "kmsguard-rescue"},
			Timeouts: Timeouts{Call: Duration(10 * time.Second)},
			Audit:    Audit{Share: 0.5, Concurrency: 16},
		},
		Log:  Log{Level: "info", Format: "json"},
		Scan: Scan{Interval: Duration(time.Hour)},
	}
}
