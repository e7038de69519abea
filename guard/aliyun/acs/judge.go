package acs

import (
	"context"
	"errors"

	"kmsguard/guard"
)

// subject is what a call is about, for its errors.
type subject struct {
	op       string // "kms.DescribeKey"
	on       string // "cn-hangzhou", or the key
	mutation bool
	scrub    scrubber
}

// uncertainHint is the one thing to do when a change may have happened.
const uncertainHint = "Do not repeat the call; read the key's state to see whether it took effect."

// form reads what a whole reply says of itself. It fails if the cloud did not
// write it.
type form func(*exchange) (document, error)

// document is what a reply says of itself. Code and Message are those of an error.
type document struct {
	RequestID string
	Code      string
	Message   string
}

// judge turns what an exchange kept into a reply or an error. It looks at
// nothing that the SDK made of it.
func (x *exchange) judge(s subject, read form) (Reply, error) {
	if x.err != nil || !x.whole {
		return Reply{}, x.lost(s)
	}
	doc, err := read(x)
	if err != nil {
		return Reply{}, x.unreadable(s, err)
	}
	if x.positive() {
		return Reply{Status: x.status, RequestID: doc.RequestID, Date: x.date, Body: x.body, action: s.op}, nil
	}
	if s.scrub.clean(doc.Code) == "" || s.scrub.clean(doc.RequestID) == "" {
		return Reply{}, x.unreadable(s, errors.New("the error carries no code, or no request ID, that can be read"))
	}
	return Reply{}, x.refused(s, doc)
}

// lost is a call whose reply did not come, or not wholly.
func (x *exchange) lost(s subject) error {
	if x.err == nil {
		x.err = errors.New("no request was made")
	}
	reason, cause := reasonOf(x.err)
	kind := guard.Unavailable
	if x.positive() {
		kind = guard.Incomplete
	}
	return x.failure(s, kind, &TransportError{Status: x.status, Reason: reason, Date: x.date, cause: cause})
}

// unreadable is a reply that the cloud did not write, or not in its form.
func (x *exchange) unreadable(s subject, why error) error {
	kind := guard.Unavailable
	if x.positive() {
		kind = guard.Incomplete
	}
	return x.failure(s, kind, &TransportError{Status: x.status, Reason: s.scrub.clean(why.Error()), Date: x.date})
}

// refused is an error document. One of 4xx is the cloud's own "no", which is
// final; after one of 5xx a change may have happened.
func (x *exchange) refused(s subject, doc document) error {
	cloud := &CloudError{
		Status:    x.status,
		Code:      s.scrub.clean(doc.Code),
		Message:   s.scrub.clean(doc.Message),
		RequestID: s.scrub.clean(doc.RequestID),
		Date:      x.date,
	}
	kind := kindOf(x.status, doc.Code)
	if x.status >= 400 && x.status < 500 {
		return &guard.Error{Op: s.op, Subject: s.on, Kind: kind, Hint: hintOf(kind, doc.Code), Err: cloud}
	}
	return x.failure(s, kind, cloud)
}

// failure is anything but a refusal: after a mutation it is Uncertain, unless
// nothing was sent.
func (x *exchange) failure(s subject, kind guard.Kind, cause error) error {
	e := &guard.Error{Op: s.op, Subject: s.on, Kind: kind, Hint: hintOf(kind, CodeOf(cause)), Err: cause}
	if s.mutation && x.sent {
		e.Kind, e.Hint = guard.Uncertain, uncertainHint
	}
	return e
}

// local is a call that was given up before anything was sent.
func local(s subject, kind guard.Kind, why error) error {
	if errors.Is(why, context.Canceled) || errors.Is(why, context.DeadlineExceeded) {
		reason, cause := reasonOf(why)
		return &guard.Error{Op: s.op, Subject: s.on, Kind: guard.Unavailable, Err: &TransportError{Reason: reason, cause: cause}}
	}
	return &guard.Error{Op: s.op, Subject: s.on, Kind: kind, Err: errors.New(s.scrub.clean(why.Error()))}
}
