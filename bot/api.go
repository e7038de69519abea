package bot

import (
	"net/http"
	"time"

	"github.com/slack-go/slack"
)

// APIOptions are what the Web API is reached with.
type APIOptions struct {
	// URL is the base of the Web API. Its methods are appended as they are, so it
	// ends in a slash. Empty: Slack's own.
	URL      string
	BotToken string
	AppToken string // Socket Mode alone
	// Timeout bounds one call in real time; zero: DefaultTimeout.
	Timeout time.Duration
}

// DefaultTimeout bounds one call of the Web API; slack-go itself sets no bound.
const DefaultTimeout = 10 * time.Second

// NewAPI makes the client of Slack's Web API. It repeats nothing by itself: a
// message whose reply was lost may be there, and what to do then is decided where
// that is known. It follows no redirect, since its calls carry a token.
func NewAPI(o APIOptions) *slack.Client {
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	client := &http.Client{
		Timeout:       o.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return newAPI(o, client)
}

func newAPI(o APIOptions, client *http.Client) *slack.Client {
	options := []slack.Option{slack.OptionHTTPClient(client), slack.OptionAppLevelToken(o.AppToken)}
	if o.URL != "" {
		options = append(options, slack.OptionAPIURL(o.URL))
	}
	return slack.New(o.BotToken, options...)
}
