package transcript

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Message is one message as it stands now.
type Message struct {
	Channel      string          // as shown: #key-changes, or whatever names a direct message
	TS           string          // Slack's id and time: seconds, a point, microseconds
	ThreadTS     string          // TS of the parent; empty, or its own TS, for a message of the channel itself
	User         string          // name of the person who wrote it, without @
	BotName      string          // name of the app that wrote it; User is then empty
	Blocks       json.RawMessage // shown where there are any
	Text         string          // shown where there are no blocks
	EphemeralFor string          // name of the one person who sees it, without @; empty: everybody
	Edited       bool
	Files        []string // names of the files that are attached
}

func (m Message) inThread() bool { return m.ThreadTS != "" && m.ThreadTS != m.TS }

func (m Message) author() string {
	if m.BotName != "" {
		return m.BotName
	}
	return "@" + m.User
}

// time is when the message was written; a TS that holds no time answers false.
func (m Message) time(zone *time.Location) (time.Time, bool) {
	whole, _, _ := strings.Cut(m.TS, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	return time.Unix(seconds, 0).In(zone), true
}

// compareTS orders by time. A TS is never read as a floating number, which could not tell two apart that
// were written in the same millisecond.
func compareTS(a, b string) int {
	wholeA, partA, _ := strings.Cut(a, ".")
	wholeB, partB, _ := strings.Cut(b, ".")
	if len(wholeA) != len(wholeB) {
		return len(wholeA) - len(wholeB)
	}
	if wholeA != wholeB {
		return strings.Compare(wholeA, wholeB)
	}
	return strings.Compare(partA, partB)
}
