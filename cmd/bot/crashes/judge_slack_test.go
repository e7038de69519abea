package crashes

import (
	"encoding/json"

	"kmsguard/guard"
)

// copies counts the messages in Slack that carry the name of a notice of the key.
func (a *tale) copies() map[string]int {
	a.t.Helper()
	found := map[string]int{}
	for _, c := range a.sandbox().Slack().State().Channels {
		for _, m := range c.Messages {
			var mark struct {
				Payload struct {
					Key    guard.Stream `json:"key"`
					Notice string       `json:"notice"`
				} `json:"event_payload"`
			}
			if len(m.Metadata) == 0 || m.Deleted {
				continue
			}
			if err := json.Unmarshal(m.Metadata, &mark); err != nil {
				a.t.Fatal(err)
			}
			if mark.Payload.Key == a.key.Stream() {
				found[mark.Payload.Notice]++
			}
		}
	}
	return found
}

// judgeSlack: every message that was owed stands in its channel once, and none
// that was not.
func (a *tale) judgeSlack(h history) {
	a.t.Helper()
	copies := a.copies()
	for _, n := range h.state.Notices {
		if n.PostedAt.IsZero() {
			a.wrong("message %s is owed and was never posted", n.ID)
		}
		if !private(n.Kind) && copies[n.ID] != 1 {
			a.wrong("message %s stands there %d times", n.ID, copies[n.ID])
		}
		delete(copies, n.ID)
	}
	for id, times := range copies {
		a.wrong("message %s stands there %d times, and nobody owes it", id, times)
	}
	if n := len(told(h, guard.NoticeReminder)); a.plan.story == "reminders" && n == 0 {
		a.wrong("nobody was reminded")
	}
}

func told(h history, kind guard.NoticeKind) (all []guard.Notice) {
	for _, n := range h.state.Notices {
		if n.Kind == kind {
			all = append(all, n)
		}
	}
	return all
}
