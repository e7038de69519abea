package view

// Witness tells the head of the ledger, so that a channel which nobody can edit
// for the bot keeps what the store cannot prove by itself: that nothing was taken
// off its end, or written anew. An empty head could not be read.
func Witness(head string) Message {
	var p page
	if head == "" {
		p.say("The ledger's head could not be read; `bot ledger head` prints it.")
		return p.message()
	}
	p.say("Ledger head " + Code(head))
	p.note("Kept here as a witness. " + Code("bot ledger verify --known "+head) + " proves that everything up to here is still the same.")
	return p.message()
}
