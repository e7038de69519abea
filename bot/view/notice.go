package view

import "kmsguard/guard"

// Notice renders one message that the ledger owes, as it reads in this state. A notice about a request that the
// state does not have is rendered as one about its key.
func Notice(s guard.State, n guard.Notice, c Scene) Message {
	m := render(s, n, c)
	if n.Posted.Repeat {
		m = repeated(m)
	}
	return m
}

func render(s guard.State, n guard.Notice, c Scene) Message {
	if m, ok := ofLedger(s, n, c); ok {
		return m
	}
	switch n.Kind {
	case guard.NoticeReminder, guard.NoticeEscalation, guard.NoticeWatchFound, guard.NoticeWatchMoved, guard.NoticeWatchEnded:
		return ofWatch(s, n)
	case guard.NoticeReply:
		return answered(s, n)
	case guard.NoticeParent, guard.NoticeAudit, guard.NoticePaused, guard.NoticeChecklist, guard.NoticeStatements, guard.NoticeVoid,
		guard.NoticeGone, guard.NoticeEnded, guard.NoticeDeferred, guard.NoticeExecuting, guard.NoticeLost, guard.NoticeResult, guard.NoticeFailed,
		guard.NoticeOperator, guard.NoticeResumed, guard.NoticeWord, guard.NoticeVerified, guard.NoticeRescued, guard.NoticeDisposition, guard.NoticeOpenedReply, guard.NoticeWitness,
		guard.NoticeDoubt, guard.NoticeDoubtWord, guard.NoticeAccepted, guard.NoticeUnwritable, guard.NoticeWritable:
	}
	r := s.Request(n.Request)
	if r == nil {
		return bare(s, n)
	}
	return ofRequest(s, *r, n, c)
}

func ofRequest(s guard.State, r guard.Request, n guard.Notice, c Scene) Message {
	switch n.Kind {
	case guard.NoticeParent:
		return parent(s, r, c)
	case guard.NoticeAudit:
		return audited(s, r, n)
	case guard.NoticePaused:
		return incomplete(s, r, n)
	case guard.NoticeChecklist:
		return checklist(s, r, n)
	case guard.NoticeStatements:
		return statements(s, r)
	case guard.NoticeVoid:
		return voided(s, r, n)
	case guard.NoticeGone:
		return gone(s, n)
	case guard.NoticeDisposition:
		return given(s, r, n)
	case guard.NoticeOpenedReply:
		return opened(s, r, n, c)
	case guard.NoticeResumed:
		return resumed(r, n)
	case guard.NoticeWitness:
		return Witness(n.Text)
	case guard.NoticeEnded, guard.NoticeFailed, guard.NoticeOperator, guard.NoticeWord, guard.NoticeDeferred:
		return ofEnd(s, r, n)
	case guard.NoticeExecuting, guard.NoticeLost, guard.NoticeResult, guard.NoticeVerified, guard.NoticeRescued:
		return ofOperation(s, r, n)
	case guard.NoticeReminder, guard.NoticeEscalation, guard.NoticeWatchFound, guard.NoticeWatchMoved, guard.NoticeWatchEnded, guard.NoticeReply,
		guard.NoticeDoubt, guard.NoticeDoubtWord, guard.NoticeAccepted, guard.NoticeUnwritable, guard.NoticeWritable:
	}
	return bare(s, n)
}

func ofEnd(s guard.State, r guard.Request, n guard.Notice) Message {
	// Only the ends are handed in.
	//exhaustive:ignore
	switch n.Kind {
	case guard.NoticeFailed:
		return failed(s, r, n)
	case guard.NoticeOperator:
		return needsOperator(s, r, n)
	case guard.NoticeWord:
		return word(s, r, n)
	case guard.NoticeDeferred:
		return deferred(r, n)
	default:
		return over(r, n)
	}
}

func ofOperation(s guard.State, r guard.Request, n guard.Notice) Message {
	op := s.Operation(n.Operation)
	if op == nil {
		return bare(s, n)
	}
	// Only what concerns an operation is handed in.
	//exhaustive:ignore
	switch n.Kind {
	case guard.NoticeExecuting:
		return begun(r, *op)
	case guard.NoticeLost:
		return lost(s, r, *op, n)
	case guard.NoticeVerified:
		return verified(r, *op)
	case guard.NoticeRescued:
		return rescued(r, *op, n)
	default:
		return result(s, r, *op)
	}
}

// bare is what is left to say of a notice whose request or operation is not in the state: nothing is made up.
func bare(s guard.State, n guard.Notice) Message {
	var p page
	p.say(bold(capital(Escape(string(n.Kind)))+":")+" "+named(s.Key), told(n.Text))
	return p.message()
}

// repeated marks a message that may stand in the thread twice, because the reply to its first post was lost.
func repeated(m Message) Message {
	const mark = "Posted again: it is not known whether this was posted before."
	p := page{blocks: m.Blocks}
	p.note(mark)
	m.Text = fallback([]string{m.Text, mark})
	m.Blocks = p.blocks
	return m
}
