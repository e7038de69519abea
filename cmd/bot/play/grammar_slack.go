package play

import (
	"maps"
	"slices"
	"strings"
)

// slackChanges says, for each change of the workspace, what is named after it.
var slackChanges = map[string][]string{
	"deactivate":     {"a user"},
	"activate":       {"a user"},
	"guest":          {"a user"},
	"external":       {"a user"},
	"leave":          {"a group", "a user"},
	"join":           {"a group", "a user"},
	"share":          {"a channel"},
	"unshare":        {"a channel"},
	"reconnect":      nil, // the WebSocket is closed and opened again
	"duplicate-next": nil, // the next thing is delivered twice
}

func readSlack(c *cursor, at Line) Step {
	s := Slack{Line: at, Change: c.oneOf("a change", slices.Sorted(maps.Keys(slackChanges)))}
	for _, what := range slackChanges[s.Change] {
		s.Args = append(s.Args, c.name(what))
	}
	return s
}

// isSlack reports whether an API is one of Slack's.
func isSlack(api string) bool { return strings.HasPrefix(api, "slack.") }
