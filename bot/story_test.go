package bot

import (
	"time"

	"kmsguard/guard"
)

var (
	start = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	key   = guard.KeyRef{Account: "1234567890123456", Region: "cn-hangzhou", ID: "key-hzz650a1b2c3d4e5f6g7h"}
	five  = []string{"U0BOB", "U0CAROL", "U0DAVE", "U0ERIN", "U0FRANK"}
)

const first = "r-1"

func facts(state guard.KeyState) guard.KeyFacts {
	return guard.KeyFacts{
		Ref: key, ARN: key.ARN(), State: state, Spec: "Aliyun_AES_256", Usage: "ENCRYPT/DECRYPT", Origin: "Aliyun_KMS",
		Creator: key.Account, Description: "orders database", Aliases: []string{"alias/orders"}, ReadAt: start,
	}
}

func rule() guard.Rule {
	return guard.Rule{
		Name: "orders", Channel: "C0KEYS", Requesters: guard.People{Users: []string{"U0ALICE"}}, Approvers: guard.People{Groups: []string{"S0APPROVE"}},
		MinWindowDays: 7, MaxWindowDays: 30, Demands: guard.DefaultDemands(),
	}
}

func policy() guard.Policy {
	return guard.Policy{Digest: "policy", Rescuers: guard.People{Users: []string{"U0ALICE", "U0BOB"}}, Rules: []guard.Rule{rule()}, Escalation: "C0ESC"}
}

// told folds events into a state.
func told(s guard.State, events ...guard.Event) guard.State {
	for _, e := range events {
		s = guard.Evolve(s, e)
	}
	return s
}

// opened is a key with a request of a plan.
func opened(p guard.Plan) guard.State {
	return told(guard.State{Key: key}, guard.RequestOpened{
		Request: first, Plan: p, Requester: "U0ALICE", Reason: "retired, OPS-4411", Facts: facts(guard.StateEnabled), Rule: rule(), PolicyDigest: "policy",
		Eligible: five, Channel: "C0KEYS", At: start, Expires: start.Add(72 * time.Hour), Audit: !p.Action.Rescue(), AuditAge: guard.DefaultAuditAge,
		Reply: guard.ReplyTo{User: "U0ALICE", Channel: "C0KEYS"},
	})
}

func deletion() guard.Plan { return guard.Plan{Action: guard.Delete, WindowDays: 7} }

// audit is complete; one bucket depends on the key, and one thing cannot be told.
func audit() guard.Audit {
	a := guard.Audit{
		Key: facts(guard.StateEnabled), Purpose: guard.Purpose{Plan: deletion()}, Started: start, Finished: start.Add(time.Second),
		Dependencies: []guard.Dependency{{
			Category: guard.OSS, Account: key.Account, Region: key.Region, ID: "orders-archive", Group: "orders-archive", Severity: guard.AtRest,
			OnDisable: "reads fail with 409 at once", OnDeletion: "is lost",
		}},
		Coverage: []guard.Coverage{{
			Category: guard.OSS, Account: key.Account, Region: key.Region, Status: guard.StatusUnknowable, Reason: "objects with a key of their own", Population: 14,
		}},
	}
	for _, c := range guard.Required() {
		a.Coverage = append(a.Coverage, guard.Coverage{Category: c, Account: key.Account, Region: key.Region, Status: guard.StatusComplete, Calls: 3})
	}
	a.Sort()
	return a
}

// audited is a deletion that waits for its statements.
func audited() guard.State {
	s := opened(deletion())
	a, r := audit(), *s.Request(first)
	r.Audit = &a
	return told(s, guard.AuditRecorded{
		Request: first, Audit: a, EvidenceDigest: guard.EvidenceDigest(a), DecisionDigest: r.DecisionDigest(), At: start,
	})
}

// viewed says that a person opened the audit as it is.
func viewed(s guard.State, user string) guard.State {
	return told(s, guard.AuditViewed{Request: first, By: user, DecisionDigest: s.Request(first).DecisionDigest(), At: start})
}

// watched is a key whose deletion was scheduled outside of the bot.
func watched() guard.State {
	f := facts(guard.StatePendingDeletion)
	f.DeleteDate = start.AddDate(0, 0, 7)
	events, refusal := guard.Decide(guard.State{Key: key}, guard.Watch{Facts: f, Actor: "user/root", WasDisabled: true, Dependents: -1}, policy(), start)
	if refusal != nil {
		panic(refusal.String())
	}
	return told(guard.State{Key: key}, events...)
}

// owed returns the first notice of a kind.
func owed(s guard.State, k guard.NoticeKind) guard.Notice {
	for _, n := range s.Notices {
		if n.Kind == k {
			return n
		}
	}
	panic("no notice " + string(k))
}
