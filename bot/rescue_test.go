package bot

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kmsguard/bot/slacksim"
	"kmsguard/guard"
)

// TestCancelIsOnePress: from the command, the modal with its boxes opens from what
// the ledger knows, although the cloud hangs.
func TestCancelIsOnePress(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.vault.hang = true
	o.desk.knows(watched())
	o.open()
	bob := o.slash("bob", "/kms cancel "+key.ID+" because still in use")
	o.modal(bob)
	o.submit(bob)
	if !bob.Failed() || len(o.desk.taken()) != 0 {
		t.Errorf("submitted without a tick: %q, %+v", bob.LastError(), o.desk.taken())
	}
	o.tickAll(bob)
	o.submit(bob)
	want := guard.Input{
		Kind: guard.InputOpen, At: start, By: "U0BOB", Team: "T0ACME", Key: key.ID, Region: key.Region, Reason: "still in use",
		Plan: guard.Plan{Action: guard.Cancel, Restore: true}, Ticked: []int{1, 2, 3, 4}, Reply: guard.ReplyTo{User: "U0BOB", Channel: "C0KEYS"},
	}
	if diff := cmp.Diff(want, o.desk.only(t), cmpopts.IgnoreFields(guard.Input{}, "ID")); diff != "" {
		t.Errorf("input (-want +got):\n%s", diff)
	}
}

func (o *office) tickAll(p *slacksim.Persona) {
	o.t.Helper()
	for n := 1; n <= 4; n++ {
		must(o.t, p.Choose("Tick each statement", fmt.Sprintf("%d ", n)))
	}
}

func TestCancelFromTheButton(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.posts(watched(), guard.NoticeWatchFound)
	o.open()
	bob := o.press("bob", "Cancel deletion")
	contains(t, "the modal", o.modal(bob).Text, key.ID, "is destroyed on")
	o.tickAll(bob)
	o.submit(bob)
	if in := o.desk.only(t); in.Plan.Action != guard.Cancel || in.Key != key.ID || !cmp.Equal(in.Ticked, []int{1, 2, 3, 4}) {
		t.Errorf("input %+v", in)
	}
}

// TestEnableLooksTheKeyUp: of a key that the ledger does not know, the cloud tells
// whether it is disabled, and since when, which decides how many people it takes.
func TestEnableLooksTheKeyUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.vault.has(facts(guard.StateDisabled))
	o.vault.disabled = start.AddDate(0, 0, -1)
	o.open()
	alice := o.slash("alice", "/kms enable "+key.ID)
	contains(t, "the modal", o.modal(alice).Text, key.ID, "Tick each statement")
	o.vault.disabled = start.AddDate(0, 0, -30)
	must(t, alice.CloseModal(t.Context()))
	alice = o.slash("alice", "/kms enable "+key.ID)
	contains(t, "the modal", o.modal(alice).Text, "This needs 2 people")
}

func TestNothingToRescueIsTheEnginesToSay(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a key that is enabled": "/kms cancel " + key.ID,
		"a key that is nowhere": "/kms enable key-hzz650zzzzzzzzzzzz",
		"an alias":              "/kms cancel alias/orders",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.vault.has(facts(guard.StateEnabled))
			o.open()
			o.slash("alice", text)
			if in := o.desk.only(t); in.Kind != guard.InputOpen || !in.Plan.Action.Rescue() || in.Ticked != nil {
				t.Errorf("input %+v", in)
			}
		})
	}
}

// TestRescueFromTheModalOfAllWishes goes on in the same modal, whether the ledger
// knows the key or the cloud has to be asked.
func TestRescueFromTheModalOfAllWishes(t *testing.T) {
	t.Parallel()
	for name, know := range map[string]func(*office){
		"known":     func(o *office) { o.desk.knows(watched()) },
		"looked up": func(o *office) { o.vault.has(facts(guard.StatePendingDeletion)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			know(o)
			o.open()
			bob := o.slash("bob", "/kms")
			must(t, bob.Choose("What", "cancel"))
			must(t, bob.Fill("Key ID", key.ID))
			must(t, bob.Fill("Reason", "still in use"))
			o.submit(bob)
			contains(t, "the modal", o.modal(bob).Text, "Cancel the deletion", "Tick each statement")
			o.tickAll(bob)
			o.submit(bob)
			if in := o.desk.only(t); in.Plan.Action != guard.Cancel || in.Reply.Channel != "C0KEYS" || in.Reason != "still in use" {
				t.Errorf("input %+v", in)
			}
		})
	}
}

func TestModalOfAllWishes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	alice := o.slash("alice", "/kms")
	must(t, alice.Choose("What", "delete"))
	must(t, alice.Fill("Key ID", "alias"))
	o.submit(alice)
	contains(t, "the error", alice.LastError(), "neither a key ID")
	must(t, alice.Fill("Key ID", key.ID))
	must(t, alice.Fill("Region", "Hangzhou!"))
	o.submit(alice)
	contains(t, "the error", alice.LastError(), "not a region")
	must(t, alice.Fill("Region", key.Region))
	must(t, alice.Fill("Window of a deletion, in days", "7"))
	must(t, alice.Fill("Reason", "OPS-4411"))
	o.submit(alice)
	in := o.desk.only(t)
	if in.Kind != guard.InputOpen || in.Plan != (guard.Plan{Action: guard.Delete, WindowDays: 7}) || in.Region != key.Region || in.Reason != "OPS-4411" {
		t.Errorf("input %+v", in)
	}
}
