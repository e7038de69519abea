package aliyun

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// incomplete is an answer that reads well and yet does not say what was asked.
func incomplete(op, why, requestID string) error {
	return &guard.Error{
		Op: "aliyun." + op, Kind: guard.Incomplete, Err: fmt.Errorf("%s [request %s]", why, requestID),
	}
}

// reasonOf says in a few plain words why something could not be read.
func reasonOf(err error) string {
	code := acs.CodeOf(err)
	if code != "" {
		code = " (" + code + ")"
	}
	// The rest has no words of its own.
	//exhaustive:ignore
	switch guard.KindOf(err) {
	case guard.Denied:
		return "no permission, or a bad credential" + code
	case guard.Throttled:
		return "the account's quota for this call is used up" + code
	case guard.NotFound:
		return "the cloud says that it is not there" + code
	case guard.Unavailable:
		if errors.Is(err, context.DeadlineExceeded) {
			return "no answer came in time"
		}
		if code == "" {
			return "no usable answer came: " + cause(err)
		}
		return "the service failed" + code
	case guard.Incomplete:
		return "the answer proves nothing: " + cause(err)
	case guard.Invalid, guard.Conflict:
		return "the call was refused" + code
	default:
		return cause(err)
	}
}

// cause returns the text of the innermost failure, without where it happened.
func cause(err error) string {
	if e := (*guard.Error)(nil); errors.As(err, &e) {
		return innermost(e).Error()
	}
	return err.Error()
}

// count writes a number of things: "1 listener", "2,000 listeners".
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + one + "s"
}

// thousands writes a number that is not negative with its thousands apart: 4,210.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
