package slacksim

import (
	"cmp"
	"net"
	"net/http"
	"strconv"
	"time"
)

// holdLimit bounds how long a timed-out call is held when the client does not
// give up first.
const holdLimit = 30 * time.Second

const badGateway = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n"

// playFault answers, or does not answer, a call that a fault happens to. The
// answer is what the method itself would have said; it is empty before effects.
func (s *Sim) playFault(w http.ResponseWriter, r *http.Request, f *Fault, answer reply) {
	switch f.Kind {
	case "timeout-before", "timeout-after":
		s.pause(r, holdLimit)
		panic(http.ErrAbortHandler)
	case "reset-before", "reset-after":
		reset(w)
	case "truncate":
		truncate(w, answer)
	case "html":
		reply{status: orElse(f.Status, http.StatusBadGateway), contentType: "text/html", body: []byte(badGateway)}.write(w)
	case "slow":
		s.pause(r, slowness(f.Code))
		answer.write(w)
	case "ok-false-empty":
		s.jsonReply(object{"ok": false}).write(w)
	case "rate-limit":
		s.rateLimited(w, f.Code)
	default:
		s.refuse(w, f)
	}
}

// refuse answers with an error word, under another HTTP status when one is named.
func (s *Sim) refuse(w http.ResponseWriter, f *Fault) {
	refusal := s.jsonReply(object{"ok": false, "error": cmp.Or(f.Code, "internal_error")})
	refusal.status = f.Status
	refusal.write(w)
}

// rateLimited answers HTTP 429, without the header when the seconds are "none".
func (s *Sim) rateLimited(w http.ResponseWriter, seconds string) {
	limited := s.jsonReply(object{"ok": false, "error": "ratelimited"})
	limited.status = http.StatusTooManyRequests
	if seconds != "none" {
		limited.header.Set("Retry-After", cmp.Or(seconds, "1"))
	}
	limited.write(w)
}

// truncate announces the whole answer, sends half of it and cuts the connection.
func truncate(w http.ResponseWriter, answer reply) {
	w.Header().Set("Content-Type", answer.contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(answer.body)))
	_, _ = w.Write(answer.body[:len(answer.body)/2])
	panic(http.ErrAbortHandler)
}

// reset ends the connection with a TCP reset where that can be done.
func reset(w http.ResponseWriter) {
	h, ok := w.(http.Hijacker)
	if !ok {
		panic(http.ErrAbortHandler)
	}
	raw, _, err := h.Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := raw.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // only makes the reset a plain close when it fails
	}
	_ = raw.Close()
}

// pause waits in real time, until the client gives up or the Sim is closed.
func (s *Sim) pause(r *http.Request, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
	case <-s.quit:
	}
}

func slowness(code string) time.Duration {
	d, err := time.ParseDuration(code)
	if err != nil {
		return 5 * time.Second
	}
	return d
}

func orElse(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}
