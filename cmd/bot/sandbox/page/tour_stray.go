package page

// anew says that this run cannot be led to the tour's end, and offers another.
func anew(title, why string) pointer {
	return pointer{Title: title, Why: why, Do: "Begin the world " + tourWorld + " anew. What happened here ends.", Point: "#tour-card [data-tour-anew]", Anew: true}
}

// stop leads to the end of a request that is in the way: whoever asked withdraws it.
func (s sight) stop(title, why string) pointer {
	p, there := s.in(pointer{Title: title, Why: why}, s.request.by, false)
	switch {
	case !there:
	case s.window != nil:
		return s.through(p, "Stop")
	default:
		p.Do, p.Point = "Press Stop, which withdraws it.", `[id="`+roomPrefix+"-"+s.request.ts+`"] button[data-label="Stop"]`
	}
	return p
}

// halted leads on from an audit that could not be completed.
func (s sight) halted() pointer {
	p := pointer{Step: 3, Title: "The audit could not be completed", Why: "What could not be read may depend on the key, so nothing can be approved."}
	if s.faults {
		return s.inPane(p, faultsPane, "Remove the faults.", `button[data-fault="clear"]`)
	}
	p, there := s.in(p, s.requester, true)
	if there {
		p.Do, p.Point = "Press Audit again.", inThread("Audit again")
	}
	return p
}

// hourOn moves the clock to where the bot looks again.
func (s sight) hourOn() pointer {
	p := pointer{Step: 7, Title: "The bot looks again later", Why: "Nothing is called twice: when an earlier call can no longer take effect, the bot reads what the key is."}
	return s.inPane(p, clockPane, "Go on by an hour.", `button[data-clock="1h"]`)
}
