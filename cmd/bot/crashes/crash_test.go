package crashes

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
)

// dangerous are the kills that every run makes: around each kind of call that
// changes a key, in an audit, at a message, and once more on the way back.
var dangerous = []plan{
	{story: "delete and rescue", api: "kms.ScheduleKeyDeletion", phase: "before", nth: 1},
	{story: "delete and rescue", api: "kms.ScheduleKeyDeletion", phase: "after", nth: 1, again: &plan{phase: "after", nth: 3}},
	{story: "disable and enable", api: "kms.EnableKey", phase: "after", nth: 1},
	{story: "disable and enable", api: "ecs.DescribeDisks", phase: "before", nth: 1},
	{story: "rotate", api: "kms.CreateKeyVersion", phase: "after", nth: 1},
	{story: "rotate", api: "slack.chat.postMessage", phase: "after", nth: 4},
	{story: "reminders", api: "slack.chat.postMessage", phase: "after", nth: 9},
	{story: "cancel and restore", api: "kms.DisableKey", phase: "before", nth: 1},
}

// TestCrashes kills the real bot while people tell their stories. KMSGUARD_LONG=1
// kills it before and after every named effect in turn and at random moments too;
// KMSGUARD_KILLS=N at N random moments and calls; KMSGUARD_SEED=N repeats a run.
func TestCrashes(t *testing.T) {
	seed := number(t, "KMSGUARD_SEED", uint64(os.Getpid()))
	s := newSummary(seed)
	plans := dangerous
	random := number(t, "KMSGUARD_KILLS", 0)
	if os.Getenv("KMSGUARD_LONG") != "" || random > 0 {
		w := settle(t)
		m := measure(w)
		w.leave()
		if random == 0 {
			plans, random = append(slices.Clone(dangerous), m.inTurn()...), 60
		}
		plans = append(slices.Clone(plans), m.random(seed, int(random))...)
	}
	t.Run("tales", func(t *testing.T) { tellAll(t, s, plans) })
	t.Log(s)
	if err := s.keep(); err != nil {
		t.Error(err)
	}
}

// number reads a number from the environment.
func number(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// towns is how many sandboxes are open at a time, and lifetime how many tales are
// told in one of them: what stands in its channels makes the next tale slower.
const (
	towns    = 2
	lifetime = 20
)

// tellAll tells a tale for each plan, each town its share.
func tellAll(t *testing.T, s *summary, plans []plan) {
	share := make(chan []plan, len(plans))
	for some := range slices.Chunk(plans, min(lifetime, (len(plans)+towns-1)/towns)) {
		share <- some
	}
	close(share)
	for i := range towns {
		t.Run(fmt.Sprint("town ", i+1), func(t *testing.T) {
			t.Parallel()
			for some := range share {
				t.Run("", func(t *testing.T) { tellSome(t, s, some) })
			}
		})
	}
}

func tellSome(t *testing.T, s *summary, plans []plan) {
	w := settle(t)
	for _, p := range plans {
		i := slices.IndexFunc(stories, func(st story) bool { return st.name == p.story })
		a := w.tell(stories[i], p)
		for _, f := range a.faults {
			t.Errorf("%s (seed %d): %s", p, s.seed, f)
		}
		s.add(a, a.ended)
	}
	if len(w.heads()) < len(plans) {
		t.Errorf("%d heads of the ledger were told in Slack for %d changes at least", len(w.heads()), len(plans))
	}
	w.leave()
}

// tell tells a story through the kills of a plan and judges what is left. The bot
// is killed in the end too, when it is idle.
func (w *town) tell(st story, p plan) *tale {
	w.t.Helper()
	a := &tale{town: w, key: w.newKey(), plan: p}
	if !w.alive() {
		w.start()
	}
	p.arm(a)
	st.tell(a)
	w.sandbox().Disarm()
	w.kill()
	a.ended = a.history()
	a.judgeLedger(a.ended)
	a.judgeCloud(st, a.ended)
	a.judgeSlack(a.ended)
	return a
}
