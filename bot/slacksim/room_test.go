package slacksim_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/slacksim"
)

// texts are the texts of what somebody sees of a room.
func texts(posts []slacksim.Post) []string {
	var all []string
	for _, m := range posts {
		all = append(all, m.Text)
	}
	return all
}

// names are the names of somebody's rooms, and "dm" for his direct conversation.
func names(rooms []slacksim.Room) []string {
	var all []string
	for _, r := range rooms {
		name := r.Name
		if r.Person != "" {
			name = "dm"
		}
		all = append(all, name)
	}
	return all
}

func TestEachPersonSeesHisOwnRooms(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	for user, want := range map[string][]string{
		"alice": {"key-changes", "private-keys", "away", "hidden", "partners", "old", "dm"},
		"bob":   {"key-changes", "dm"}, "gus": {"dm"}, "xena": {"partners", "dm"}, "nobody": nil,
	} {
		if diff := cmp.Diff(want, names(ws.sim.As(user).Rooms())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", user, diff)
		}
	}
}

func TestPostsAreWhatOnePersonSees(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	first := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "one").text("ts")
	ws.calendar.advance(time.Minute)
	ws.call("chat.postMessage", "channel", "C0KEYS", "text", "in the thread", "thread_ts", first)
	ws.call("chat.postMessage", "channel", "C0KEYS", "text", "for all", "thread_ts", first, "reply_broadcast", "true")
	ws.call("chat.postEphemeral", "channel", "C0KEYS", "user", "U0BOB", "text", "for bob alone")
	last := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "two").text("ts")

	bob, carol := ws.sim.As("bob"), ws.sim.As("carol")
	posts, earlier := bob.Posts("key-changes", 10)
	if diff := cmp.Diff([]string{"one", "for all", "for bob alone", "two"}, texts(posts)); diff != "" || earlier != 0 {
		t.Errorf("bob, %d earlier (-want +got):\n%s", earlier, diff)
	}
	if posts[0].Replies != 2 || !posts[0].LastReply.Equal(ws.calendar.now()) || posts[0].Author != "kmsguard" || !posts[0].AuthorBot {
		t.Errorf("the parent: %+v", posts[0])
	}
	if posts, earlier = carol.Posts("C0KEYS", 2); cmp.Diff([]string{"for all", "two"}, texts(posts)) != "" || earlier != 1 {
		t.Errorf("carol's last two: %v, %d earlier", texts(posts), earlier)
	}
	if diff := cmp.Diff([]string{"one", "in the thread", "for all"}, texts(carol.Thread("key-changes", first))); diff != "" {
		t.Errorf("the thread (-want +got):\n%s", diff)
	}
	if rooms := carol.Rooms(); rooms[0].Latest != last {
		t.Errorf("the newest message is %s, want %s", rooms[0].Latest, last)
	}
	for _, user := range []string{"gus", "xena"} { // no members
		p := ws.sim.As(user)
		_, found := p.Post("key-changes", first)
		if posts, earlier := p.Posts("key-changes", 10); posts != nil || earlier != 0 || p.Thread("key-changes", first) != nil || found {
			t.Errorf("%s sees what he is no member of", user)
		}
	}
	if m, ok := bob.Post("key-changes", first); !ok || m.Text != "one" {
		t.Errorf("one message: %v, %+v", ok, m)
	}
	if bob.Thread("key-changes", "1.000001") != nil {
		t.Error("a thread of no message")
	}
}

func TestSay(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	bob := ws.sim.As("bob")
	must(t, bob.Say(t.Context(), "key-changes", "", "  <script>alert(1)</script> & @alice, @kms-approvers in #key-changes, mail a@bob @nobody, ask @carol."))
	posts, _ := bob.Posts("key-changes", 1)
	want := "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <@U0ALICE>, <!subteam^S0APPROVE> in <#C0KEYS>, mail a@bob @nobody, ask <@U0CAROL>."
	if posts[0].Text != want || posts[0].Author != "bob" || posts[0].AuthorBot {
		t.Errorf("got %q by %s", posts[0].Text, posts[0].Author)
	}
	must(t, bob.Say(t.Context(), "key-changes", posts[0].TS, "a reply"))
	if diff := cmp.Diff([]string{want, "a reply"}, texts(bob.Thread("key-changes", posts[0].TS))); diff != "" {
		t.Errorf("the thread (-want +got):\n%s", diff)
	}
	for _, err := range []error{
		bob.Say(t.Context(), "key-changes", "", " "), bob.Say(t.Context(), "key-changes", "1.000001", "to nobody"),
		bob.Say(t.Context(), "private-keys", "", "not mine"), ws.sim.As("nobody").Say(t.Context(), "key-changes", "", "x"),
	} {
		if err == nil {
			t.Error("something was said that nobody could say")
		}
	}
	must(t, ws.sim.As("gone").Say(t.Context(), "key-changes", "", "I am gone"))
	if gone := ws.sim.As("gone"); gone.Problem() == "" {
		t.Error("a deactivated account says something")
	} else if gone.Dismiss(); gone.Problem() != "" {
		t.Error("a problem that was dismissed is still there")
	}
}
