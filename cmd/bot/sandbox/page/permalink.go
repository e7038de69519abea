package page

import (
	"encoding/json"
	"regexp"
	"strings"

	"kmsguard/bot/slacksim/blockkit"
)

// permalinks are the addresses that Slack gives to messages: the timestamp loses
// its point, and a reply names its parent.
var permalinks = regexp.MustCompile(`https://[a-z0-9-]+\.slack\.com/archives/([A-Z0-9]+)/p([0-9]{1,12})([0-9]{6})(?:\?thread_ts=([0-9]+\.[0-9]+)(?:&(?:amp;)?cid=[A-Z0-9]+)?)?`)

// placeOf is where this page shows the message of an address of Slack's; false
// for any other address, and for a room that this seat does not see.
func (sc *scene) placeOf(address string) (place, bool) {
	m := permalinks.FindStringSubmatch(address)
	if m == nil || m[0] != address {
		return place{}, false
	}
	for _, r := range sc.seat.Rooms() {
		if r.ID != m[1] {
			continue
		}
		room, ts := r.Name, m[2]+"."+m[3]
		if r.Person != "" {
			room = directRoom
		}
		to := sc.at.in(room).thread(ts)
		if m[4] != "" {
			to = to.thread(m[4])
		}
		return to.about(ts), true
	}
	return place{}, false
}

// localText makes links to messages of this workspace lead to their places here:
// what they name, the real Slack has never heard of.
func (sc *scene) localText(text string) string {
	if sc.origin == "" {
		return text
	}
	return permalinks.ReplaceAllStringFunc(text, func(address string) string {
		if to, ok := sc.placeOf(address); ok {
			return sc.origin + sc.link(to)
		}
		return address
	})
}

// localBlocks does that for blocks. A button that opens a message says so no more:
// pressing it leads there.
func (sc *scene) localBlocks(blocks json.RawMessage) json.RawMessage {
	if !strings.Contains(string(blocks), ".slack.com/archives/") {
		return blocks
	}
	var all any
	if json.Unmarshal(blocks, &all) != nil {
		return blocks // blockhtml says that it cannot read them
	}
	local, err := json.Marshal(sc.localValue(all))
	if err != nil {
		return blocks
	}
	return local
}

func (sc *scene) localValue(v any) any {
	switch v := v.(type) {
	case string:
		return sc.localText(v)
	case []any:
		for i := range v {
			v[i] = sc.localValue(v[i])
		}
	case map[string]any:
		if address, _ := v["url"].(string); v["type"] == "button" {
			if _, ok := sc.placeOf(address); ok {
				delete(v, "url")
			}
		}
		for name := range v {
			if name != "block_id" && name != "action_id" && name != "value" {
				v[name] = sc.localValue(v[name])
			}
		}
	}
	return v
}

// opened is where a press leads: to what the button opens, else nowhere.
func (sc *scene) opened(e blockkit.Element) place {
	if to, ok := sc.placeOf(e.URL); ok {
		return to
	}
	return sc.at
}
