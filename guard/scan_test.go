package guard

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// scanned is a deletion whose audits look at 5,000 objects.
func scanned(t *testing.T) *history {
	h := awaitingDeletion(t)
	h.do(AuditAgain{Request: "r-1", Input: "i", By: person("alice"), Scan: 5000})
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now)})
	return h
}

// Every audit after a scan looks at as many objects: pressed again by hand, owed
// for its age, and during the pending window.
func TestAScanIsKept(t *testing.T) {
	h := scanned(t)
	want := Purpose{Plan: deletion, ScanObjects: 5000}
	h.do(AuditAgain{Request: "r-1", Input: "i", By: person("alice")})
	if diff := cmp.Diff(want, h.request("r-1").Purpose()); diff != "" {
		t.Errorf("the purpose after another audit (-want +got):\n%s", diff)
	}
	h.state = Evolve(h.state, AuditRequested{Request: "r-1", At: h.now})
	if diff := cmp.Diff(want, h.request("r-1").Purpose()); diff != "" {
		t.Errorf("the purpose of an audit that the bot owes (-want +got):\n%s", diff)
	}
	h.state = Evolve(h.state, AuditRequested{Request: "r-1", Scan: 7000, At: h.now})
	h.state = Evolve(h.state, WatchStarted{Request: "r-1", Facts: facts(StatePendingDeletion), DeleteDate: h.now.AddDate(0, 0, 7), At: h.now})
	if got := h.state.WatchPurpose().ScanObjects; got != 7000 {
		t.Errorf("during the window %d objects are looked at, want 7000", got)
	}
}

// What a scan showed is posted as a whole; an audit that looked at no more is not.
func TestAScanIsPosted(t *testing.T) {
	h := awaitingDeletion(t)
	posted := func() (n int) {
		for _, o := range h.state.Notices {
			if o.Kind == NoticeAudit {
				n++
			}
		}
		return n
	}
	for _, tt := range []struct{ scan, want int }{{0, 1}, {5000, 2}, {0, 2}, {6000, 3}} {
		h.do(AuditAgain{Request: "r-1", Input: "i", By: person("alice"), Scan: tt.scan})
		a := audit(StateDisabled, h.now)
		a.Purpose = h.request("r-1").Purpose()
		h.do(RecordAudit{Request: "r-1", Audit: a})
		if got := posted(); got != tt.want {
			t.Errorf("after a scan of %d objects %d audits are posted, want %d", tt.scan, got, tt.want)
		}
	}
}

func TestAWatchWithoutARequestScansNothing(t *testing.T) {
	s := State{Key: testRef}
	if got := s.WatchPurpose(); got.ScanObjects != 0 || got.Plan.Action != Delete {
		t.Errorf("purpose %+v", got)
	}
	s = Evolve(s, WatchStarted{Facts: facts(StatePendingDeletion), DeleteDate: testTime.AddDate(0, 0, 7), At: testTime})
	if got := s.WatchPurpose().ScanObjects; got != 0 {
		t.Errorf("%d objects are looked at", got)
	}
}

func TestScannable(t *testing.T) {
	tests := []struct {
		name string
		row  Coverage
		want bool
	}{
		{"objects that nobody looked at", Coverage{Category: OSS, Status: StatusUnknowable, Population: 14}, true},
		{"no bucket that the key could serve", Coverage{Category: OSS, Status: StatusUnknowable}, false},
		{"everything looked at", Coverage{Category: OSS, Status: StatusComplete, Population: 14}, false},
		{"another category", Coverage{Category: Certificate, Status: StatusUnknowable, Population: 14}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := (Audit{Coverage: []Coverage{tt.row}}).Scannable(); got != tt.want {
				t.Errorf("Scannable() = %v, want %v", got, tt.want)
			}
		})
	}
}
