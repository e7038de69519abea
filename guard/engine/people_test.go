package engine_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/engine"
)

// people are the workspace as the engine sees it: who may do what, and what
// stands in which channel. They keep what they were shown.
type people interface {
	engine.Notifier
	engine.Directory
}

// workspace is the test's own double of people; the cloud and the ledger are real.
type workspace struct {
	now func() time.Time

	mu      sync.Mutex
	groups  map[string][]string
	posts   []post
	replies []guard.Refusal
	audits  []guard.Audit
	painted map[guard.Stream]guard.State
	shown   []guard.Step // progress
	latest  *guard.Step  // what the last repaint showed of it
	broken  []fault
	blind   bool // what stands in a channel cannot be read
	away    map[string]guard.Person
	shared  bool            // the channel is shared with another organisation
	meeting *sync.WaitGroup // of everybody who asks for members
}

// post is one message that stands in a channel.
type post struct {
	guard.Notice
	at time.Time
}

// fault is what the next call of a kind answers; the call of a lost one takes effect.
type fault struct {
	call string // post, reply, repaint, show
	err  error
	lost bool
}

func newWorkspace(now func() time.Time) *workspace {
	return &workspace{
		now: now, groups: map[string][]string{"S0APPROVE": {"bob", "carol", "dave", "erin", "frank"}},
		painted: map[guard.Stream]guard.State{}, away: map[string]guard.Person{},
	}
}

// goWrong takes the next fault of a call.
func (w *workspace) goWrong(call string) (err error, lost bool) {
	i := slices.IndexFunc(w.broken, func(f fault) bool { return f.call == call })
	if i < 0 {
		return nil, false
	}
	f := w.broken[i]
	w.broken = slices.Delete(w.broken, i, i+1)
	return f.err, f.lost
}

func (w *workspace) Post(_ context.Context, _ guard.State, n guard.Notice) (guard.Posted, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err, lost := w.goWrong("post")
	if err == nil || lost {
		w.posts = append(w.posts, post{n, w.now()})
	}
	return guard.Posted{Channel: "C0KEYS", TS: fmt.Sprintf("%d.%06d", w.now().Unix(), len(w.posts))}, err
}

func (w *workspace) Find(_ context.Context, _ guard.State, n guard.Notice) (guard.Posted, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.blind {
		return guard.Posted{}, false, errors.New("the bot may not read what stands in the channel")
	}
	found := slices.ContainsFunc(w.posts, func(p post) bool { return p.ID == n.ID })
	return guard.Posted{Channel: "C0KEYS", TS: "found"}, found, nil
}

func (w *workspace) Repaint(_ context.Context, s guard.State, progress *guard.Step) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	err, _ := w.goWrong("repaint")
	if err == nil {
		w.painted[s.Key.Stream()] = s
		if w.latest = progress; progress != nil {
			w.shown = append(w.shown, *progress)
		}
	}
	return err
}

func (w *workspace) Reply(_ context.Context, _ guard.ReplyTo, r guard.Refusal) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	err, lost := w.goWrong("reply")
	if err == nil || lost {
		w.replies = append(w.replies, r)
	}
	return err
}

func (w *workspace) ShowAudit(_ context.Context, _ guard.ReplyTo, a guard.Audit) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	err, lost := w.goWrong("show")
	if err == nil || lost {
		w.audits = append(w.audits, a)
	}
	return err
}

func (w *workspace) ShowSweep(_ context.Context, _ guard.ReplyTo, audits []guard.Audit) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	err, lost := w.goWrong("show")
	if err == nil || lost {
		w.audits = append(w.audits, audits...)
	}
	return err
}

func (w *workspace) Person(_ context.Context, id string, groups []string) guard.Person {
	w.mu.Lock()
	defer w.mu.Unlock()
	if who, ok := w.away[id]; ok {
		return who
	}
	return w.person(id, groups)
}

func (w *workspace) person(id string, groups []string) guard.Person {
	p := guard.Person{ID: id, Name: id, ReadAt: w.now()}
	for _, g := range groups {
		if slices.Contains(w.groups[g], id) {
			p.Groups = append(p.Groups, g)
		}
	}
	return p
}

func (w *workspace) Members(_ context.Context, who guard.People) (list []guard.Person, unreadable string) {
	if w.meeting != nil {
		w.meeting.Done()
		w.meeting.Wait()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	ids := slices.Clone(who.Users)
	for _, g := range who.Groups {
		ids = append(ids, w.groups[g]...)
	}
	for _, id := range ids {
		list = append(list, w.person(id, who.Groups))
	}
	return list, ""
}

func (w *workspace) Channel(_ context.Context, id string) guard.Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	return guard.Channel{ID: id, Member: true, Shared: w.shared}
}
