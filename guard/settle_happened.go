package guard

// happened: the change was made. What follows depends on what it was.
func (t settlement) happened() []Event {
	d := draft{state: t.state}
	d.add(t.as(Happened))
	switch t.op.Call {
	case ScheduleKeyDeletion:
		t.scheduled(&d)
	case CancelKeyDeletion:
		t.cancelled(&d)
	case EnableKey:
		d.add(t.undoneRequests()...)
		d.add(t.toVerify())
	case DisableKey, CreateKeyVersion, UpdateRotationPolicy:
		t.changed(&d)
	}
	return d.events
}

// changed verifies a change, unless it was undone before it was settled.
func (t settlement) changed(d *draft) {
	if t.state.undone(t.op, t.Facts) {
		d.add(failing(t.request, Done, "it happened and was undone", t.now))
		return
	}
	d.add(t.toVerify())
}

// scheduled starts the watch over the pending window.
func (t settlement) scheduled(d *draft) {
	if !t.state.undone(t.op, t.Facts) {
		d.add(t.watch())
	}
	t.changed(d)
}

// watch begins with the date that the cloud names, or as long as none could be
// read with the one that was asked for.
func (t settlement) watch() WatchStarted {
	date, facts := t.op.Intended.AddDate(0, 0, t.op.WindowDays), t.op.Before
	if t.Facts != nil && t.Facts.State == StatePendingDeletion && !t.Facts.DeleteDate.IsZero() {
		facts, date = *t.Facts, t.Facts.DeleteDate
	}
	facts.State, facts.DeleteDate = StatePendingDeletion, date
	return WatchStarted{
		Request: t.request.ID, DeleteDate: date, Reminders: reminderTimes(t.policy, t.now, t.now, date), Facts: facts,
		Channel: t.request.Channel, Escalation: t.policy.Escalation, Notify: t.request.Rule.Approvers, At: t.now,
	}
}

// cancelled ends the watch and what was being verified, and owes the disable
// that restores what was.
func (t settlement) cancelled(d *draft) {
	if d.state.Watch != nil {
		state := StateEnabled
		if t.Facts != nil && t.Facts.State != StateUnknown {
			state = t.Facts.State
		}
		d.add(WatchEnded{State: state, By: t.request.Requester, Request: t.request.ID, At: t.now})
	}
	d.add(t.undoneRequests()...)
	if t.request.Plan.Restore {
		d.add(RestoreOwed{Request: t.request.ID, At: t.now})
		return
	}
	d.add(t.toVerify())
}

// undoneRequests ends the destructive requests whose change was being verified.
func (t settlement) undoneRequests() (events []Event) {
	for _, r := range t.state.Requests {
		if r.Phase == Verifying && r.Plan.Action.Destructive() {
			events = append(events, failing(r, Done, "undone by request "+t.request.ID, t.now))
		}
	}
	return events
}

// toVerify opens the list of what is looked at after a change.
func (t settlement) toVerify() VerificationRead {
	v := Verification{
		State: Check{Result: CheckWaiting}, Trail: Check{Result: CheckWaiting},
		Due: t.now, Deadline: t.now.Add(verifyFor),
	}
	if t.Facts != nil && t.Facts.State != StateUnknown {
		v.State = StateCheck(t.op, *t.Facts)
		v.Due = t.now.Add(verifyEvery)
	}
	return VerificationRead{Request: t.request.ID, Verification: v, Facts: t.Facts, At: t.now}
}
