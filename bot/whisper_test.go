package bot

import (
	"strings"
	"testing"

	"kmsguard/guard"
)

func TestAnswerToOnePerson(t *testing.T) {
	t.Parallel()
	refused := *refuse("x", "That is an alias.", "Name the ID.")
	for _, c := range []struct {
		name     string
		to       guard.ReplyTo
		channel  string // where it stands
		personal bool   // only this person sees it in that channel
	}{
		{"where they acted", guard.ReplyTo{User: "U0ALICE", Channel: "C0KEYS"}, "C0KEYS", true},
		{"in a channel that they are not in", guard.ReplyTo{User: "U0OSCAR", Channel: "C0KEYS"}, "oscar", false},
		{"in a channel that the bot is not in", guard.ReplyTo{User: "U0ALICE", Channel: "C0AWAY"}, "alice", false},
		{"in a thread that is not there", guard.ReplyTo{User: "U0ALICE", Channel: "C0KEYS", Thread: "1.000001"}, "alice", false},
		{"nowhere", guard.ReplyTo{User: "U0ALICE"}, "alice", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			must(t, o.adapter.Reply(t.Context(), c.to, refused))
			all := o.sim.Messages(c.channel)
			if len(all) != 1 || (all[0].Ephemeral == c.to.User) != c.personal {
				t.Fatalf("messages %+v", all)
			}
			contains(t, "the answer", all[0].Text, "That is an alias.", "Name the ID.")
		})
	}
}

func TestAnswerThatFailsIsAnError(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.fails("chat.postEphemeral", "ok-false-empty", "", 1)
	err := o.adapter.Reply(t.Context(), guard.ReplyTo{User: "U0ALICE", Channel: "C0KEYS"}, *refuse("x", "No.", ""))
	if guard.KindOf(err) != guard.Uncertain {
		t.Errorf("error %v", err)
	}
}

func TestNoticesToOnePerson(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.posts(opened(deletion()), guard.NoticeParent, guard.NoticeOpenedReply)
	all := o.sim.Messages("C0KEYS")
	m := all[len(all)-1]
	if m.Ephemeral != "U0ALICE" {
		t.Fatalf("message %+v", m)
	}
	parent := owed(s, guard.NoticeParent).Posted
	contains(t, "its blocks", string(m.Blocks), "https://acme.slack.com/archives/C0KEYS/p"+strings.ReplaceAll(parent.TS, ".", ""))
}

func TestAuditForOnePersonGivesItsFilesApart(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	must(t, o.adapter.ShowAudit(t.Context(), guard.ReplyTo{User: "U0ALICE", Channel: "C0KEYS"}, audit()))
	for _, m := range o.sim.Messages("C0KEYS") {
		if m.Ephemeral != "U0ALICE" || len(m.Files) > 0 {
			t.Errorf("everybody sees %+v", m)
		}
	}
	files := 0
	for _, m := range o.sim.Messages("alice") {
		files += len(m.Files)
	}
	if files == 0 {
		t.Error("no attachment in the conversation with the bot")
	}
}
