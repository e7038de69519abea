package engine_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/engine"
)

// noting keeps what each audit was made for.
type noting struct {
	engine.Auditor
	mu    sync.Mutex
	scans []int
	left  []time.Duration // real time that each had
}

func (n *noting) Audit(ctx context.Context, k guard.KeyRef, p guard.Purpose, g guard.Progress) (guard.Audit, error) {
	end, _ := ctx.Deadline()
	n.mu.Lock()
	n.scans, n.left = append(n.scans, p.ScanObjects), append(n.left, time.Until(end))
	n.mu.Unlock()
	return n.Auditor.Audit(ctx, k, p, g)
}

// Once somebody asked for a scan, every audit of the request and of the pending
// window after it looks at as many objects, after a restart too.
func TestAScanLastsToTheEndOfTheWindow(t *testing.T) {
	h := furnish(t)
	var n noting
	h.adjust = func(o *engine.Options) { n.Auditor, o.Auditor = o.Auditor, &n }
	h.open()
	h.ask("alice", guard.Plan{Action: guard.Delete, WindowDays: 7})
	h.submit(guard.Input{Kind: guard.InputAuditAgain, By: "bob", Key: string(key.Stream()), Request: "r-1", Scan: 60_000})
	h.restart()
	h.press("bob", guard.InputAuditAgain, "r-1")
	h.confirmAll("r-1")
	h.advance(4 * 24 * time.Hour)
	h.wantPosted(guard.NoticeReminder, 2)
	if len(n.scans) < 4 || n.scans[0] != 0 || slices.ContainsFunc(n.scans[1:], func(scan int) bool { return scan != 60_000 }) {
		t.Errorf("objects looked at by each audit: %v, want none by the first and 60000 by all others", n.scans)
	}
	if n.left[0] > engine.DefaultAudit || n.left[1] < engine.DefaultAudit+5*time.Minute {
		t.Errorf("the audits had %v; one that looks at objects needs time for them", n.left)
	}
}
