package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// attach uploads files below a message, in one message of their own. What cannot
// be attached is said there, so that nobody takes what is missing for what is not
// so; the message stands anyway.
func (a *Adapter) attach(ctx context.Context, to place, files []view.File) {
	if len(files) == 0 {
		return
	}
	err := a.share(ctx, to, files)
	if err == nil {
		return
	}
	names := fileNames(files)
	a.o.Log.Warn().Str("files", names).Str("channel", to.channel).Err(err).Msg("could not be attached")
	note := fmt.Sprintf("%s could not be attached: %s Open audit shows what they would hold.", view.Escape(names), view.Escape(guard.Plain(err)))
	if _, err := a.send(ctx, to, []slack.MsgOption{slack.MsgOptionText(note, false)}); err != nil {
		a.o.Log.Warn().Str("files", names).Err(err).Msg("nor could that be said")
	}
}

func fileNames(files []view.File) string {
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	return strings.Join(names, " and ")
}

// share uploads files and shows them in a thread: all of them or none.
func (a *Adapter) share(ctx context.Context, to place, files []view.File) error {
	var uploaded []slack.FileSummary
	for _, f := range files {
		id, err := a.upload(ctx, f)
		if err != nil {
			return err
		}
		uploaded = append(uploaded, slack.FileSummary{ID: id, Title: f.Title})
	}
	reply, err := a.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
		Files: uploaded, Channel: to.channel, ThreadTimestamp: to.thread,
	})
	switch {
	case err != nil:
		return failed("files.completeUploadExternal", fileNames(files), err)
	case len(reply.Files) != len(files):
		return failed("files.completeUploadExternal", fileNames(files), errNamesNothing)
	}
	return nil
}

// upload sends the bytes of one file, which nobody sees yet. Slack refuses an
// empty one, and slack-go one for another host than that of the Web API.
func (a *Adapter) upload(ctx context.Context, f view.File) (id string, err error) {
	place, err := a.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: f.Name, FileSize: len(f.Content)})
	switch {
	case err != nil:
		return "", failed("files.getUploadURLExternal", f.Name, err)
	case place.FileID == "" || place.UploadURL == "":
		return "", failed("files.getUploadURLExternal", f.Name, errNamesNothing)
	}
	err = a.api.UploadToURL(ctx, slack.UploadToURLParameters{UploadURL: place.UploadURL, Filename: f.Name, Reader: bytes.NewReader(f.Content)})
	switch {
	case err != nil && strings.Contains(err.Error(), place.UploadURL): // whoever reads the address may use it
		return "", failed("files.upload", f.Name, errors.New("the address for it is not that of the Web API"))
	case err != nil:
		return "", failed("files.upload", f.Name, err)
	}
	return place.FileID, nil
}
