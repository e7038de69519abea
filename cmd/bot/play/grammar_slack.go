package play

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// slackChanges says, for each change of the workspace or of how Slack delivers,
// what is named after it.
var slackChanges = map[string][]string{
	"deactivate":    {"a user"},
	"activate":      {"a user"},
	"guest":         {"a user"},
	"external":      {"a user"},
	"member":        {"a user"}, // no longer guest or external
	"reload":        {"a user"}, // his client starts again: what he had open is gone
	"join":          {"a group", "a user"},
	"leave":         {"a group", "a user"},
	"enable-group":  {"a group"},
	"disable-group": {"a group"},
	"invite":        {"a channel", "a user"},
	"kick":          {"a channel", "a user"},
	"share":         {"a channel"},
	"pending-share": {"a channel"},
	"unshare":       {"a channel"},
	"archive":       {"a channel"},
	"unarchive":     {"a channel"},
	"event":         {"a kind of event"},
	"reconnect":     nil, // Slack asks for a new connection
	"warning":       nil, // Slack says that it soon will
	"drop":          nil, // the connection breaks
	"disable-link":  nil, // Socket Mode is switched off
	"revoke":        nil, // the tokens are no longer good
	"restore":       nil, // they are good again
	"skew":          {"a duration"},
	"bad-signature": {"on or off"},
	// These take how often, once where nothing is said.
	"duplicate-next": nil, // a delivery comes twice
	"late-ack-next":  nil, // an acknowledgement counts as too late
}

func readSlack(c *cursor, at Line) Step {
	s := Slack{Line: at, Change: c.oneOf("a change", slices.Sorted(maps.Keys(slackChanges)))}
	for _, what := range slackChanges[s.Change] {
		s.Args = append(s.Args, c.name(what))
	}
	if strings.HasSuffix(s.Change, "-next") && c.more(bare) {
		s.Args = append(s.Args, strconv.Itoa(c.number("how often", 1, maxNumber)))
	}
	return s
}

// isSlack reports whether an API is one of Slack's.
func isSlack(api string) bool { return strings.HasPrefix(api, "slack.") }
