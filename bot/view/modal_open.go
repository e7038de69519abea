package view

import "github.com/slack-go/slack"

// OpenModal asks for a change, for those who typed the command alone.
func OpenModal(c Scene) slack.ModalViewRequest {
	var sh sheet
	sh.add(line(BlockKey, "Key ID", ""))
	return sh.form(ModalOpen, "Change a KMS key", "Ask", Ref{Reply: c.Reply})
}
