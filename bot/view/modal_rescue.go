package view

import (
	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// RescueModal asks for a cancel or an enable: four boxes and one press where one person may do it, else a reason
// alone, since the statements then follow in the thread. The box that restores is shown, ticked, only where it is
// proven that the key was Disabled when its deletion was scheduled.
func RescueModal(s guard.State, facts guard.KeyFacts, action guard.Action, c Scene) slack.ModalViewRequest {
	var sh sheet
	sh.say(named(facts.Ref))
	return sh.form(ModalRescue, "Rescue", "Rescue", Ref{Stream: facts.Ref.Stream(), Action: action, Reply: c.Reply})
}
