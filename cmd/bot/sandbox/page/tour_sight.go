package page

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/guard/aliyunsim"
)

// The tour is about one key of one world.
const (
	tourWorld = "shop"
	tourAlias = "alias/orders"
)

// sight is everything that the tour looks at. What was done is seen in what there
// is, never counted by clicks, so that who wanders off is led back.
type sight struct {
	world string
	at    place
	up    bool // the bot runs

	requester string
	approvers []string
	rescuer   string
	room      string // where requests are asked

	key       aliyunsim.KeyView
	scheduled bool // by a session of the bot
	cancelled bool // likewise, after that

	request   string // timestamp of the newest request to delete the key, empty: none
	line      string // what it says of its state
	confirmed []int  // statements that are given
	disposed  bool   // every dependency has a disposition
	reminded  bool

	window *window
}

// window is what is open before who sits there.
type window struct {
	empty   bool     // an input waits for what the aid would enter
	submits bool     // it has a button that sends it
	back    bool     // he came back to it from a window that he opened from it
	buttons []string // labels of the buttons in it
}

// sight looks at what the tour needs.
func (sc *scene) sight() sight {
	s := sight{world: sc.host.World(), at: sc.at}
	s.up, _ = sc.host.Bot()
	sc.lookAtPeople(&s)
	for _, k := range sc.cloud.KeyViews() {
		if slices.Contains(k.Aliases, tourAlias) {
			s.key = k
		}
	}
	sc.lookAtCalls(&s)
	sc.lookAtRequest(&s)
	if v, ok := sc.seat.Modal(); ok {
		w := window{empty: len(fillings(v.Blocks, v.Values)) > 0, submits: v.Submit != "", back: v.Covered}
		for _, b := range blockkit.Buttons(v.Blocks) {
			w.buttons = append(w.buttons, b.Label)
		}
		s.window = &w
	}
	return s
}

func (sc *scene) lookAtPeople(s *sight) {
	for _, u := range sc.slack.State().Users {
		role := sc.host.Role(u.ID)
		switch {
		case strings.Contains(role, "approver"):
			s.approvers = append(s.approvers, u.Name)
		case s.requester == "" && strings.Contains(role, "requester"):
			s.requester = u.Name
		}
		if s.rescuer == "" && strings.Contains(role, "rescuer") {
			s.rescuer = u.Name
		}
	}
	if rooms := sc.slack.As(s.requester).Rooms(); len(rooms) > 0 {
		s.room = rooms[0].Name
	}
}

// lookAtCalls sees what the bot's sessions did to the key. Calls come newest first.
func (sc *scene) lookAtCalls(s *sight) {
	for _, c := range sc.cloud.LatestCalls(mostCalls, func(c aliyunsim.Call) bool { return c.Effect && about(c, s.key.ID) }) {
		switch c.Action {
		case "CancelKeyDeletion":
			s.cancelled = s.cancelled || !s.scheduled
		case "ScheduleKeyDeletion":
			s.scheduled = true
		}
	}
}

// lookAtRequest finds the newest request to delete the key, and what its thread says.
func (sc *scene) lookAtRequest(s *sight) {
	if s.requester == "" || s.key.ID == "" {
		return
	}
	reader := sc.slack.As(s.requester)
	posts, _ := reader.Posts(s.room, pageful)
	for _, m := range slices.Backward(posts) {
		if text := sc.plain(m); m.ByApp && m.Ephemeral == "" && strings.HasPrefix(text, "Delete key `"+s.key.ID) {
			s.request, s.line = m.TS, text
			break
		}
	}
	for _, m := range reader.Thread(s.room, s.request) {
		text := sc.plain(m)
		if numbers := given.FindAllStringSubmatch(text, -1); m.ByApp && strings.Contains(text, "statements by") {
			s.confirmed = s.confirmed[:0]
			for _, n := range numbers {
				s.confirmed = append(s.confirmed, int(n[1][0]-'0'))
			}
			s.disposed = !strings.Contains(text, "opens when every dependency")
		}
		s.reminded = s.reminded || isReminder(m)
	}
}

// given finds the statements that somebody has confirmed.
var given = regexp.MustCompile(`(?m)^(\d) .*confirmed by`)

// plain is a message as it reads, without markup.
func (sc *scene) plain(m slacksim.Post) string {
	if len(m.Blocks) > 0 {
		return blockkit.Text(m.Blocks, sc.names)
	}
	return blockkit.Mrkdwn(m.Text, sc.names)
}

// isReminder tells a reminder by the name of its notice, which the bot's messages
// carry as metadata.
func isReminder(m slacksim.Post) bool {
	var mark struct {
		Payload struct {
			Notice string `json:"notice"`
		} `json:"event_payload"`
	}
	return m.ByApp && json.Unmarshal(m.Metadata, &mark) == nil && strings.Contains(mark.Payload.Notice, "/reminder/")
}
