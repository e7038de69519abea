package aliyun_test

import (
	"maps"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// memberAccount is an account beside the one of the keys.
const memberAccount = "2222222222222222"

// besideMember adds an account with a role that reads, and a bucket, a disk and a
// secret under the key of home.
func besideMember(w aliyunsim.World, r aliyunsim.Resources) aliyunsim.World {
	w.Principals[0].Policies = append(w.Principals[0].Policies, aliyunsim.PolicyRef{Name: "reads-members", Document: assumingReaders})
	w.Members = append(w.Members, aliyunsim.Member{
		Account: memberAccount,
		Principals: []aliyunsim.Principal{{
			Role: "kmsguard-read", Trusts: []string{"acs:ram::" + account + ":user/kmsguard"}, Policies: []aliyunsim.PolicyRef{{Name: "kmsguard-base"}},
		}},
		Resources: r,
	})
	return w
}

// assumingReaders lets the bot assume the reading role of other accounts.
const assumingReaders = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"acs:ram:*:*:role/kmsguard-read"}]}`

func readingMember(o *aliyun.Options) {
	o.Accounts = []aliyun.Account{{ID: memberAccount, Role: "kmsguard-read"}}
}

// expiringSession ends the session in which another account is read, by the
// passing of its hour, and by a cloud that ends it sooner than it said.
func expiringSession(t *testing.T) {
	theirs := aliyunsim.Resources{
		ECSDisks:     []aliyunsim.ECSDisk{{ID: "d", Region: home, Key: key.ARN(), Count: 1200}},
		RDSInstances: []aliyunsim.RDSInstance{{ID: "rm-theirs", Region: home, TDE: true, Key: key.ARN()}},
	}
	t.Run("by the clock", func(t *testing.T) {
		t.Parallel()
		var g *ground
		var once atomic.Bool
		f := &front{before: func(a asked) {
			if a.action == "DescribeDisks" && a.params.Get("NextToken") != "" && once.CompareAndSwap(false, true) {
				g.clock.move(2 * time.Hour)
			}
		}}
		g = behind(t, besideMember(world(), theirs), f, readingMember)
		a := audit(t, g, key)
		if len(foundIn(a, memberAccount, guard.RDS)) != 1 && completeIn(a, memberAccount, guard.RDS) {
			t.Errorf("the databases count as read: %v", lines(a))
		}
		if n := len(foundIn(a, memberAccount, guard.ECSDisk)); n != 1200 && completeIn(a, memberAccount, guard.ECSDisk) {
			t.Errorf("%d disks were found and the list counts as complete", n)
		}
		if again := audit(t, g, key); !again.Complete() || len(foundIn(again, memberAccount, guard.ECSDisk)) != 1200 {
			t.Errorf("in a new session: %v", again.IncompleteRows())
		}
	})
	t.Run("by the cloud", func(t *testing.T) {
		t.Parallel()
		var ended atomic.Bool
		f := &front{instead: func(a asked) (int, string) {
			if a.action == "DescribeDisks" && a.params.Get("SecurityToken") != "" && a.params.Get("NextToken") != "" {
				ended.Store(true)
			}
			if ended.Load() && a.params.Get("SecurityToken") != "" {
				return http.StatusNotFound, `{"RequestId":"R","Code":"InvalidAccessKeyId.NotFound","Message":"Specified access key is not found."}`
			}
			return 0, ""
		}}
		a := audit(t, behind(t, besideMember(world(), theirs), f, readingMember), key)
		if completeIn(a, memberAccount, guard.ECSDisk) {
			t.Errorf("the disks count as read: %v", rows(a, guard.ECSDisk))
		}
		if !completeIn(a, account, guard.ECSDisk) {
			t.Errorf("the disks of home are not read: %v", rows(a, guard.ECSDisk))
		}
	})
}

// foundIn returns what was found of a category in an account.
func foundIn(a guard.Audit, in string, c guard.Category) []guard.Dependency {
	return slices.DeleteFunc(slices.Clone(a.Dependencies), func(d guard.Dependency) bool { return d.Account != in || d.Category != c })
}

// completeIn reports whether a category was read wholly in an account.
func completeIn(a guard.Audit, in string, c guard.Category) bool {
	read := map[guard.CoverageStatus]int{}
	for _, row := range a.Coverage {
		if row.Account == in && row.Category == c {
			read[row.Status]++
		}
	}
	return read[guard.StatusIncomplete] == 0 && len(slices.Collect(maps.Keys(read))) > 0
}
