package report_test

import (
	"fmt"

	"kmsguard/guard/report"
)

func ExampleHeadline() {
	fmt.Println(report.Headline(sample()))
	fmt.Println(report.Headline(incomplete()))
	// Output:
	// Dependency audit: 2 resources depend on this key
	// Dependency audit incomplete: nothing can be approved yet
}

func ExampleAdvise() {
	advice := report.Advise(sample())
	fmt.Println(advice.DisableFirst, advice.Why)
	// Output: true The key was used 3 days ago. Disabling shows within days who still needs it and can be undone; deletion cannot.
}

func ExampleStyle_LastUse() {
	fmt.Println(report.Plain().LastUse(none()))
	// Output: none recorded since Tue 4 Aug 2026 10:14 UTC; use through a KMS instance's own gateway is not recorded.
}
