package view_test

import (
	"fmt"
	"testing"
	"time"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

var (
	start = time.Date(2026, 11, 2, 10, 12, 0, 0, time.UTC)
	key   = guard.KeyRef{Account: "1234567890123456", Region: "cn-hangzhou", ID: "key-hzz650a1b2c3d4e5f6g7h"}
	five  = []string{"U0BOB", "U0CAROL", "U0DAVE", "U0ERIN", "U0FRANK"}
)

const (
	alice = "U0ALICE"
	first = "r-1"
)

// words is every text in a story that people or the cloud chose.
type words struct {
	description, alias, reason, resource, detail, breaks, use, unknown, product, why, settled, end string
}

func harmlessWords() words {
	return words{
		description: "orders database", alias: "alias/orders", reason: "retired with the old shop, OPS-4411", resource: "orders-archive",
		detail: "of disk d-bp1, 2024-03-02", breaks: "reads fail with 409 at once", use: "user/etl", unknown: "objects with a key of their own in 14 buckets",
		product: "Lindorm", why: "its API names no key", settled: "objects scanned by the network team", end: "the shop still reads it",
	}
}

// story folds events into a state, and has every message that is owed posted.
type story struct {
	t testing.TB
	w words
	s guard.State
}

func tell(t testing.TB, w words) *story { return &story{t: t, w: w} }

func (st *story) add(events ...guard.Event) *story {
	for _, e := range events {
		st.s = guard.Evolve(st.s, e)
	}
	for i, n := range st.s.Notices {
		if n.Posted.TS == "" {
			posted := guard.Posted{Channel: "C0KEYS", TS: fmt.Sprintf("1793614320.%06d", i+1)}
			st.s = guard.Evolve(st.s, guard.NoticePosted{Notice: n.ID, Posted: posted, At: n.At})
		}
	}
	return st
}

func (st *story) facts() guard.KeyFacts {
	return guard.KeyFacts{
		Ref: key, ARN: key.ARN(), State: guard.StateEnabled, Spec: "Aliyun_AES_256", Usage: "ENCRYPT/DECRYPT", Origin: "Aliyun_KMS",
		Creator: key.Account, Description: st.w.description, Aliases: []string{st.w.alias}, Created: start.AddDate(-2, 0, 0), ReadAt: start,
	}
}

func rule() guard.Rule {
	return guard.Rule{
		Name: "orders", Channel: "C0KEYS", Requesters: guard.People{Users: []string{alice}}, Approvers: guard.People{Groups: []string{"S0APPROVE"}},
		MinWindowDays: 7, MaxWindowDays: 30, BlockInUse: true, Demands: guard.DefaultDemands(),
	}
}

func policy() guard.Policy {
	return guard.Policy{Digest: "policy", Rescuers: guard.People{Users: []string{alice, "U0BOB"}}, Rules: []guard.Rule{rule()}, Escalation: "C0INCIDENT"}
}

func scene(now time.Time) view.Scene {
	return view.Scene{
		Now: now, Policy: policy(), Command: "/kms", Reply: guard.ReplyTo{User: "U0BOB", Channel: "C0KEYS"},
		Link: func(p guard.Posted) string { return "https://acme.slack.com/archives/" + p.Channel + "/p" + p.TS },
	}
}

// opened begins a story with a request.
func (st *story) opened(p guard.Plan) *story {
	return st.add(guard.RequestOpened{
		Request: first, Plan: p, Requester: alice, Reason: st.w.reason, Facts: st.facts(), Rule: rule(), PolicyDigest: "policy", Eligible: five,
		Channel: "C0KEYS", At: start, Expires: start.Add(72 * time.Hour), Audit: !p.Action.Rescue(), AuditAge: guard.DefaultAuditAge,
		Reply: guard.ReplyTo{User: alice, Channel: "C0KEYS"},
	})
}

func deletion() guard.Plan { return guard.Plan{Action: guard.Delete, WindowDays: 7} }

// audit finds two dependencies at rest.
func (st *story) audit(p guard.Plan) guard.Audit {
	a := guard.Audit{
		Key: st.facts(), Purpose: guard.Purpose{Plan: p}, Started: start.Add(time.Minute), Finished: start.Add(time.Minute + 2900*time.Millisecond), Calls: 341,
		Dependencies: []guard.Dependency{
			{Category: guard.OSS, ID: st.w.resource, Name: st.w.resource, Group: st.w.resource, Relation: "default encryption", Severity: guard.AtRest},
			{Category: guard.ECSSnapshot, ID: "s-bp1", Group: "d-bp1", Relation: "snapshot", Severity: guard.AtRest},
		},
		NotCovered: []guard.Product{{Name: st.w.product, Why: st.w.why, Open: true}, {Name: "Elasticsearch", Why: "its API names no key"}},
		LastUse: guard.LastUse{
			Known: true, Found: true, Horizon: start.AddDate(0, 0, -90), Use: guard.Use{At: start.Add(-80 * time.Hour), Event: "Decrypt", By: st.w.use},
		},
	}
	for i := range a.Dependencies {
		d := &a.Dependencies[i]
		d.Account, d.Region, d.Detail, d.OnDisable, d.OnDeletion, d.CloudRequestID = key.Account, key.Region, st.w.detail, st.w.breaks, "is lost", "req-1"
	}
	for _, c := range guard.Required() {
		a.Coverage = append(a.Coverage, guard.Coverage{Category: c, Account: key.Account, Region: key.Region, Status: guard.StatusComplete, Calls: 3})
	}
	a.Coverage = append(a.Coverage, guard.Coverage{
		Category: guard.OSS, Account: key.Account, Region: key.Region, Status: guard.StatusUnknowable, Reason: st.w.unknown, Population: 14,
	})
	a.Sort()
	return a
}

func (st *story) audited() *story { return st.auditedWith(st.audit(st.s.Request(first).Plan)) }

func (st *story) auditedWith(a guard.Audit) *story {
	r := *st.s.Request(first)
	r.Audit = &a
	return st.add(guard.AuditRecorded{
		Request: first, Audit: a, EvidenceDigest: guard.EvidenceDigest(a), DecisionDigest: r.DecisionDigest(), At: start.Add(2 * time.Minute),
	})
}

func (st *story) disposed() *story {
	e := guard.DispositionGiven{Request: first, At: start.Add(5 * time.Minute)}
	for _, d := range st.s.Request(first).MissingDispositions() {
		e.Dispositions = append(e.Dispositions, guard.Disposition{Key: guard.DispositionKey(d), Kind: guard.Migrated, By: "U0BOB", Why: st.w.settled, At: e.At})
	}
	return st.add(e)
}

// confirmed gives the statements of these numbers, each by the approver of its place.
func (st *story) confirmed(numbers ...int) *story {
	for _, n := range numbers {
		r := st.s.Request(first)
		c := guard.Confirmation{
			Statement: n, By: five[n-1], At: start.Add(time.Duration(8+n) * time.Minute), Typed: r.Sentence(n), DecisionDigest: r.DecisionDigest(), PolicyDigest: "policy",
		}
		if n == guard.StatementAudit {
			c.Settled = map[string]string{"oss/" + key.Account + "/" + key.Region: st.w.settled}
		}
		st.add(guard.StatementGiven{Request: first, Confirmation: c})
	}
	return st
}

// ticked gives every statement of a rescue by one press of its requester.
func (st *story) ticked() *story {
	r := st.s.Request(first)
	for _, n := range r.Demand().Statements {
		st.add(guard.StatementGiven{Request: first, Confirmation: guard.Confirmation{Statement: n, By: alice, At: start, Typed: "ticked", DecisionDigest: r.DecisionDigest()}})
	}
	return st
}

func (st *story) approved() *story {
	return st.add(guard.RequestApproved{Request: first, At: start.Add(15 * time.Minute)})
}
