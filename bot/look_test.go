package bot

import (
	"strings"
	"testing"
)

func TestLooking(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.desk.knows(audited())
	o.desk.knows(watchedToo())
	o.open()
	for _, c := range []struct{ user, text, want string }{
		{"alice", "/kms status " + key.ID, key.ID},
		{"bob", "/kms requests", key.ID},
		{"bob", "/kms pending", "key-other12345"},
		{"bob", "/kms log " + key.ID, key.ID},
		{"oscar", "/kms help", "/kms delete"},
		{"oscar", "/kms status " + key.ID, "no role on this key"},
		{"oscar", "/kms log " + key.ID, "no role on this key"},
		{"gus", "/kms pending", "Only full members"},
		{"alice", "/kms status key-nobody12345", "has nothing of key-nobody12345"},
		{"alice", "/kms status alias/orders", "alias"},
		{"alice", "/kms status nonsense", "neither a key ID"},
	} {
		contains(t, c.user+" "+c.text, o.slash(c.user, c.text).LastNotice(), c.want)
	}
	for _, hidden := range []string{"/kms requests", "/kms pending"} {
		text := o.slash("oscar", hidden).LastNotice()
		for _, id := range []string{key.ID, "key-other12345"} {
			if len(text) == 0 || strings.Contains(text, id) {
				t.Errorf("oscar sees in %s:\n%s", hidden, text)
			}
		}
	}
	if got := o.desk.taken(); len(got) != 0 {
		t.Errorf("inputs %+v", got)
	}
}

// TestLookingWithoutADirectory: who cannot be read sees nothing, and the command is
// acknowledged all the same.
func TestLookingWithoutADirectory(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.desk.knows(audited())
	o.open()
	o.fails("users.info", "timeout-before", "", 0)
	alice := o.slash("alice", "/kms status "+key.ID)
	contains(t, "the answer", alice.LastNotice(), "could not be checked who you are")
	if alice.Failed() {
		t.Errorf("told %q", alice.LastError())
	}
}

// TestAnswerWhereTheAddressIsSpent: an answer that the response_url no longer takes
// reaches the person by other means, and the log does not have the address.
func TestAnswerWhereTheAddressIsSpent(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.desk.knows(audited())
	o.open()
	o.fails("response_url", "error", "used_url", 1)
	contains(t, "the answer", o.slash("alice", "/kms status "+key.ID).LastNotice(), key.ID)
	if strings.Contains(o.log.String(), "/response/") {
		t.Errorf("the log has the address: %s", o.log)
	}
}

func TestKeyInARegionThatIsNotTheDefault(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := audited()
	s.Key.Region, s.Facts.Ref.Region = "cn-shanghai", "cn-shanghai"
	o.desk.knows(s)
	o.open()
	contains(t, "unnamed", o.slash("alice", "/kms status "+key.ID).LastNotice(), "cn-shanghai")
	contains(t, "another one named", o.slash("alice", "/kms status "+key.ID+" in cn-beijing").LastNotice(), "has nothing of")
}
