package view_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

func fullRef() view.Ref {
	return view.Ref{
		Stream: key.Stream(), Request: first, Statement: 3, Digest: strings.Repeat("3f", 32), Action: guard.Delete, Page: 2,
		Reply: guard.ReplyTo{User: alice, Channel: "C0KEYS", Thread: "1793614320.000001"},
	}
}

func TestRefComesBack(t *testing.T) {
	for _, want := range []view.Ref{{}, fullRef(), {Stream: key.Stream()}} {
		got, err := view.DecodeRef(want.Encode())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if n := len(want.Encode()); n > 2000 {
			t.Errorf("%d characters; Slack keeps 2,000 of a button's value", n)
		}
	}
}

func TestDecodeRefRefuses(t *testing.T) {
	tests := []struct{ name, text string }{
		{"nothing", ""}, {"no object", `"x"`}, {"null and more", `{}{}`}, {"unknown field", `{"z":1}`}, {"a stream of no key", `{"k":"desk"}`},
		{"a half key", `{"k":"key/1/cn-hangzhou/"}`}, {"no such statement", `{"n":6}`}, {"a statement below 0", `{"n":-1}`}, {"a page below 0", `{"p":-1}`},
		{"too long", `{"r":"` + strings.Repeat("x", 2000) + `"}`}, {"cut off", `{"r":"x`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if r, err := view.DecodeRef(tt.text); guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
				t.Errorf("DecodeRef = %+v, %v; want kind invalid with a hint", r, err)
			}
		})
	}
}

func FuzzDecodeRef(f *testing.F) {
	for _, s := range []string{"", "{}", fullRef().Encode(), `{"z":1}`, `{"n":6}`, `{}{}`, "null", `{"to":{"user":"U1"}}`, `{"K":"key/1/r/id"}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := view.DecodeRef(text)
		if err != nil {
			if guard.KindOf(err) != guard.Invalid {
				t.Errorf("kind %s", guard.KindOf(err))
			}
			return
		}
		again, err := view.DecodeRef(r.Encode())
		if err != nil {
			// Encoding may escape what was typed plainly, and so outgrow the limit; anything else is wrong.
			if len(r.Encode()) <= 2000 {
				t.Errorf("%+v does not come back: %v", r, err)
			}
			return
		}
		if diff := cmp.Diff(r, again); diff != "" {
			t.Errorf("(-first +second):\n%s", diff)
		}
	})
}
