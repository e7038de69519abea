package view

import (
	"github.com/slack-go/slack"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// maxFindings is how many findings a message lists; the others are counted.
const maxFindings = 10

// stillWork says what goes on whatever is said of the ledger.
const stillWork = "Cancel and enable work as always on every key."

// ofLedger renders what is said of the ledger itself. ok is false for a notice of another kind.
func ofLedger(s guard.State, n guard.Notice, c Scene) (m Message, ok bool) {
	var p page
	// Every other kind is somebody else's.
	//exhaustive:ignore
	switch n.Kind {
	case guard.NoticeDoubt:
		p.doubted(s, c)
	case guard.NoticeDoubtWord:
		p.say(bold("The word of "+person(n.Person)+" on the ledger:"), quoted(n.Text))
		if s.Doubt != nil {
			p.say("One more approver has to give theirs; until then nothing but rescues is carried out.")
		}
	case guard.NoticeAccepted:
		p.say(bold("Disables, deletions and rotations are carried out again: two approvers accepted the ledger as it is."),
			"What was found missing is not asked about again. It stays missing: status and log do not show it.")
	case guard.NoticeUnwritable:
		p.unwritable(s, n, c)
	case guard.NoticeWritable:
		p.say(bold("The ledger can be written again, and everything goes on."),
			"What was done meanwhile was kept in memory and has been written; "+Code("bot ledger verify")+" proves the whole chain.")
	default:
		return Message{}, false
	}
	return p.message(), true
}

// doubted says what was found, what it means, and the two ways out.
func (p *page) doubted(s guard.State, c Scene) {
	if s.Doubt == nil {
		p.say(bold("The ledger was doubted; two approvers accepted it."))
		return
	}
	p.say(bold("Disables, deletions and rotations are stopped on every key: the ledger lacks something, or was changed."),
		stillWork+" Audits and reminders go on.")
	p.say(findings(s.Doubt.Findings)...)
	p.say("This is so when the bot runs on an old copy of its ledger, when somebody changed the file, or when another bot uses its two roles.",
		"1 Put the newest sound copy of the ledger back: stop the bot, "+Code("bot ledger restore COPY --data DIR --known HEAD --replace")+" with the newest head that a channel keeps, start the bot. It verifies the copy first, and keeps the file that is there now as evidence.",
		"2 If there is no better copy, look at each change above in the KMS console and in ActionTrail. Then the word of two approvers accepts the ledger as it is.",
		"It never ends by itself. Requests that were approved wait; those whose time is over expire.")
	if len(s.Doubt.Unseen) > 0 {
		p.note("Not everything could be looked at: " + Escape(report.List(s.Doubt.Unseen)))
	}
	p.act(button(ActionAccept, "Accept this ledger", Ref{Stream: guard.LedgerStream, Digest: s.Doubt.Digest(), Reply: c.Reply}))
}

func findings(list []guard.Finding) []string {
	var lines []string
	for _, f := range list[:min(maxFindings, len(list))] {
		if f.What == "" {
			f.What = f.Name
		}
		lines = append(lines, "• "+Escape(f.What))
	}
	if more := len(list) - maxFindings; more > 0 {
		lines = append(lines, "and "+report.Count(more, "more finding"))
	}
	return lines
}

// unwritable says what can be done without a ledger, and how it comes back.
func (p *page) unwritable(s guard.State, n guard.Notice, c Scene) {
	if s.Gap == nil {
		p.say(bold("The ledger could not be written; it can again."))
		return
	}
	p.say(bold("The bot cannot write its ledger: it only cancels deletions and enables keys now."), told(n.Text))
	p.say("Type "+Code(c.command()+" cancel KEY")+" or "+Code(c.command()+" enable KEY")+", or press the buttons of a reminder. Disables, deletions and rotations are refused, and those that were approved wait.",
		"What is done now is kept in the bot's memory and in these threads, and is written when the ledger can be. If the bot ends before that, only Slack and ActionTrail have it.")
	p.say("To do: free space on the disk of the bot's data folder, or make it writable; a file that is damaged is replaced by the newest backup with "+Code("bot ledger restore COPY --data DIR --replace")+", which verifies the backup and keeps the file as evidence.",
		"The bot looks twice a minute and goes on by itself.")
}

// AcceptModal asks an approver for the word by which the ledger is accepted as it is.
func AcceptModal(s guard.State, c Scene) slack.ModalViewRequest {
	var sh sheet
	ref := Ref{Stream: guard.LedgerStream, Reply: c.Reply}
	if s.Doubt == nil {
		sh.say("The ledger is not doubted any more; there is nothing to accept.")
		return sh.modal(ModalWorking, "Accept this ledger", ref)
	}
	ref.Digest = s.Doubt.Digest()
	sh.say(findings(s.Doubt.Findings)...)
	sh.say("Your word says that you looked at these changes and that the bot shall go on without having them. The word of a second approver ends the stop on every key. Neither causes a call.")
	sh.add(lines(BlockReason, "What did you look at, and what did you see?", "It is recorded as your word."))
	return sh.form(ModalAccept, "Accept this ledger", "Give my word", ref)
}

// halted is the first line of the Home tab while nothing but rescues is carried out.
func (p *page) halted(why *guard.Reason) {
	if why != nil {
		p.say(bold("Only rescues are carried out now.")+" "+Escape(why.Text), Escape(why.Hint))
	}
}
