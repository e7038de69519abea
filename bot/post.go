package bot

import (
	"context"
	"sync"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// Post sends one notice: into the channel of its request, into the request's
// thread, or to one person alone. The kind of an error says whether it may be
// there all the same (Uncertain); in every other case it certainly is not, and
// Find says so until the process ends. Attachments follow the message, and one
// that fails never takes the message with it.
func (a *Adapter) Post(ctx context.Context, s guard.State, n guard.Notice) (guard.Posted, error) {
	at, err := a.post(ctx, s, n)
	a.unsent.note(s.Key, n.ID, err != nil && guard.KindOf(err) != guard.Uncertain)
	return at, err
}

func (a *Adapter) post(ctx context.Context, s guard.State, n guard.Notice) (guard.Posted, error) {
	if _, err := a.self.of(ctx); err != nil && guard.KindOf(err) == guard.Denied {
		return guard.Posted{}, err
	}
	m := view.Notice(s, n, a.scene(nil))
	if private(n.Kind) {
		return a.whisper(ctx, n.To, m)
	}
	to, err := placeOf(s, n, a.o.Policy())
	if err != nil {
		return guard.Posted{}, err
	}
	options := append(message(m), slack.MsgOptionMetadata(mark(s.Key, n.ID)))
	at, err := a.send(ctx, to, options)
	if err != nil {
		return guard.Posted{}, err
	}
	a.paint.posted(s.Key, n.ID, m)
	a.attach(ctx, to.under(at), m.Files)
	return at, nil
}

// private reports whether a notice is for one person alone.
func private(k guard.NoticeKind) bool { return k == guard.NoticeReply || k == guard.NoticeOpenedReply }

// send posts a message that everybody in a channel sees.
func (a *Adapter) send(ctx context.Context, to place, options []slack.MsgOption) (guard.Posted, error) {
	if to.thread != "" {
		options = append(options, slack.MsgOptionTS(to.thread))
	}
	if to.broadcast && to.thread != "" {
		options = append(options, slack.MsgOptionBroadcast())
	}
	channel, ts, err := a.api.PostMessageContext(ctx, to.channel, options...)
	if err != nil {
		return guard.Posted{}, failedPost("chat.postMessage", "channel "+to.channel, err)
	}
	if ts == "" || channel == "" {
		return guard.Posted{}, noAnswer("chat.postMessage", "channel "+to.channel)
	}
	return guard.Posted{Channel: channel, TS: ts}, nil
}

// message is a rendered message as slack-go sends it. Text is always sent: it is
// what screen readers and phones show. Addresses in it are never unfolded.
func message(m view.Message) []slack.MsgOption {
	return []slack.MsgOption{
		slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}
}

// unsent remembers which notices certainly did not reach Slack although their
// post was begun, so that the next attempt is not marked as a repetition.
type unsent struct {
	mu   sync.Mutex
	list map[noticeKey]bool
}

// noticeKey names a notice over all keys.
type noticeKey struct {
	stream guard.Stream
	notice string
}

func newUnsent() *unsent { return &unsent{list: map[noticeKey]bool{}} }

func (u *unsent) note(key guard.KeyRef, notice string, certain bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	k := noticeKey{key.Stream(), notice}
	if certain {
		u.list[k] = true
	} else {
		delete(u.list, k)
	}
}

func (u *unsent) has(key guard.KeyRef, notice string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.list[noticeKey{key.Stream(), notice}]
}
