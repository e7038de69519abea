package view

import (
	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// AuditModal shows the audit of a request, one page of it; page counts from 0 and is brought into range.
func AuditModal(s guard.State, request string, page int, c Scene) slack.ModalViewRequest {
	var sh sheet
	sh.say(named(s.Key))
	return sh.modal(ModalAudit, "Dependency audit", Ref{Stream: s.Key.Stream(), Request: request, Page: page, Reply: c.Reply})
}
