package slacksim

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

// VerifyURL sends the url_verification challenge to the app's events URL, as
// Slack does when the URL is entered, and fails unless the challenge comes back
// as plain text, JSON or a form.
func (s *Sim) VerifyURL(ctx context.Context) error {
	s.mu.Lock()
	challenge := s.hex(52)
	s.mu.Unlock()
	d := delivery{kind: kindEvent, payload: object{"token": verificationToken, "challenge": challenge, "type": "url_verification"}}
	body, failed := s.exchangeHTTP(ctx, d)
	if failed.failed != answered {
		return fmt.Errorf("slacksim: url_verification: %s", failed.failed)
	}
	if !echoes(body, challenge) {
		return fmt.Errorf("slacksim: url_verification: the answer does not repeat the challenge")
	}
	return nil
}

func echoes(body []byte, challenge string) bool {
	text := strings.TrimSpace(string(body))
	var o struct {
		Challenge string `json:"challenge"`
	}
	if json.Unmarshal(body, &o) == nil {
		return o.Challenge == challenge
	}
	if form, err := url.ParseQuery(text); err == nil && form.Has("challenge") {
		return form.Get("challenge") == challenge
	}
	return text == challenge
}
