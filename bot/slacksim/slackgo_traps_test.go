package slacksim_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"kmsguard/bot/slacksim"
)

// TestSlackGoTraps reproduces what slack-go does wrong, or differently from
// what its reader expects, so that a new version of it is noticed.
func TestSlackGoTraps(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, scopes("channels:history"))
	api := ws.slackGo()
	ctx := t.Context()

	t.Run("ok false without error is success", func(t *testing.T) {
		must(t, ws.sim.SetFault(slacksim.Fault{API: "slack.users.info", Kind: "ok-false-empty", Times: 1}))
		u, err := api.GetUserInfoContext(ctx, "U0BOB")
		if err != nil || u.ID != "" {
			t.Errorf("user %+v, %v", u, err)
		}
	})
	t.Run("an error's lines are not in its text", func(t *testing.T) {
		_, _, err := api.PostMessageContext(ctx, "C0KEYS", slack.MsgOptionBlocks(slack.NewSectionBlock(
			slack.NewTextBlockObject(slack.MarkdownType, strings.Repeat("x", 3001), false, false), nil, nil)))
		var refused slack.SlackErrorResponse
		if !errors.As(err, &refused) || refused.Err != "invalid_blocks" || len(refused.ResponseMetadata.Messages) != 1 || len(refused.Errors) != 1 {
			t.Errorf("error %#v", err)
		}
	})
	t.Run("429 with and without Retry-After", func(t *testing.T) {
		for code, limited := range map[string]bool{"3": true, "none": false} {
			must(t, ws.sim.SetFault(slacksim.Fault{API: "slack.auth.test", Kind: "rate-limit", Code: code, Times: 1}))
			_, err := api.AuthTestContext(ctx)
			var rate *slack.RateLimitedError
			if errors.As(err, &rate) != limited {
				t.Errorf("%s: %#v", code, err)
			}
		}
	})
	t.Run("missing scope is named", func(t *testing.T) {
		err := api.AddPinContext(ctx, "C0KEYS", slack.NewRefToMessage("C0KEYS", "1.000001"))
		var refused slack.SlackErrorResponse
		if !errors.As(err, &refused) || refused.Needed != "pins:write" {
			t.Errorf("error %#v", err)
		}
	})
}

// TestSlackGoCalls makes the calls whose wire form is peculiar: uploads go to the
// API's own origin, permalinks are asked for by GET, counts are numbers.
func TestSlackGoCalls(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, scopes("channels:history"))
	api, ctx := ws.slackGo(), t.Context()

	t.Run("upload on the API's own origin", func(t *testing.T) {
		f, err := api.UploadFileContext(ctx, slack.UploadFileParameters{Filename: "audit.csv", FileSize: 4, Content: "a,b\n", Channel: "C0KEYS"})
		must(t, err)
		m := ws.sim.Messages("C0KEYS")
		if got := m[len(m)-1].Files; len(got) != 1 || got[0].ID != f.ID || string(got[0].Content) != "a,b\n" {
			t.Errorf("files %+v", got)
		}
	})
	t.Run("groups, members, history, links", func(t *testing.T) {
		groups, err := api.GetUserGroupsContext(ctx, slack.GetUserGroupsOptionIncludeUsers(true), slack.GetUserGroupsOptionIncludeCount(true))
		if err != nil || len(groups) != 1 || groups[0].UserCount != 3 {
			t.Errorf("groups %+v, %v", groups, err)
		}
		_, ts, err := api.PostMessageContext(ctx, "C0KEYS", slack.MsgOptionText("x", false))
		must(t, err)
		history, err := api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: "C0KEYS", Limit: 1})
		if err != nil || len(history.Messages) != 1 || history.Messages[0].Timestamp != ts {
			t.Errorf("history %+v, %v", history, err)
		}
		link, err := api.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: "C0KEYS", Ts: ts})
		if err != nil || !strings.HasPrefix(link, "https://acme.slack.com/archives/C0KEYS/p") {
			t.Errorf("link %s, %v", link, err)
		}
	})
}
