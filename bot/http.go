package bot

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"kmsguard/guard"
)

// Bounds of signed HTTP.
const (
	maxBody       = 1 << 20          // bytes; as over Socket Mode
	headerTimeout = 5 * time.Second  // for the header of a request
	bodyTimeout   = 10 * time.Second // for all of it
	closing       = 5 * time.Second  // for requests under way at the end
)

// runHTTP waits for signed requests until the context ends.
func (b *Bot) runHTTP(ctx context.Context, _ context.CancelCauseFunc) error {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", b.o.Listen)
	if err != nil {
		return &guard.Error{Op: "bot.Listen", Subject: b.o.Listen, Kind: guard.Unavailable, Err: err, Hint: "Name a free address in slack.listen."}
	}
	return b.serve(ctx, l)
}

func (b *Bot) serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler: b.handler(ctx), ReadHeaderTimeout: headerTimeout, ReadTimeout: bodyTimeout, MaxHeaderBytes: 64 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	over := make(chan error, 1)
	b.crew.run(func() { over <- server.Serve(l) })
	b.o.OnConnected(true)
	select {
	case err := <-over:
		return &guard.Error{Op: "bot.Serve", Subject: b.o.Listen, Kind: guard.Unavailable, Err: err}
	case <-ctx.Done():
	}
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), closing)
	defer cancel()
	if err := server.Shutdown(bounded); err != nil {
		b.log.Warn().Err(err).Msg("requests of Slack were cut off at the end")
		_ = server.Close() // they were waited for long enough
	}
	return context.Cause(ctx)
}

// handler answers requests of Slack at any path: what one is says its content.
// Nothing of it is read before the signature over its raw bytes is right.
func (b *Bot) handler(ctx context.Context) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			http.Error(w, "only POST", http.StatusMethodNotAllowed)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			http.Error(w, "too large or cut off", http.StatusRequestEntityTooLarge)
			return
		}
		if err := verify(r.Header, body, b.o.SigningSecret); err != nil {
			b.o.OnRefused()
			b.log.Debug().Err(err).Msg("a request without Slack's signature")
			http.Error(w, "the signature is wrong", http.StatusUnauthorized)
			return
		}
		b.request(ctx, w, r.Header.Get("Content-Type"), body)
	})
}

// verify checks Slack's signature over the raw body, and its age.
func verify(h http.Header, body []byte, secret string) error {
	v, err := slack.NewSecretsVerifier(h, secret)
	if err != nil {
		return err
	}
	if _, err := v.Write(body); err != nil {
		return err
	}
	return v.Ensure()
}

// request answers one verified request. The work behind the answer goes on after
// it was written, and Run waits for it.
func (b *Bot) request(ctx context.Context, w http.ResponseWriter, contentType string, body []byte) {
	done := b.o.Engine.Hold()
	answered := make(chan struct{})
	b.crew.handle(func(acknowledged func()) {
		defer done()
		after := b.answerHTTP(ctx, w, contentType, body)
		acknowledged()
		close(answered)
		defer b.survive()
		if after != nil {
			after(ctx)
		}
	})
	<-answered
}

// answerHTTP writes the answer to one request and returns what goes on after it.
func (b *Bot) answerHTTP(ctx context.Context, w http.ResponseWriter, contentType string, body []byte) (after func(context.Context)) {
	defer b.survive()
	kind, _, _ := mime.ParseMediaType(contentType) // an unreadable one is none of ours
	var a answer
	var err error
	switch kind {
	case "application/json":
		var challenge string
		if challenge, a, err = b.eventBody(body); challenge != "" {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			_, _ = io.WriteString(w, challenge)
			return nil
		}
	case "application/x-www-form-urlencoded":
		a, err = b.formBody(ctx, body)
	default:
		err = errors.New("content type " + kind)
	}
	if err != nil {
		// Told as answered: Slack would send again what cannot be read either then.
		b.log.Warn().Err(err).Msg("a request of Slack could not be read and is acknowledged unread")
		w.WriteHeader(http.StatusOK)
		return nil
	}
	writeAnswer(w, a.payload)
	return a.goOn
}

func writeAnswer(w http.ResponseWriter, payload any) {
	if payload == nil {
		w.WriteHeader(http.StatusOK) // any body would be shown as a message
		return
	}
	raw, err := json.Marshal(payload)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(raw) // a connection that is gone has no one to tell
}

// eventBody reads an event, or the challenge by which Slack checks the address.
func (b *Bot) eventBody(body []byte) (challenge string, a answer, err error) {
	var head struct {
		Type      string `json:"type"`
		Challenge string `json:"challenge"`
	}
	if err := json.Unmarshal(body, &head); err != nil {
		return "", answer{}, err
	}
	if head.Type == slackevents.URLVerification {
		return head.Challenge, answer{}, nil
	}
	e, err := slackevents.ParseEvent(body, slackevents.OptionNoVerifyToken())
	if err != nil {
		return "", answer{}, err
	}
	return "", b.desk.happening(e), nil
}

// formBody reads a command, an interaction, or Slack's check of the certificate.
func (b *Bot) formBody(ctx context.Context, body []byte) (answer, error) {
	form, err := url.ParseQuery(string(body))
	switch {
	case err != nil:
		return answer{}, err
	case form.Get("ssl_check") == "1":
		return answer{}, nil
	case form.Has("payload"):
		var cb slack.InteractionCallback
		if err := json.Unmarshal([]byte(form.Get("payload")), &cb); err != nil {
			return answer{}, err
		}
		return b.desk.interaction(ctx, cb), nil
	case form.Has("command"):
		return b.desk.slash(ctx, slashCommand(form)), nil
	}
	return answer{}, errors.New("neither a command nor an interaction")
}

func slashCommand(f url.Values) slack.SlashCommand {
	return slack.SlashCommand{
		TeamID: f.Get("team_id"), ChannelID: f.Get("channel_id"), UserID: f.Get("user_id"), UserName: f.Get("user_name"),
		Command: f.Get("command"), Text: f.Get("text"), ResponseURL: f.Get("response_url"), TriggerID: f.Get("trigger_id"),
		APIAppID: f.Get("api_app_id"),
	}
}
