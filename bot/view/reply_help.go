package view

import (
	"fmt"

	"kmsguard/guard"
)

// Help renders what can be typed.
func Help(c Scene) Message {
	var p page
	row := func(form, what string) string { return Code(c.command()+form) + " " + what }
	p.say(bold("What this bot does: it is the way by which KMS keys are disabled, deleted, rescued and rotated here."),
		"A change is audited, confirmed by several people and recorded; a rescue is done by one person in under a minute.")
	p.say(bold("Ask for a change"),
		row(" disable KEY because REASON", "takes the key away from its users; can be undone"),
		row(" delete KEY window DAYS because REASON", fmt.Sprintf("schedules its deletion, %d to %d days ahead, %d if none is named", guard.MinWindowDays, guard.MaxWindowDays, guard.DefaultWindowDays)),
		row(" rotate KEY now", "adds a version; also "+Code("every DAYS")+" and "+Code("off")))
	p.say(bold("Rescue"),
		row(" cancel KEY", "cancels a scheduled deletion"),
		row(" enable KEY", "enables a disabled key again"))
	p.say(bold("Look"),
		row(" audit KEY for ACTION", "lists what depends on a key before that action; up to 20 keys at once: "+Code("audit KEY KEY… for ACTION")),
		row(" status KEY", "shows what is known of a key"),
		row(" pending", "lists pending deletions"),
		row(" requests", "lists open requests"),
		row(" log KEY", "shows the record of a key"))
	p.say("KEY is the exact ID or ARN, never an alias. Add "+Code("in REGION")+" where it is not in the default region. "+Code(c.command())+" alone opens a form.",
		"Not here: creating keys, alias operations, lists of keys, encryption inside applications, audits without a change in mind.")
	return p.message()
}
