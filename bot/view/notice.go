package view

import "kmsguard/guard"

// Notice renders one message that the ledger owes, as it reads in this state.
func Notice(s guard.State, n guard.Notice, c Scene) Message {
	var p page
	p.say(bold(Escape(string(n.Kind)))+" "+named(s.Key), Escape(n.Text))
	return p.message()
}
