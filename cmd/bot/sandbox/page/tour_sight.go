package page

import (
	"slices"
	"strings"

	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/guard/aliyunsim"
)

// sight is everything that the tour looks at. What was done is seen in what there
// is, never counted by clicks, so that who wanders off is led back.
type sight struct {
	world  string
	at     place
	up     bool // the bot runs
	moving bool // the clock is being moved
	faults bool // something is ordered to go wrong

	requester string
	approvers []string
	rescuer   string
	room      string // where requests live

	key       aliyunsim.KeyView
	call      string // item of the bot's call that scheduled its deletion, empty: there is none, or it was undone
	cancelled bool   // the bot cancelled a deletion, and scheduled none since

	request request
	window  *window
}

// window is what is open before who sits there.
type window struct {
	title   string
	empty   bool     // an input waits for what the aid would enter
	submits bool     // it has a button that sends it
	back    bool     // he came back to it from a window that he opened from it
	buttons []string // labels of the buttons in it
}

// sight looks at what the tour needs.
func (sc *scene) sight() sight {
	s := sight{world: sc.host.World(), at: sc.at}
	s.up, _ = sc.host.Bot()
	_, s.moving = sc.host.Moving()
	_, _, trap := sc.host.Trap()
	s.faults = trap || len(sc.cloud.Faults())+len(sc.slack.Faults()) > 0
	sc.lookAtPeople(&s)
	for _, k := range sc.cloud.KeyViews() {
		if slices.Contains(k.Aliases, tourAlias) {
			s.key = k
		}
	}
	if s.requester != "" && s.key.ID != "" {
		s.request = sc.newestRequest(sc.run.as(s.requester), s.room, s.key.ID)
		sc.lookAtCalls(&s)
	}
	if v, ok := sc.seat.Modal(); ok {
		w := window{title: v.Title, empty: len(fillings(v.Blocks, v.Values)) > 0, submits: v.Submit != "", back: v.Covered}
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
	if s.requester == "" {
		return
	}
	if rooms := sc.run.as(s.requester).Rooms(); len(rooms) > 0 {
		s.room = rooms[0].Name
	}
}

// lookAtCalls sees what the bot did to the key. Calls come newest first; what is
// done at the console is none of them.
func (sc *scene) lookAtCalls(s *sight) {
	for _, c := range sc.cloud.LatestCalls(mostCalls, func(c aliyunsim.Call) bool { return c.Effect && about(c, s.key.ID) }) {
		switch c.Action {
		case "CancelKeyDeletion":
			s.cancelled = s.call == ""
			return
		case "ScheduleKeyDeletion":
			if s.call == "" {
				s.call = sc.call(c).ID
			}
		}
	}
}
