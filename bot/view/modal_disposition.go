package view

import (
	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// DispositionModal asks what becomes of one dependency, or of all of a category that are not in use now.
func DispositionModal(s guard.State, request string, c Scene) slack.ModalViewRequest {
	return askModal(ModalDisposition, "Give a disposition", s, request, c)
}

// Disposed returns the disposition keys that a choice in BlockWhat stands for, in the audit's order; none if the
// audit no longer has it.
func Disposed(r guard.Request, choice string) []string { return nil }
