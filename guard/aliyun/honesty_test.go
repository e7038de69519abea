package aliyun_test

import "testing"

// TestHonesty shows for everything that can go wrong with an answer that an
// audit says incomplete, or reads what there is, and never takes it for nothing.
func TestHonesty(t *testing.T) {
	for _, item := range []struct {
		name string
		test func(*testing.T)
	}{
		{"HTTP 4xx and 5xx of every kind", refusedByEveryStatus},
		{"the 404 that means a bad credential", badCredentials},
		{"a product that is not opened", productNotOpened},
		{"a region that exists but is refused", refusedRegion},
		{"a session that expires in the middle", expiringSession},
		{"an empty page with a next token", emptyPageGoesOn},
		{"a repeated token", tokenRepeats},
		{"a total that disagrees", totalDisagrees},
		{"a total that changes during paging", totalChanges},
		{"rows that move between pages", rowsMove},
		{"a truncated or non-JSON body", bodyIsNone},
		{"an unknown enum", unknownEnum},
		{"a missing field", missingField},
		{"a page size cut by the server", pagesCut},
		{"throttling beyond patience", throttledForGood},
		{"a time-out", noAnswer},
		{"clock skew", clockSkew},
		{"a resource created during the audit", createdMeanwhile},
		{"a key in every form", keyForms},
	} {
		t.Run(item.name, item.test)
	}
}
