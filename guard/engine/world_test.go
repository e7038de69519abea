package engine_test

import (
	"fmt"
	"sync/atomic"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// world is an account with the bot's identity, its two roles and two keys.
func world() aliyunsim.World {
	named := func(names ...string) (refs []aliyunsim.PolicyRef) {
		for _, n := range names {
			refs = append(refs, aliyunsim.PolicyRef{Name: n})
		}
		return refs
	}
	return aliyunsim.World{
		Account: account,
		Regions: []string{home, "cn-shanghai"},
		Principals: []aliyunsim.Principal{
			{AccessKey: "sandbox-id", Secret: "sandbox-secret", User: "kmsguard", Policies: named("kmsguard-base")},
			{Role: "kmsguard-destroy", Trusts: []string{"kmsguard"}, Policies: named("AliyunKMSFullAccess", "kmsguard-destroy-only")},
			{Role: "kmsguard-rescue", Trusts: []string{"kmsguard"}, Policies: named("AliyunKMSFullAccess", "kmsguard-rescue-only")},
		},
		Keys: []aliyunsim.Key{
			{ID: keyID, Region: home, Description: "orders database"},
			{ID: otherID, Region: home, Aliases: []string{"alias/orders"}},
		},
		Quotas: map[string]string{"actiontrail.LookupEvents": "10000/s", "kms.DescribeKey": "10000/s"},
	}
}

// inState puts the key of the tests into a state.
func inState(state string) func(*aliyunsim.World) {
	return func(w *aliyunsim.World) { w.Keys[0].State = state }
}

// pending has the key scheduled for deletion by somebody else, days from the start.
func pending(days int) func(*aliyunsim.World) {
	return func(w *aliyunsim.World) {
		w.Keys[0].State, w.Keys[0].DeletesAt = "PendingDeletion", start.AddDate(0, 0, days)
	}
}

// promptTrail has the trail show an event after a minute.
func promptTrail(w *aliyunsim.World) {
	minute := aliyunsim.Duration(time.Minute)
	w.TrailDelay = &minute
}

// unenforced has the cloud ignore deadlines in session policies.
func unenforced(w *aliyunsim.World) {
	no := false
	w.Settings.EnforceCurrentTime = &no
}

// testPolicy: alice and anton ask, bob to frank approve, gina and hana rescue, ivan reads.
func testPolicy() guard.Policy {
	return guard.Policy{
		Digest: "policy-1", Rescuers: guard.People{Users: []string{"gina", "hana"}}, Escalation: "C0ESCALATE",
		Rules: []guard.Rule{{
			Name: "all", Channel: "C0KEYS", Requesters: guard.People{Users: []string{"alice", "anton"}},
			Approvers: guard.People{Groups: []string{"S0APPROVE"}}, Readers: guard.People{Users: []string{"ivan"}},
			MinWindowDays: 7, MaxWindowDays: 30, BlockInUse: true, Demands: guard.DefaultDemands(),
		}},
	}
}

// guardedCount counts from 1, for several goroutines.
type guardedCount struct{ n atomic.Int64 }

func (c *guardedCount) next(prefix string) string { return fmt.Sprintf("%s%d", prefix, c.n.Add(1)) }
