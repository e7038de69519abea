package aliyun_test

import (
	"strings"
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

func asking(o *aliyun.Options) { o.QuotaCenter = true }

// TestQuotaCenterGivesTheRates: an API of which the account may make fewer calls
// than is assumed is asked no faster, once it was learnt.
func TestQuotaCenterGivesTheRates(t *testing.T) {
	w := full()
	w.Quotas["rds.DescribeDBInstanceTDE"] = "120/m"
	w.Quotas["ecs.DescribeDisks"] = "10000/s"
	g := start(t, w, asking)
	if a := audit(t, g, key); !a.Complete() {
		t.Fatalf("incomplete: %v", a.IncompleteRows())
	}
	for api, want := range map[string]float64{"rds.DescribeDBInstanceTDE": 1, "ecs.DescribeDisks": 5000} {
		if got := aliyun.RateIn(g.Client, api, home); got != want {
			t.Errorf("%s may be called %v times a second, want %v", api, got, want)
		}
	}
	asked := g.calls("quotas.ListProductQuotas")
	audit(t, g, key)
	if n := g.calls("quotas.ListProductQuotas"); n != asked || asked == 0 {
		t.Errorf("Quota Center was asked %d times, then %d more; want it asked once a day", asked, n-asked)
	}
}

// TestQuotaCenterThatDoesNotAnswer makes nothing incomplete and is told.
func TestQuotaCenterThatDoesNotAnswer(t *testing.T) {
	g := start(t, full(), asking)
	g.fault(t, aliyunsim.Fault{API: "quotas.ListProductQuotas", Code: "NoPermission", Status: 403})
	a := audit(t, g, key)
	if row := rowOf(t, a, guard.Scope, ""); !a.Complete() || !strings.Contains(row.Evidence, "Quota Center could not be asked") {
		t.Errorf("complete %v, scope %+v", a.Complete(), row)
	}
}
