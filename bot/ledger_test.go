package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// TestToldHeads: what this bot told is found again, the newest first, and nothing that
// somebody else wrote is taken for it.
func TestToldHeads(t *testing.T) {
	t.Parallel()
	o := newOffice(t, withHistory)
	for _, head := range []string{"1:aa", "2:bb"} {
		must(t, o.adapter.TellHead(t.Context(), "C0ESC", head))
	}
	o.posts(audited(), guard.NoticeParent)
	_, err := o.adapter.send(t.Context(), place{channel: "C0ESC"}, []slack.MsgOption{
		slack.MsgOptionText("Ledger head 9:ff", false),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "another_app", EventPayload: map[string]any{"head": "9:ff"}}),
	})
	must(t, err)
	heads, err := o.adapter.ToldHeads(t.Context(), "C0ESC")
	must(t, err)
	if diff := cmp.Diff([]string{"2:bb", "1:aa"}, heads); diff != "" {
		t.Errorf("heads (-want +got):\n%s", diff)
	}
}

// TestToldHeadsThatCannotBeRead says why, and never that there are none.
func TestToldHeadsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		edits []edit
		fault string
		kind  guard.Kind
	}{
		"no history":    {nil, "", guard.Denied},
		"missing scope": {[]edit{withHistory}, "missing_scope", guard.Denied},
		"Slack is away": {[]edit{withHistory}, "service_unavailable", guard.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, c.edits...)
			if c.fault != "" {
				o.fails("conversations.history", "error", c.fault, 1)
			}
			if heads, err := o.adapter.ToldHeads(t.Context(), "C0ESC"); guard.KindOf(err) != c.kind {
				t.Errorf("%v, %v, want kind %v", heads, err, c.kind)
			}
		})
	}
}

// TestADoubtIsToldAndAccepted in its channel, with a button that asks for a word.
func TestADoubtIsToldAndAccepted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	s := told(guard.State{}, guard.LedgerDoubted{
		Findings: []guard.Finding{{Name: "op-9", What: "ActionTrail shows <DisableKey> by op-9."}}, Channels: []string{"C0ESC", "C0KEYS"}, At: start,
	})
	s = o.posts(s, guard.NoticeDoubt)
	m := o.sim.Messages("C0ESC")[0]
	contains(t, "the message", m.Text, "stopped on every key", "Cancel and enable work", "&lt;DisableKey&gt;")

	bob := o.press("bob", "Accept this ledger")
	if title := o.modal(bob).Title; title != "Accept this ledger" {
		t.Errorf("the modal is %q", title)
	}
	must(t, bob.Fill("What did you look at, and what did you see?", "it is the copy of Monday"))
	o.submit(bob)
	in := o.desk.only(t)
	want := guard.Input{Kind: guard.InputAccept, By: "U0BOB", Key: string(guard.LedgerStream), Reason: "it is the copy of Monday", Shown: s.Doubt.Digest()}
	if in.Kind != want.Kind || in.By != want.By || in.Key != want.Key || in.Reason != want.Reason || in.Shown != want.Shown {
		t.Errorf("input %+v, want %+v", in, want)
	}

	s = told(s, guard.LedgerAccepted{By: []string{"U0BOB", "U0CAROL"}, Channels: []string{"C0ESC"}, At: start})
	o.posts(s, guard.NoticeAccepted)
	must(t, o.adapter.Repaint(t.Context(), s, nil))
	all := o.sim.Messages("C0ESC")
	if last := all[len(all)-1]; last.ThreadTS != m.TS {
		t.Errorf("%q is not below the message that it ends", last.Text)
	}
	contains(t, "the first message", o.sim.Messages("C0ESC")[0].Text, "two approvers accepted it")
}

// TestHomeSaysThatOnlyRescuesAreCarriedOut while something is said of the ledger.
func TestHomeSaysThatOnlyRescuesAreCarriedOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.desk.knows(told(guard.State{}, guard.LedgerUnwritable{Why: "no space left on device", At: start}))
	must(t, o.sim.As("bob").OpenHome(t.Context()))
	bob := o.sim.As("bob")
	o.until("published", func() bool { _, ok := bob.Home(); return ok })
	v, _ := bob.Home()
	contains(t, "the Home tab", v.Text, "Only rescues are carried out now", "no space left on device")
}
