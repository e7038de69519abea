package bot

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// failed tells an error of a call that changes nothing, or whose repetition is
// harmless.
func failed(method, subject string, err error) error {
	e := classify(method, subject, err)
	if e.Kind == guard.Uncertain {
		e.Kind = guard.Unavailable
	}
	return e
}

// failedPost tells an error of a call that would be seen twice if it were
// repeated: it is Uncertain unless Slack refused, or was never reached.
func failedPost(method, subject string, err error) error { return classify(method, subject, err) }

// noAnswer is a reply without an error that does not say what was done.
func noAnswer(method, subject string) error {
	return &guard.Error{Op: "slack." + method, Subject: subject, Kind: guard.Uncertain, Err: errors.New("the reply does not say what was done")}
}

func classify(method, subject string, err error) *guard.Error {
	e := &guard.Error{Op: "slack." + method, Subject: subject, Kind: guard.Uncertain, Err: err}
	var limited *slack.RateLimitedError
	var status slack.StatusCodeError
	var refused slack.SlackErrorResponse
	switch {
	case errors.As(err, &limited):
		e.Kind, e.Err = guard.Throttled, throttled{err: err, after: limited.RetryAfter}
	case errors.As(err, &status):
		e.Kind = ofStatus(status.Code)
	case errors.As(err, &refused):
		e.Kind, e.Hint = ofWord(refused)
		e.Err = refusal{err: err, detail: details(refused)}
	case neverSent(err):
		e.Kind, e.Hint = guard.Unavailable, "Check that the bot reaches Slack."
	}
	e.Err = withoutURL(e.Err)
	return e
}

func ofStatus(code int) guard.Kind {
	switch {
	case code == http.StatusTooManyRequests:
		return guard.Throttled
	case code >= 400 && code < 500:
		return guard.Denied
	}
	return guard.Uncertain
}

// Words of Slack by what is to be done about them. Two words that every method
// may answer, fatal_error and internal_error, may have taken effect in part.
var (
	wordsOfToken = []string{
		"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
		"no_permission", "ekm_access_denied", "org_login_required", "team_access_not_granted", "forbidden_team",
	}
	wordsOfChannel = []string{
		"channel_not_found", "not_in_channel", "is_archived", "restricted_action", "restricted_action_read_only_channel",
		"restricted_action_thread_only_channel", "restricted_action_non_threadable_channel", "user_not_in_channel",
		"messages_tab_disabled", "cannot_reply_to_message", "posting_to_channel_denied",
	}
	wordsUncertain = []string{"fatal_error", "internal_error"}
	wordsLater     = []string{"service_unavailable", "request_timeout", "team_added_to_org", "update_failed"}
	wordsNotFound  = []string{"message_not_found", "thread_not_found", "user_not_found", "user_not_visible", "users_not_found", "no_such_subteam"}
)

func ofWord(r slack.SlackErrorResponse) (guard.Kind, string) {
	is := func(list []string) bool { return slices.Contains(list, r.Err) }
	switch {
	case r.Err == "ratelimited" || r.Err == "rate_limited":
		return guard.Throttled, ""
	case r.Err == "missing_scope":
		return guard.Denied, "Add the scope " + r.Needed + " to the Slack app and install it again."
	case is(wordsOfToken):
		return guard.Denied, "Check the token in the configuration and that the app is installed."
	case is(wordsOfChannel):
		return guard.Denied, "Invite the bot to the channel, or name another one in the policy."
	case is(wordsNotFound):
		return guard.NotFound, ""
	case is(wordsLater):
		return guard.Unavailable, ""
	case is(wordsUncertain):
		return guard.Uncertain, ""
	}
	return guard.Internal, ""
}

// details are the lines in which Slack says what is wrong with blocks; the error
// itself is one word.
func details(r slack.SlackErrorResponse) string {
	lines := slices.Clone(r.ResponseMetadata.Messages)
	if len(lines) == 0 {
		for _, e := range r.Errors {
			if e.Message != nil {
				lines = append(lines, *e.Message)
			}
		}
	}
	return strings.Join(lines, "; ")
}

// neverSent reports whether a connection could not be made, so that Slack never
// saw the call.
func neverSent(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// word returns Slack's word for an error, empty if it was none of Slack's.
func word(err error) string {
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return refused.Err
	}
	return ""
}

// ended reports whether an error only says that a context ended.
func ended(ctx context.Context, err error) bool { return err != nil && ctx.Err() != nil }

// refusal is a refusal by Slack with the lines that explain it.
type refusal struct {
	err    error
	detail string
}

// Error returns Slack's word, and what it says of it.
func (r refusal) Error() string {
	if r.detail == "" {
		return r.err.Error()
	}
	return r.err.Error() + " (" + r.detail + ")"
}

// Unwrap returns Slack's own error.
func (r refusal) Unwrap() error { return r.err }

// throttled is a refusal for a quota, with the pause that Slack asks for.
type throttled struct {
	err   error
	after time.Duration
}

// Error returns Slack's own text.
func (t throttled) Error() string { return t.err.Error() }

// Unwrap returns Slack's own error.
func (t throttled) Unwrap() error { return t.err }

// RetryAfter is how long Slack asks to wait.
func (t throttled) RetryAfter() time.Duration { return t.after }
