package view

import (
	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// RejectModal asks an approver why a request is rejected.
func RejectModal(s guard.State, request string, c Scene) slack.ModalViewRequest {
	return askModal(ModalReject, "Reject", s, request, c)
}

// StopModal asks the requester whether a request is to be withdrawn.
func StopModal(s guard.State, request string, c Scene) slack.ModalViewRequest {
	return askModal(ModalStop, "Stop", s, request, c)
}

// CloseModal asks an approver for the word that closes what cannot be told.
func CloseModal(s guard.State, request string, c Scene) slack.ModalViewRequest {
	return askModal(ModalClose, "Close by word", s, request, c)
}

func askModal(callback, title string, s guard.State, request string, c Scene) slack.ModalViewRequest {
	var sh sheet
	sh.say(named(s.Key))
	sh.add(lines(BlockReason, "Reason", ""))
	return sh.form(callback, title, title, Ref{Stream: s.Key.Stream(), Request: request, Reply: c.Reply})
}
