package main

import (
	"fmt"
	"testing"
)

// hostile is what nobody should be able to do to who reads a message.
var hostile = []string{
	`<script>window.owned=1</script>`,
	`<img src=x onerror="window.owned=2">`,
	`"><svg onload=window.owned=3>`,
	`</textarea></form></article><iframe src="javascript:parent.owned=4"></iframe>`,
	`<https://example.com"onmouseover="window.owned=5|click>`,
	`<javascript:window.owned=6|click here>`,
	`&lt;script&gt;window.owned=7&lt;/script&gt; &amp;lt;b&amp;gt;`,
	`<style>body{display:none}</style><link rel=stylesheet href=//example.com/x>`,
	`<!channel> <@U0BOB> <@U0NOBODY> <#C0KEYS> <!date^99^{date}|x> *bold _`,
	`<form action="//example.com"><button name=press value=x>Confirm 1</button></form>`,
	"`code <b>` ```<i>``` > quote <script>alert(1)</script>",
}

// TestBrowserHostile has messages and blocks say the worst, and wants all of it to
// be text: no element of it on the page, nothing run, nothing fetched.
func TestBrowserHostile(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	bob := v.Slack().As("bob")
	room := v.room(t, "bob")
	p := visit(t, v, v.seat("alice", decideRoom), desk)
	elements := `[...document.querySelectorAll("#list-posts *")].map((e) => e.localName)`
	for i, text := range hostile {
		if err := bob.Say(t.Context(), room, "", text+fmt.Sprintf(" end%d", i)); err != nil {
			t.Fatal(err)
		}
		p.seeIn("#list-posts", fmt.Sprintf("end%d", i))
		v.post(t, room, text+fmt.Sprintf(" app%d", i))
		p.seeIn("#list-posts", fmt.Sprintf("app%d", i))
	}
	p.seeIn("#list-posts", `<script>window.owned=1</script>`)
	if owned := learn[bool](p, `"owned" in window || parent !== window`); owned {
		t.Error("a script of a message ran")
	}
	for _, name := range []string{"script", "img", "svg", "iframe", "style", "link"} {
		if learn[bool](p, elements+`.includes(`+quoted(name)+`)`) {
			t.Errorf("a message made an element %s", name)
		}
	}
	bad := `[...document.querySelectorAll("#list-posts *")].flatMap((e) => [...e.attributes]).filter((a) => /^on|^style$/.test(a.name) || /^\s*javascript:/i.test(a.value)).map((a) => a.name + "=" + a.value)`
	if found := learn[[]string](p, bad); len(found) > 0 {
		t.Errorf("attributes that do something: %q", found)
	}
	strange := `[...document.querySelectorAll("#list-posts form, #list-posts button")].filter((e) => e.matches("form") ? !e.action.startsWith(location.origin) : e.textContent.includes("Confirm"))`
	if n := learn[int](p, strange+".length"); n != 0 {
		t.Errorf("a message made %d forms or buttons of its own", n)
	}
}
