package guard

// ofLedger says which messages the events of the ledger's own stream owe: one in
// each channel.
func (o *owing) ofLedger(e Event) {
	switch e := e.(type) {
	case LedgerDoubted:
		o.everywhere(e.Channels, Notice{Kind: NoticeDoubt, At: e.At})
	case LedgerWordGiven:
		for _, n := range o.state.newest(NoticeDoubt) {
			o.add(Notice{Kind: NoticeDoubtWord, At: e.At, To: n.To, Person: e.By, Text: e.Word})
		}
	case LedgerAccepted:
		o.everywhere(e.Channels, Notice{Kind: NoticeAccepted, At: e.At})
	case LedgerUnwritable:
		o.everywhere(e.Channels, Notice{Kind: NoticeUnwritable, At: e.At, Text: e.Why})
	case LedgerWritable:
		o.everywhere(e.Channels, Notice{Kind: NoticeWritable, At: e.At})
	default:
	}
}

func (o *owing) everywhere(channels []string, n Notice) {
	for _, c := range channels {
		n.To = ReplyTo{Channel: c}
		o.add(n)
	}
}

// newest returns the last notice of a kind in each channel.
func (s *State) newest(kind NoticeKind) (list []Notice) {
	at := map[string]int{}
	for _, n := range s.Notices {
		if n.Kind != kind {
			continue
		}
		if i, ok := at[n.To.Channel]; ok {
			list[i] = n
			continue
		}
		at[n.To.Channel] = len(list)
		list = append(list, n)
	}
	return list
}
