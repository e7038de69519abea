package view_test

import (
	"fmt"
	"testing"
	"time"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// doubting begins a story in which the ledger lacks so many operations.
func doubting(t testing.TB, w words, findings int, unseen ...string) *story {
	e := guard.LedgerDoubted{Unseen: unseen, Channels: []string{"C0KEYS"}, At: start}
	for i := range findings {
		e.Findings = append(e.Findings, guard.Finding{
			Name: fmt.Sprintf("op-%d", i),
			What: fmt.Sprintf("ActionTrail shows DisableKey of %s in cn-hangzhou on Mon 2 Nov 2026 09:00 UTC by the session op-%d, which this ledger does not have.", w.resource, i),
		})
	}
	return tell(t, w).add(e)
}

func ofTheLedger(t testing.TB, w words) map[string]view.Message {
	c := scene(start.Add(time.Minute))
	word := guard.LedgerWordGiven{By: "U0BOB", Word: w.end, At: start.Add(time.Hour)}
	accepted := guard.LedgerAccepted{By: []string{"U0BOB", "U0CAROL"}, Channels: []string{"C0KEYS"}, At: start.Add(2 * time.Hour)}
	lost := guard.LedgerUnwritable{Why: w.why, Channels: []string{"C0KEYS"}, At: start}
	regained := guard.LedgerWritable{Channels: []string{"C0KEYS"}, At: start.Add(time.Hour)}
	return map[string]view.Message{
		"doubt":           doubting(t, w, 2).last(guard.NoticeDoubt, c),
		"doubt_many":      doubting(t, w, 40, w.why+".").last(guard.NoticeDoubt, c),
		"doubt_over":      doubting(t, w, 2).add(accepted).last(guard.NoticeDoubt, c),
		"doubt_word":      doubting(t, w, 2).add(word).last(guard.NoticeDoubtWord, c),
		"doubt_accepted":  doubting(t, w, 2).add(word, accepted).last(guard.NoticeAccepted, c),
		"unwritable":      tell(t, w).add(lost).last(guard.NoticeUnwritable, c),
		"unwritable_over": tell(t, w).add(lost, regained).last(guard.NoticeUnwritable, c),
		"writable":        tell(t, w).add(lost, regained).last(guard.NoticeWritable, c),
	}
}
