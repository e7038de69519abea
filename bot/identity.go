package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// identity is who the bot is in Slack, read once.
type identity struct {
	api       *slack.Client
	workspace string // the team ID that is expected; empty: any

	mu   sync.Mutex
	read slack.AuthTestResponse // TeamID empty: not read yet
}

func newIdentity(api *slack.Client, workspace string) *identity {
	return &identity{api: api, workspace: workspace}
}

// of returns who the bot is. An error of kind Denied will not go away by itself:
// the token is refused, or it belongs to another workspace than was configured.
func (i *identity) of(ctx context.Context) (slack.AuthTestResponse, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.read.TeamID != "" {
		return i.read, nil
	}
	reply, err := i.api.AuthTestContext(ctx)
	if err != nil {
		return slack.AuthTestResponse{}, failed("auth.test", "the bot token", err)
	}
	if reply.TeamID == "" || reply.UserID == "" {
		return slack.AuthTestResponse{}, &guard.Error{
			Op: "slack.auth.test", Subject: "the bot token", Kind: guard.Unavailable, Err: errors.New("the reply names no workspace"),
		}
	}
	if i.workspace != "" && reply.TeamID != i.workspace {
		return slack.AuthTestResponse{}, &guard.Error{
			Op: "slack.auth.test", Subject: "the bot token", Kind: guard.Denied,
			Err:  fmt.Errorf("it belongs to workspace %s, configured is %s", reply.TeamID, i.workspace),
			Hint: "Configure the token of that workspace, or correct slack.workspace.",
		}
	}
	i.read = *reply
	return i.read, nil
}

// link is the address of a message; empty while the workspace's is not known.
func (i *identity) link(p guard.Posted) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.read.URL == "" || p.TS == "" {
		return ""
	}
	return strings.TrimSuffix(i.read.URL, "/") + "/archives/" + p.Channel + "/p" + strings.ReplaceAll(p.TS, ".", "")
}
