package bot

import (
	"strings"
	"testing"

	"kmsguard/guard"
)

func TestHomeShowsWhatWaitsAndFollowsIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.posts(audited(), guard.NoticeParent)
	o.open()
	bob := o.sim.As("bob")
	must(t, bob.OpenHome(t.Context()))
	o.until("published", func() bool { _, ok := bob.Home(); return ok })
	o.settled()
	home := func() string { v, _ := bob.Home(); return v.Text }
	contains(t, "the tab", home(), key.ID)
	s = told(s, guard.RequestEnded{Request: first, Phase: guard.Withdrawn, By: "U0ALICE", At: start})
	o.desk.knows(s)
	must(t, o.adapter.Repaint(t.Context(), s, nil))
	o.settled()
	if strings.Contains(home(), key.ID) {
		t.Errorf("the tab still shows what was withdrawn:\n%s", home())
	}
	before := o.calls("views.publish")
	must(t, o.adapter.Repaint(t.Context(), s, nil))
	o.settled()
	if n := o.calls("views.publish"); n != before {
		t.Errorf("published %d times more, and nothing had changed", n-before)
	}
}

func TestHomeOfAGuestShowsNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.desk.knows(audited())
	o.desk.knows(watchedToo())
	o.open()
	for _, user := range []string{"gus", "oscar"} {
		p := o.sim.As(user)
		must(t, p.OpenHome(t.Context()))
		o.until("published", func() bool { _, ok := p.Home(); return ok })
		o.settled()
		if v, _ := p.Home(); strings.Contains(v.Text, "key-hzz650a1") || strings.Contains(v.Text, "key-other12345") {
			t.Errorf("%s sees:\n%s", user, v.Text)
		}
	}
}

// watchedToo is another key, whose deletion is pending.
func watchedToo() guard.State {
	s := watched()
	s.Key.ID, s.Facts.Ref.ID = "key-other12345", "key-other12345"
	return s
}

func TestHomeThatCannotBeShownIsLogged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.fails("views.publish", "ok-false-empty", "", 1)
	must(t, o.sim.As("bob").OpenHome(t.Context()))
	o.until("logged", func() bool { return strings.Contains(o.log.String(), "could not be shown") })
	o.settled()
}
