package acs

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"time"
)

// CloudError is an error document that the cloud wrote: the call was refused,
// or it failed there. Its texts hold no credential.
type CloudError struct {
	Status    int    // of HTTP
	Code      string // "Forbidden.KeyNotFound"; empty where the cloud gave none
	Message   string
	RequestID string
	Date      time.Time // the cloud's time; zero where it was not told
}

// Error returns code, status, message and request ID in one line.
func (e *CloudError) Error() string {
	text := fmt.Sprintf("%s (HTTP %d)", e.Code, e.Status)
	if e.Message != "" {
		text += ": " + e.Message
	}
	if e.RequestID != "" {
		text += " [request " + e.RequestID + "]"
	}
	return text
}

// CodeOf returns the cloud's error code in err's chain, or "".
func CodeOf(err error) string {
	if e := (*CloudError)(nil); errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// TransportError is a call without a usable answer of the cloud: no reply, one
// that was cut off, or one that the cloud did not write. Its text holds no
// address with parameters, since those carry access key, token and signature.
type TransportError struct {
	Status int // of HTTP; 0 when no reply began
	Reason string
	Date   time.Time // of the reply, if one began
	cause  error     // one of a few well-known values, or nil
}

// Error returns the reason and the status.
func (e *TransportError) Error() string {
	if e.Status == 0 {
		return e.Reason
	}
	return fmt.Sprintf("%s (HTTP %d)", e.Reason, e.Status)
}

// Unwrap returns context.Canceled, context.DeadlineExceeded,
// io.ErrUnexpectedEOF or a system error number, so that errors.Is finds them.
func (e *TransportError) Unwrap() error { return e.cause }

// reasonOf says in words why no reply came. The text of err itself is never
// used: net/http quotes what the other side sent, and url.Error the whole address.
func reasonOf(err error) (reason string, cause error) {
	var (
		dns     *net.DNSError
		errno   syscall.Errno
		verify  *tls.CertificateVerificationError
		unknown x509.UnknownAuthorityError
		record  tls.RecordHeaderError
		timeout interface{ Timeout() bool }
	)
	switch {
	case errors.Is(err, errRedirect), errors.Is(err, errTooLong), errors.Is(err, errRepeated):
		return err.Error(), nil
	case errors.Is(err, context.Canceled):
		return "the call was cancelled before a reply came", context.Canceled
	case errors.Is(err, context.DeadlineExceeded):
		return "no reply came in time", context.DeadlineExceeded
	case errors.As(err, &dns):
		return "the host name could not be resolved", nil
	case errors.As(err, &verify), errors.As(err, &unknown), errors.As(err, &record):
		return "the server could not prove who it is (TLS)", nil
	case errors.As(err, &errno):
		return "the connection failed: " + errno.Error(), errno
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection was closed before the whole reply came", io.ErrUnexpectedEOF
	case errors.As(err, &timeout) && timeout.Timeout():
		return "no reply came in time", context.DeadlineExceeded
	}
	return "the connection failed", nil
}
