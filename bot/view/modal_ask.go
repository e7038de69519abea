package view

import (
	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// RejectModal asks an approver why a request is rejected.
func RejectModal(s guard.State, request string, c Scene) slack.ModalViewRequest {
	var sh sheet
	sh.about(s, request, "A rejection ends the request for everybody; it can be asked for again.")
	sh.add(lines(BlockReason, "Reason", "The requester and the thread read it."))
	return sh.form(ModalReject, "Reject", "Reject", requestRef(s, request, c))
}

// StopModal asks the requester whether a request is to be withdrawn. It asks for nothing else.
func StopModal(s guard.State, request string, c Scene) slack.ModalViewRequest {
	var sh sheet
	sh.about(s, request, "Stopping withdraws the request. Only whoever asked can do that; an approver rejects instead.")
	return sh.form(ModalStop, "Stop", "Withdraw", requestRef(s, request, c))
}

// CloseModal asks an approver for the word that closes what cannot be told.
func CloseModal(s guard.State, request string, c Scene) slack.ModalViewRequest {
	var sh sheet
	sh.about(s, request, "It cannot be told whether the change was made. Look at the key in the KMS console and in ActionTrail; then say what you saw. The word of a second approver closes the request. It never causes a call.")
	sh.add(lines(BlockReason, "What did you look at, and what did you see?", "It is recorded as your word."))
	return sh.form(ModalClose, "Close by word", "Give my word", requestRef(s, request, c))
}

// about begins a modal with what it concerns, and says what its button does.
func (sh *sheet) about(s guard.State, request, effect string) {
	if r := s.Request(request); r != nil {
		sh.say(subject(*r), asked(*r))
	} else {
		sh.say(named(s.Key))
	}
	sh.say(effect)
}

// requestRef names a request as it is now, for a modal.
func requestRef(s guard.State, request string, c Scene) Ref {
	ref := Ref{Stream: s.Key.Stream(), Request: request, Reply: c.Reply}
	if r := s.Request(request); r != nil {
		ref.Digest = r.DecisionDigest()
	}
	return ref
}
