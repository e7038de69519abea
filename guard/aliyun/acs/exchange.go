package acs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// exchange is the one round trip of one call. The SDK is given it as its
// transport, for two reasons: the SDK has no context, so the exchange carries
// one; and what the SDK makes of a reply is not to be trusted (it panics on a
// numeric error code and drops fields that its structs do not know), so the
// exchange keeps what came back, and the call is judged by that alone.
type exchange struct {
	ctx  context.Context
	base http.RoundTripper

	sent      bool   // handed to the network: from here on, a mutation may have happened
	signature string // to be kept out of errors
	status    int
	date      time.Time
	header    http.Header
	body      []byte
	whole     bool // the body was read to its end
	err       error
}

var (
	errRepeated = errors.New("a second request was asked for")
	errRedirect = errors.New("answered with a redirect, which is not followed")
	errTooLong  = fmt.Errorf("the reply is longer than %d MiB", maxBody>>20)
)

// RoundTrip sends the request once. A redirect is an error, because the HTTP
// client above would otherwise repeat the request at another host. What it
// returns is only to satisfy the SDK.
func (x *exchange) RoundTrip(req *http.Request) (*http.Response, error) {
	if x.sent {
		return nil, errRepeated
	}
	if err := x.ctx.Err(); err != nil {
		x.err = err
		return nil, err
	}
	x.sent = true
	x.signature = signatureOf(req)
	res, err := x.base.RoundTrip(req.WithContext(x.ctx))
	if err != nil {
		x.err = x.cause(err)
		return nil, x.err
	}
	x.keep(res)
	if x.err != nil {
		return nil, x.err
	}
	return x.replay(req), nil
}

// signatureOf finds the signature where RPC, OSS and SLS put it.
func signatureOf(req *http.Request) string {
	if s := req.URL.Query().Get("Signature"); s != "" {
		return s
	}
	authorization := req.Header.Get("Authorization")
	if pair, isLog := strings.CutPrefix(authorization, slsScheme); isLog {
		_, s, _ := strings.Cut(pair, ":")
		return s
	}
	_, s, _ := strings.Cut(authorization, "Signature=")
	return s
}

// keep reads the whole reply, so that nothing of it arrives after the call.
func (x *exchange) keep(res *http.Response) {
	defer func() { _ = res.Body.Close() }() // all that counts was read or has failed
	x.status, x.header = res.StatusCode, res.Header
	if date, err := http.ParseTime(res.Header.Get("Date")); err == nil {
		x.date = date
	}
	if res.StatusCode >= 300 && res.StatusCode < 400 {
		x.err = errRedirect
		return
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	switch {
	case err != nil:
		x.err = x.cause(err)
	case len(body) > maxBody:
		x.err = errTooLong
	default:
		x.body, x.whole = body, true
	}
}

// positive reports whether the reply's status says that the call was carried out.
func (x *exchange) positive() bool { return x.status >= 200 && x.status < 300 }

// cause prefers why the call ended to how the connection says it.
func (x *exchange) cause(err error) error {
	if ctxErr := x.ctx.Err(); ctxErr != nil {
		return ctxErr
	}
	if u := (*url.Error)(nil); errors.As(err, &u) {
		return u.Err
	}
	return err
}

// replay hands the SDK a copy of the reply from memory.
func (x *exchange) replay(req *http.Request) *http.Response {
	return &http.Response{
		StatusCode: x.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: x.header, Body: io.NopCloser(bytes.NewReader(x.body)),
		ContentLength: int64(len(x.body)), Request: req,
	}
}
