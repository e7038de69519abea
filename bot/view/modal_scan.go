package view

import (
	"fmt"
	"strconv"

	"github.com/slack-go/slack"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// ScanModal asks how many objects of OSS the audits of a request look at one by one, at most.
func ScanModal(s guard.State, request string, c Scene) slack.ModalViewRequest {
	var sh sheet
	sh.about(s, request, "A new audit is made, and it looks at objects and their versions one by one for a key of their own. What it finds is listed, and what it looked at stands beside what stays not determinable.")
	r := s.Request(request)
	if r == nil {
		return sh.modal(ModalScan, "Scan objects", requestRef(s, request, c))
	}
	if n := bucketsToScan(*r); n > 0 {
		sh.say(report.Count(n, "bucket") + " may hold objects under this key. Where there are more objects than named here, the rest stays not determinable, and the audit says so.")
	}
	sh.say(
		"It costs one call an object, paid for like any request to OSS, and takes about a minute for ten thousand. Nothing is changed or downloaded.",
		"Every later audit of this request, and of the window that follows it, looks at as many: it is never thinner than what people approved.",
	)
	least := LeastScan(*r)
	number := slack.NewNumberInputBlockElement(nil, ActionInput, false).WithMinValue(strconv.Itoa(least)).WithMaxValue(strconv.Itoa(guard.MaxScanObjects)).
		WithInitialValue(strconv.Itoa(max(least, guard.DefaultScanObjects)))
	sh.add(slack.NewInputBlock(BlockScan, label("How many objects at most", maxLabel), hinted(fmt.Sprintf("A whole number from %d to %d.", least, guard.MaxScanObjects)), number))
	return sh.form(ModalScan, "Scan objects", "Scan", requestRef(s, request, c))
}

// LeastScan is how few objects a scan of this request may look at: no fewer than the one before.
func LeastScan(r guard.Request) int { return max(1, r.Scan) }

// bucketsToScan counts the buckets whose objects may have a key of their own.
func bucketsToScan(r guard.Request) int {
	a := auditOf(&r)
	n := 0
	if a == nil {
		return n
	}
	for _, row := range a.UnknowableRows() {
		if row.Category == guard.OSS {
			n += row.Population
		}
	}
	return n
}
