package sandbox

import (
	"encoding/json"
	"strings"
)

// watchNotices counts what the bot wrote by itself about pending deletions:
// reminders, and what it found when it looked. With a key ID it counts those about
// that key alone.
func (s *Sandbox) watchNotices(key string) (count int) {
	for _, c := range s.slack.State().Channels {
		for _, m := range c.Messages {
			if m.ByApp && isWatchNotice(m.Metadata, key) {
				count++
			}
		}
	}
	return count
}

// isWatchNotice tells it from the metadata by which the bot finds its own messages
// again: the key's stream, key/ACCOUNT/REGION/ID, and the name of the notice,
// REQUEST/KIND/NUMBER.
func isWatchNotice(metadata json.RawMessage, key string) bool {
	var mark struct {
		Type    string `json:"event_type"`
		Payload struct {
			Key    string `json:"key"`
			Notice string `json:"notice"`
		} `json:"event_payload"`
	}
	if len(metadata) == 0 || json.Unmarshal(metadata, &mark) != nil || mark.Type != "kmsguard_notice" {
		return false
	}
	if key != "" && !strings.HasSuffix(mark.Payload.Key, "/"+key) {
		return false
	}
	pieces := strings.Split(mark.Payload.Notice, "/")
	if len(pieces) < 3 {
		return false
	}
	kind := pieces[len(pieces)-2]
	return kind == "reminder" || strings.HasPrefix(kind, "watch-")
}
