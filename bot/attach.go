package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

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
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
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
	var size count
	if err := f.Write(&size); err != nil {
		return "", failed("files.upload", f.Name, err)
	}
	place, err := a.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: f.Name, FileSize: int(size)})
	switch {
	case err != nil:
		return "", failed("files.getUploadURLExternal", f.Name, err)
	case place.FileID == "" || place.UploadURL == "":
		return "", failed("files.getUploadURLExternal", f.Name, errNamesNothing)
	}
	err = a.stream(ctx, place.UploadURL, f)
	switch {
	case err != nil && strings.Contains(err.Error(), place.UploadURL): // whoever reads the address may use it
		return "", failed("files.upload", f.Name, errors.New("the address for it is not that of the Web API"))
	case err != nil:
		return "", failed("files.upload", f.Name, err)
	}
	return place.FileID, nil
}

// stream writes a file to an address while it is made.
func (a *Adapter) stream(ctx context.Context, address string, f view.File) error {
	r, w := io.Pipe()
	var maker sync.WaitGroup
	maker.Go(func() { w.CloseWithError(f.Write(w)) })
	defer maker.Wait()
	defer func() { _ = r.Close() }() // before the wait: whoever still writes ends
	return a.api.UploadToURL(ctx, slack.UploadToURLParameters{UploadURL: address, Filename: f.Name, Reader: r})
}

// count is how many bytes were written to it.
type count int

func (c *count) Write(p []byte) (int, error) {
	*c += count(len(p))
	return len(p), nil
}
