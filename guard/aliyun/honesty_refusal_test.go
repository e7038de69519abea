package aliyun_test

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// long reports whether there is time to try every combination.
func long() bool { return os.Getenv("KMSGUARD_LONG") != "" }

// round returns one call of each category that is read by so many: the first
// of each in round 0, the second in round 1.
func round(n int) map[guard.Category]string {
	calls := map[guard.Category]string{}
	for category, apis := range readBy {
		if n < len(apis) {
			calls[category] = apis[n]
		}
	}
	return calls
}

// incompleteBy lets a call of every category fail in a way, the first alone or
// in turn every one, and holds each category to it.
func incompleteBy(t *testing.T, f aliyunsim.Fault, everyCall bool) {
	for n := range 10 {
		calls := round(n)
		if len(calls) == 0 || n > 0 && !everyCall {
			return
		}
		t.Run(fmt.Sprintf("%s%s %d, call %d", f.Kind, f.Code, f.Status, n), func(t *testing.T) {
			t.Parallel()
			g := behind(t, full(), &front{})
			for _, api := range calls {
				one := f
				one.API = api
				g.fault(t, one)
			}
			a := audit(t, g, key)
			for category := range calls {
				checkIncomplete(t, a, category)
			}
		})
	}
}

func refusedByEveryStatus(t *testing.T) {
	statuses := []int{400, 401, 403, 404, 409, 429, 500, 503}
	if long() {
		statuses = []int{
			400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 415, 422, 423, 425, 428, 429, 451,
			500, 501, 502, 503, 504, 505, 507, 511, 599,
		}
	}
	for _, status := range statuses {
		incompleteBy(t, aliyunsim.Fault{Code: "SomethingNew", Status: status}, long())
	}
}

// Codes that speak of the caller come with statuses that speak of something else.
func badCredentials(t *testing.T) {
	incompleteBy(t, aliyunsim.Fault{Code: "InvalidAccessKeyId.NotFound", Status: 404}, true)
	for code, status := range map[string]int{
		"InvalidAccessKeyId.Inactive": 403, "InvalidSecurityToken.Expired": 404, "SignatureDoesNotMatch": 400,
		"Forbidden.RAM": 403, "Forbidden.NoPermission": 404,
	} {
		incompleteBy(t, aliyunsim.Fault{Code: code, Status: status}, false)
	}
}

// A product that the account has not opened is one that nobody looked into.
func productNotOpened(t *testing.T) {
	incompleteBy(t, aliyunsim.Fault{Code: "ProductNotOpened", Status: 404}, long())
	for code, status := range map[string]int{
		"Forbidden.NotOpened": 403, "UserNotOpen": 400, "OperationDenied.NotOpened": 400, "Forbidden.ServiceNotEnabled": 403, "UserDisable": 403,
	} {
		incompleteBy(t, aliyunsim.Fault{Code: code, Status: status}, false)
	}
}

func throttledForGood(t *testing.T) {
	incompleteBy(t, aliyunsim.Fault{Code: "Throttling.User", Status: 400}, false)
	incompleteBy(t, aliyunsim.Fault{Code: "Rejected.Throttling", Status: 429}, false)
}

func bodyIsNone(t *testing.T) {
	incompleteBy(t, aliyunsim.Fault{Kind: aliyunsim.FaultTruncate}, true)
	incompleteBy(t, aliyunsim.Fault{Kind: aliyunsim.FaultHTML}, long())
	for name, body := range map[string]string{
		"nothing": "", "text": "OK", "null": "null", "a list": "[]", "an empty object": "{}", "another object": `{"RequestId":"R","message":"hello"}`,
		"two objects": `{"RequestId":"R"}{"RequestId":"R"}`, "XML": "<html></html>",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := behind(t, full(), &front{instead: func(a asked) (int, string) {
				if slices.Contains([]string{"DescribeKey", "ListAliasesByKeyId", "ListResourceTags"}, a.action) {
					return 0, ""
				}
				return http.StatusOK, body
			}})
			a := audit(t, g, key)
			for category := range readBy {
				checkIncomplete(t, a, category)
			}
		})
	}
}

func noAnswer(t *testing.T) {
	t.Run("side by side", func(t *testing.T) {
		t.Parallel()
		calls := round(0)
		g := behind(t, full(), &front{}, func(o *aliyun.Options) { o.Timeout = time.Second })
		for _, api := range calls {
			g.fault(t, aliyunsim.Fault{API: api, Kind: aliyunsim.FaultTimeoutBefore})
		}
		a := audit(t, g, key)
		for category := range calls {
			checkIncomplete(t, a, category)
		}
	})
}

// refusedRegion lets every call fail in one region that the lists of regions name.
func refusedRegion(t *testing.T) {
	const far = "cn-shanghai"
	g := behind(t, full(), &front{instead: func(a asked) (int, string) {
		if a.region == far {
			return http.StatusNotFound, `{"RequestId":"R","Code":"InvalidRegionId.NotFound","Message":"The specified RegionId does not exist."}`
		}
		return 0, ""
	}})
	a := audit(t, g, key)
	for _, category := range []guard.Category{guard.RDS, guard.PolarDB, guard.Secret, guard.Certificate} {
		if row := rowOf(t, a, category, far); row.Status != guard.StatusIncomplete {
			t.Errorf("%s in a region that is refused: %+v", category, row)
		}
		if row := rowOf(t, a, category, home); row.Status == guard.StatusIncomplete {
			t.Errorf("%s elsewhere: %+v", category, row)
		}
	}
}

// clockSkew lets the clock of the machine and that of the cloud part during an audit.
func clockSkew(t *testing.T) {
	for _, apart := range []time.Duration{16 * time.Minute, -16 * time.Minute} {
		t.Run(apart.String(), func(t *testing.T) {
			t.Parallel()
			var off atomic.Int64
			f := &front{before: func(a asked) {
				if a.action == "DescribeDisks" || a.action == "ListBuckets" {
					off.Store(int64(apart))
				}
			}}
			g := behindAt(t, full(), f, func() time.Time { return time.Now().Add(time.Duration(off.Load())) })
			a := audit(t, g, key)
			for _, category := range []guard.Category{guard.ECSDisk, guard.OSS} {
				checkIncomplete(t, a, category)
			}
			if _, err := g.Audit(t.Context(), key, deletion, nil); guard.KindOf(err) != guard.Denied {
				t.Errorf("with clocks that are apart from the first: %v, want denied", err)
			}
		})
	}
	t.Run("within what the cloud takes", func(t *testing.T) {
		t.Parallel()
		g := behindAt(t, full(), &front{}, func() time.Time { return time.Now().Add(14 * time.Minute) })
		if a := audit(t, g, key); !a.Complete() || len(a.Dependencies) != foundInFull {
			t.Errorf("complete %v, %d dependencies", a.Complete(), len(a.Dependencies))
		}
	})
}

// foundInFull is how many dependencies the key has in the world full.
var foundInFull = 11 + len(beyondLines)
