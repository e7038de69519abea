package guard

// ofOperation says which messages the events of an operation owe.
func (o *owing) ofOperation(before State, e Event) {
	switch e := e.(type) {
	case MutationIntended:
		o.add(Notice{Kind: NoticeExecuting, Request: e.Operation.Request, Operation: e.Operation.ID, At: e.Operation.Intended})
	case ReplyLost:
		o.lost(before, e)
	case MutationSettled:
		o.settled(before, e)
	default:
	}
}

// lost tells once that a reply was lost, however often the cloud is looked at for it.
func (o *owing) lost(before State, e ReplyLost) {
	op := before.Operation(e.Operation)
	if op == nil || op.Lost {
		return
	}
	o.add(Notice{Kind: NoticeLost, Request: op.Request, Operation: op.ID, At: e.At, Text: e.Why})
}

// settled tells of a change that was made; one that was not made ends its
// request, which is told by that.
func (o *owing) settled(before State, e MutationSettled) {
	op := before.Operation(e.Operation)
	if op == nil || e.Result != Happened {
		return
	}
	o.add(Notice{Kind: NoticeResult, Request: op.Request, Operation: op.ID, At: e.At})
	o.add(Notice{Kind: NoticeVerified, Request: op.Request, Operation: op.ID, At: e.At})
	o.add(Notice{Kind: NoticeWitness, Request: op.Request, Operation: op.ID, At: e.At})
	r := before.Request(op.Request)
	if r == nil || op.Restore || !r.Plan.Action.Rescue() {
		return
	}
	if u := before.undoneBy(r.Plan.Action); u != nil {
		o.add(Notice{Kind: NoticeRescued, Request: u.ID, Operation: op.ID, At: e.At, Person: r.Requester})
	}
}

// ofWatch says which messages the events of a pending window owe.
func (o *owing) ofWatch(before State, e Event) {
	switch e := e.(type) {
	case WatchStarted:
		if e.Request == "" {
			o.add(Notice{Kind: NoticeWatchFound, At: e.At, Person: e.Actor})
		}
	case WatchRead:
		if before.Watch != nil && !before.Watch.DeleteDate.Equal(e.DeleteDate) {
			o.add(Notice{Kind: NoticeWatchMoved, Request: before.Watch.Request, At: e.At, Text: "The key is now destroyed on " + when(e.DeleteDate) + "."})
		}
	case ReminderGiven:
		o.reminded(before, e)
	case WatchEnded:
		if before.Watch != nil && e.Request == "" {
			o.add(Notice{Kind: NoticeWatchEnded, Request: before.Watch.Request, At: e.At, Person: e.By, Text: string(e.State)})
		}
	default:
	}
}

func (o *owing) reminded(before State, e ReminderGiven) {
	w := before.Watch
	if w == nil {
		return
	}
	reminder := e.Reminder
	o.add(Notice{Kind: NoticeReminder, Request: w.Request, At: reminder.At, Reminder: &reminder})
	if reminder.Escalate && w.Escalation != "" {
		o.add(Notice{Kind: NoticeEscalation, Request: w.Request, At: reminder.At, Reminder: &reminder})
	}
}
