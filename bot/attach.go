package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// attach uploads files below a message. What cannot be attached is said there, so
// that nobody takes what is missing for what is not so; the message stands anyway.
func (a *Adapter) attach(ctx context.Context, to place, files []view.File) {
	for _, f := range files {
		err := a.upload(ctx, to, f)
		if err == nil {
			continue
		}
		a.o.Log.Warn().Str("file", f.Name).Str("channel", to.channel).Err(err).Msg("could not be attached")
		note := view.Message{Text: fmt.Sprintf("%s could not be attached: %s %s", view.Escape(f.Name), view.Escape(guard.Plain(err)), "Open audit shows what it would hold.")}
		if _, err := a.send(ctx, to, []slack.MsgOption{slack.MsgOptionText(note.Text, false)}); err != nil {
			a.o.Log.Warn().Str("file", f.Name).Err(err).Msg("nor could that be said")
		}
	}
}

// upload sends one file in Slack's three steps. Slack refuses an empty file.
func (a *Adapter) upload(ctx context.Context, to place, f view.File) error {
	summary, err := a.api.UploadFileContext(ctx, slack.UploadFileParameters{
		Reader: strings.NewReader(string(f.Content)), FileSize: len(f.Content), Filename: f.Name, Title: f.Title,
		Channel: to.channel, ThreadTimestamp: to.thread,
	})
	if err != nil {
		return failed("files.upload", f.Name, err)
	}
	if summary == nil || summary.ID == "" {
		return noAnswer("files.upload", f.Name)
	}
	return nil
}
