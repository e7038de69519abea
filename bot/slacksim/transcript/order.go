package transcript

import (
	"cmp"
	"slices"
)

// thread is a message of a channel with the replies to it. A parent that is missing, because it was deleted
// or never handed over, has no TS.
type thread struct {
	ts      string
	parent  Message
	replies []Message
}

// inOrder sorts messages by channel, then by time. The rest decides between equals, so that no order of
// arrival shows.
func inOrder(messages []Message) []Message {
	sorted := slices.Clone(messages)
	slices.SortStableFunc(sorted, func(a, b Message) int {
		return cmp.Or(
			cmp.Compare(a.Channel, b.Channel),
			compareTS(a.TS, b.TS),
			cmp.Compare(a.EphemeralFor, b.EphemeralFor),
			cmp.Compare(a.author(), b.author()),
			cmp.Compare(a.Text, b.Text),
		)
	})
	return sorted
}

// threads gathers the messages of one channel, already in order, into threads by the time of their parents.
func threads(messages []Message) []thread {
	var all []thread
	at := map[string]int{}
	for _, m := range messages {
		if !m.inThread() {
			at[m.TS] = len(all)
			all = append(all, thread{ts: m.TS, parent: m})
		}
	}
	for _, m := range messages {
		if !m.inThread() {
			continue
		}
		i, ok := at[m.ThreadTS]
		if !ok {
			i = len(all)
			at[m.ThreadTS] = i
			all = append(all, thread{ts: m.ThreadTS})
		}
		all[i].replies = append(all[i].replies, m)
	}
	slices.SortStableFunc(all, func(a, b thread) int { return compareTS(a.ts, b.ts) })
	return all
}
