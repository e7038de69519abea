package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// StatementModal asks one person for one statement. It is rendered from local state alone, so that what only the
// directory can tell is checked after it was submitted. The refusal says why it cannot be opened.
func StatementModal(s guard.State, request string, statement int, user string, c Scene) (slack.ModalViewRequest, *guard.Refusal) {
	var sh sheet
	sh.add(line(BlockStatement, "Type this sentence", ""))
	return sh.form(ModalStatement, fmt.Sprintf("Statement %d", statement), "Confirm", Ref{Stream: s.Key.Stream(), Request: request, Statement: statement, Reply: c.Reply}), nil
}
