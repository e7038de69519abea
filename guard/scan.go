package guard

import "fmt"

// How many objects of OSS one audit may look at one by one, each by a call of its own.
const (
	DefaultScanObjects = 10_000
	MaxScanObjects     = 1_000_000
)

// Purpose is what every audit of this request is made for: what people approved
// with a scan of objects is never compared with an audit that has none.
func (r Request) Purpose() Purpose { return Purpose{Plan: r.Plan, ScanObjects: r.Scan} }

// Scannable reports whether a scan of objects may tell more than this audit
// does: there are buckets whose objects may have a key of their own.
func (a Audit) Scannable() bool {
	for _, row := range a.UnknowableRows() {
		if row.Category == OSS {
			return true
		}
	}
	return false
}

// scanAllowed says why a scan of so many objects is refused. A scan may look at
// more than the one before, never at fewer: it would tell less than was approved.
func scanAllowed(r Request, objects int) *Reason {
	switch {
	case objects == 0:
		return nil
	case objects < 0 || objects > MaxScanObjects:
		return because(CodeScan, fmt.Sprintf("A scan of %d objects is refused: it is 1 to %d.", objects, MaxScanObjects), "Name a number within that.")
	case objects < r.Scan:
		return because(CodeScan, fmt.Sprintf("The audits of this request look at up to %d objects already; fewer would tell less than was approved.", r.Scan),
			fmt.Sprintf("Name %d or more.", r.Scan))
	}
	return nil
}

// WatchPurpose is what an audit during a pending window is made for. It looks at
// as many objects as the audit did that was approved.
func (s State) WatchPurpose() Purpose {
	p := Purpose{Plan: Plan{Action: Delete}}
	if s.Watch == nil {
		return p
	}
	if r := s.Request(s.Watch.Request); r != nil {
		p.ScanObjects = r.Scan
	}
	return p
}
