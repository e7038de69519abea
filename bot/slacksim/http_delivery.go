package slacksim

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxReply bounds what the app may answer to a delivery.
const maxReply = 1 << 20

// Sign returns the X-Slack-Signature of a request: HMAC-SHA256, keyed by the
// signing secret, over "v0:", the timestamp, ":" and the raw body.
func Sign(secret, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = fmt.Fprintf(mac, "v0:%s:", timestamp) // a hash never fails to write
	_, _ = mac.Write(body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

// deliverHTTP posts the payload, signed; a doubled one is posted once more
// afterwards and its answer ignored.
func (s *Sim) deliverHTTP(ctx context.Context, d delivery, twice bool) answer {
	a := s.postOnce(ctx, d)
	if !twice {
		return a
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight++
	started := s.start(func() {
		defer s.end()
		ctx, cancel := s.untilClosed()
		defer cancel()
		ctx, stop := context.WithTimeoutCause(ctx, s.set.AckTimeout, errAckTimeout)
		defer stop()
		s.postOnce(ctx, d)
	})
	if !started {
		s.inFlight--
	}
	return a
}

func (s *Sim) postOnce(ctx context.Context, d delivery) answer {
	body, a := s.exchangeHTTP(ctx, d)
	if a.failed == answered {
		a.payload = replyPayload(d.kind, a.contentType, body)
	}
	return a
}

// exchangeHTTP posts a delivery and returns the body of a good answer.
func (s *Sim) exchangeHTTP(ctx context.Context, d delivery) ([]byte, answer) {
	request, err := s.signedRequest(ctx, d)
	if err != nil {
		return nil, answer{failed: noConnection}
	}
	reply, err := s.http.Do(request)
	if err != nil {
		return nil, answer{failed: whyBroken(ctx, noConnection)}
	}
	defer func() { _ = reply.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(reply.Body, maxReply))
	switch {
	case err != nil:
		return nil, answer{failed: whyBroken(ctx, badStatus)}
	case reply.StatusCode/100 != 2:
		return nil, answer{failed: badStatus, noRetry: reply.Header.Get("X-Slack-No-Retry") == "1"}
	}
	return body, answer{contentType: reply.Header.Get("Content-Type")}
}

// whyBroken tells a deadline or a caller who gave up from a broken connection.
func whyBroken(ctx context.Context, otherwise failure) failure {
	if ctx.Err() != nil {
		return whyEnded(ctx)
	}
	return otherwise
}

// replyPayload is the body as an ack's payload. The plain text that answers a
// command is a message; any other text is left for its reader to stumble over.
func replyPayload(kind, contentType string, body []byte) json.RawMessage {
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0 || kind == kindEvent:
		return nil
	case kind == kindCommand && !strings.HasPrefix(contentType, "application/json"):
		text, _ := json.Marshal(object{"text": string(body)}) // a string always encodes
		return text
	}
	return body
}

func (s *Sim) signedRequest(ctx context.Context, d delivery) (*http.Request, error) {
	to := s.destination()
	address, contentType, body, err := d.form(to)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	timestamp := strconv.FormatInt(s.opts.Real().Add(to.Skew).Unix(), 10)
	signature := Sign(s.app.SigningSecret, timestamp, body)
	if to.BadSignature {
		signature = Sign(s.app.SigningSecret+"-another", timestamp, body)
	}
	h := request.Header
	h.Set("Content-Type", contentType)
	h.Set("X-Slack-Request-Timestamp", timestamp)
	h.Set("X-Slack-Signature", signature)
	if d.attempt > 0 {
		h.Set("X-Slack-Retry-Num", strconv.Itoa(d.attempt))
		h.Set("X-Slack-Retry-Reason", d.reason)
	}
	return request, nil
}

func (s *Sim) destination() Deliver {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.deliverTo
}

// form returns address, content type and body of a delivery over HTTP.
func (d delivery) form(to Deliver) (address, contentType string, body []byte, err error) {
	const form = "application/x-www-form-urlencoded"
	if d.kind == kindCommand {
		values := url.Values{}
		for k, v := range d.payload.(object) {
			values.Set(k, fmt.Sprint(v))
		}
		return to.Commands, form, []byte(values.Encode()), nil
	}
	raw, err := json.Marshal(d.payload)
	if err != nil {
		return "", "", nil, err
	}
	if d.kind == kindEvent {
		return to.Events, "application/json", raw, nil
	}
	return to.Interactions, form, []byte(url.Values{"payload": {string(raw)}}.Encode()), nil
}
