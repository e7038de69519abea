package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kmsguard/guard"
)

// TestScanIsAskedFor: the button stands beside "Audit again", the form names what a
// scan costs, and the number reaches the inbox.
func TestScanIsAskedFor(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	bob := o.press("bob", "Scan objects")
	contains(t, "the modal", o.modal(bob).Text, "14 buckets", "one call an object", "never thinner")
	must(t, bob.Fill("How many objects at most", "25000"))
	o.submit(bob)
	want := guard.Input{
		Kind: guard.InputAuditAgain, At: start, By: "U0BOB", Team: "T0ACME", Key: string(key.Stream()), Request: first, Scan: 25000,
		Shown: o.request().DecisionDigest(), Reply: guard.ReplyTo{User: "U0BOB", Channel: "C0KEYS", Thread: o.state().Notices[0].Posted.TS},
	}
	if diff := cmp.Diff(want, o.desk.only(t), cmpopts.IgnoreFields(guard.Input{}, "ID"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("input (-want +got):\n%s", diff)
	}
}

func TestScanOfTenThousandIsOfferedAtFirst(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	bob := o.press("bob", "Scan objects")
	o.submit(bob)
	if in := o.desk.only(t); in.Scan != guard.DefaultScanObjects {
		t.Errorf("%d objects, want %d", in.Scan, guard.DefaultScanObjects)
	}
}

// TestScanThinnerThanBefore: between the opening of the form and its submission
// somebody else asked for a larger scan.
func TestScanThinnerThanBefore(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	bob := o.press("bob", "Scan objects")
	o.desk.knows(told(o.state(), guard.AuditRequested{Request: first, Scan: 50000, At: start}))
	o.submit(bob)
	contains(t, "the error", bob.LastError(), "from 50000 to 1000000, such as 50000")
	if got := o.desk.taken(); len(got) != 0 || !bob.Failed() {
		t.Errorf("inputs %+v", got)
	}
}
