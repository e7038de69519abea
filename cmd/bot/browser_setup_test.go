package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/guard/aliyunsim"
)

// What a test of the page begins with and is not about is set up here, through
// the simulators' own seats and not through the page.

// settle waits until the bot has nothing left to do at the time that is.
func (v *venue) settle(t testing.TB) {
	t.Helper()
	if _, err := v.Sandbox().Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// act has somebody take steps, one after the other, and waits for what follows.
func (v *venue) act(t testing.TB, name string, steps ...func(*slacksim.Persona) error) {
	t.Helper()
	p := v.Slack().As(name)
	for _, step := range steps {
		err := step(p)
		if problem := p.Problem(); err == nil && problem != "" {
			err = errors.New(problem)
		}
		if err != nil {
			t.Fatalf("@%s: %v", name, err)
		}
		v.settle(t)
	}
}

// requested has alice ask for the deletion of a key, and returns the timestamp of
// the request.
func (v *venue) requested(t testing.TB, key string) string {
	t.Helper()
	v.act(t, "alice", func(p *slacksim.Persona) error {
		return p.Slash(t.Context(), decideRoom, "/kms delete "+key+" in cn-hangzhou window 7 because OPS-4411, retired with the old shop")
	})
	return v.newestRequest(t, key)
}

// newestRequest is the timestamp of the newest request about a key.
func (v *venue) newestRequest(t testing.TB, key string) string {
	t.Helper()
	p := v.Slack().As("alice")
	posts, _ := p.Posts(v.room(t, "alice"), 100)
	for i := len(posts) - 1; i >= 0; i-- {
		text := blockkit.Text(posts[i].Blocks, v.Slack().Names("alice"))
		if posts[i].Ephemeral == "" && strings.HasPrefix(text, "Delete key `"+key) {
			return posts[i].TS
		}
	}
	t.Fatal("no request is in the room")
	return ""
}

// room is the ID of the room where it is decided, as somebody in it sees it.
func (v *venue) room(t testing.TB, person string) string {
	t.Helper()
	for _, r := range v.Slack().As(person).Rooms() {
		if r.Name == decideRoom {
			return r.ID
		}
	}
	t.Fatalf("@%s is not in #%s", person, decideRoom)
	return ""
}

// disposed has alice say what becomes of all that depends on the old key.
func (v *venue) disposed(t testing.TB) {
	t.Helper()
	for which, what := range map[string]string{"ecs-snapshot": "non-critical", "oss orders-archive": "migrated", "alias alias/orders": "non-critical"} {
		v.act(t, "alice",
			func(p *slacksim.Persona) error { return p.Press(t.Context(), "Give a disposition") },
			func(p *slacksim.Persona) error { return p.Choose("Which", which) },
			func(p *slacksim.Persona) error { return p.Choose("What becomes of it", what) },
			func(p *slacksim.Persona) error { return p.Fill("Why", "the old shop closed") },
			func(p *slacksim.Persona) error { return p.Submit(t.Context()) },
			func(p *slacksim.Persona) error { return p.CloseModal(t.Context()) },
		)
	}
}

// confirmed has the approvers confirm the statements from one up to another.
func (v *venue) confirmed(t testing.TB, from, to int) {
	t.Helper()
	for n := from; n <= to; n++ {
		steps := []func(*slacksim.Persona) error{
			func(p *slacksim.Persona) error { return p.Press(t.Context(), fmt.Sprintf("Confirm %d", n)) },
			typeSentence,
			func(p *slacksim.Persona) error { return p.Submit(t.Context()) },
			func(p *slacksim.Persona) error { return p.CloseModal(t.Context()) },
		}
		if n == 2 {
			steps = append([]func(*slacksim.Persona) error{
				func(p *slacksim.Persona) error { return p.Press(t.Context(), "Open audit") },
				func(p *slacksim.Persona) error { return p.CloseModal(t.Context()) },
			}, steps...)
		}
		v.act(t, approvers[n-1], steps...)
	}
}

var codeSpan = regexp.MustCompile("`+([^`]+)`+")

// typeSentence fills the window of a statement as a person would.
func typeSentence(p *slacksim.Persona) error {
	w, ok := p.Modal()
	if !ok {
		return errors.New("no window is open")
	}
	for _, e := range blockkit.Inputs(w.Blocks) {
		if e.Label != "The sentence" {
			if err := p.Fill(e.Label, "looked through by hand"); err != nil {
				return err
			}
		}
	}
	all := codeSpan.FindAllStringSubmatch(blockkit.Text(w.Blocks, blockkit.Names{}), -1)
	if len(all) == 0 {
		return errors.New("the window shows no sentence")
	}
	return p.Type(all[len(all)-1][1])
}

// ready asks for the deletion of a key, up to where one statement is open.
func (v *venue) ready(t testing.TB, key string) (request string) {
	t.Helper()
	request = v.requested(t, key)
	if key == ordersKey {
		v.disposed(t)
	}
	v.confirmed(t, 1, 4)
	return request
}

// pending has the bot schedule the deletion of a key.
func (v *venue) pending(t testing.TB, key string) (request string) {
	t.Helper()
	request = v.ready(t, key)
	v.confirmed(t, 5, 5)
	if got := v.state(key); got != "PendingDeletion" {
		t.Fatalf("after five statements the cloud holds the key as %s", got)
	}
	return request
}

// state is what the cloud says of a key.
func (v *venue) state(key string) string {
	for _, k := range v.Cloud().KeyViews() {
		if k.ID == key {
			return k.State
		}
	}
	return "unknown"
}

// calls are the calls of an API that reached the cloud, newest first.
func (v *venue) calls(api string) []aliyunsim.Call {
	return v.Cloud().LatestCalls(1000, func(c aliyunsim.Call) bool { return c.Product+"."+c.Action == api })
}

// changes is how many calls of an API changed something.
func (v *venue) changes(api string) (count int) {
	for _, c := range v.calls(api) {
		if c.Effect {
			count++
		}
	}
	return count
}

// opensHome opens the app's Home tab.
func opensHome(p *slacksim.Persona) error { return p.OpenHome(context.Background()) }
