package guard_test

import (
	"fmt"
	"time"

	"kmsguard/guard"
)

var (
	exampleNow = time.Date(2026, time.November, 2, 9, 0, 0, 0, time.UTC)
	exampleKey = guard.KeyFacts{
		Ref:   guard.KeyRef{Account: "1234567890123456", Region: "cn-hangzhou", ID: "key-hzz650a1b2c3d4e5f6g7h"},
		State: guard.StateEnabled, Creator: "1234567890123456",
	}
	examplePolicy = guard.Policy{
		Rescuers: guard.People{Users: []string{"U0GINA", "U0HANA"}},
		Rules: []guard.Rule{{
			Name: "all keys", Channel: "C0KEYS", Requesters: guard.People{Users: []string{"U0ALICE"}},
			Approvers:     guard.People{Users: []string{"U0BOB", "U0CAROL", "U0DAVE", "U0ERIN"}},
			MinWindowDays: 7, MaxWindowDays: 30, Demands: guard.DefaultDemands(),
		}},
	}
)

func exampleWish() guard.Open {
	return guard.Open{
		Request: "r-1", Plan: guard.Plan{Action: guard.Disable}, By: guard.Person{ID: "U0ALICE"}, Reason: "does anything still need it?",
		Facts: exampleKey, Channel: guard.Channel{ID: "C0KEYS", Member: true},
		Candidates: []guard.Person{{ID: "U0BOB"}, {ID: "U0CAROL"}, {ID: "U0DAVE"}, {ID: "U0ERIN"}},
	}
}

// A command is answered with what follows from it.
func ExampleDecide() {
	events, _ := guard.Decide(guard.State{}, exampleWish(), examplePolicy, exampleNow)
	opened := events[0].(guard.RequestOpened)
	fmt.Println(opened.Plan, "by", opened.Requester, "until", opened.Expires.Format(time.DateTime))
	// Output: disable by U0ALICE until 2026-11-03 09:00:00
}

// A refusal gathers every reason, each with what to do about it.
func ExampleDecide_refusal() {
	wish := exampleWish()
	wish.Plan = guard.Plan{Action: guard.Delete, WindowDays: 6}
	wish.Facts.Protected = true
	_, refusal := guard.Decide(guard.State{}, wish, examplePolicy, exampleNow)
	fmt.Println(refusal)
	// Output:
	// Deletion protection is on for this key. Switch it off in the KMS console, or with SetDeletionProtection, then ask again.
	// A window of 6 days is refused: for this key it is 7 to 30 whole days. Ask again with, for example, window 30.
	// 4 people could confirm this and 5 are needed; guests, bots, deactivated accounts and the requester do not count. Add approvers to the policy or to its groups.
}

// State is what the events of one key add up to.
func ExampleEvolve() {
	events, _ := guard.Decide(guard.State{}, exampleWish(), examplePolicy, exampleNow)
	var s guard.State
	for _, e := range events {
		s = guard.Evolve(s, e)
	}
	r := s.Request("r-1")
	fmt.Println(s.Key, "is", r.Phase, "with statements", r.OpenStatements(), "open")
	// Output: key-hzz650a1b2c3d4e5f6g7h in cn-hangzhou is auditing with statements [1 2 3 4] open
}

// What is to be done follows from the state, also after a crash.
func ExampleDue() {
	events, _ := guard.Decide(guard.State{}, exampleWish(), examplePolicy, exampleNow)
	s := guard.Evolve(guard.State{}, events[0])
	owed, next := guard.Due(s, exampleNow)
	for _, w := range owed {
		fmt.Println(w.Key())
	}
	fmt.Println("then at", next.Format(time.DateTime))
	// Output:
	// audit/r-1
	// notice/r-1/parent/1
	// then at 2026-11-03 09:00:00
}
