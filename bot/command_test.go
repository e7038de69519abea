package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
)

func TestParseCommand(t *testing.T) {
	tests := []struct {
		name, text string
		want       Command
	}{
		{"nothing opens the modal", "  ", Command{}},
		{
			"a deletion with everything", "delete key-1abc in cn-hangzhou window 7 because OPS-1, the old  shop",
			Command{VerbDelete, "key-1abc", "cn-hangzhou", guard.Plan{Action: guard.Delete, WindowDays: 7}, "OPS-1, the old shop", nil},
		},
		{"clauses in another order", "DELETE key-1abc window 30d in cn-beijing", Command{VerbDelete, "key-1abc", "cn-beijing", guard.Plan{Action: guard.Delete, WindowDays: 30}, "", nil}},
		{"words of a reason are its own", "disable key-1abc because in window for", Command{VerbDisable, "key-1abc", "", guard.Plan{Action: guard.Disable}, "in window for", nil}},
		{"a leaked key", "disable key-1abc contained because it leaked", Command{VerbDisable, "key-1abc", "", guard.Plan{Action: guard.Disable, Contained: true}, "it leaked", nil}},
		{"a rescue", "cancel key-1abc", Command{Verb: VerbCancel, Key: "key-1abc", Plan: guard.Plan{Action: guard.Cancel}}},
		{"rotate now", "rotate key-1abc now", Command{Verb: VerbRotate, Key: "key-1abc", Plan: guard.Plan{Action: guard.Rotate, Rotation: guard.RotateNow}}},
		{"rotate every so often", "rotate key-1abc every 90 in cn-hangzhou", Command{VerbRotate, "key-1abc", "cn-hangzhou", guard.Plan{Action: guard.Rotate, Rotation: guard.RotateEvery, RotationDays: 90}, "", nil}},
		{"rotation off", "rotate key-1abc off", Command{Verb: VerbRotate, Key: "key-1abc", Plan: guard.Plan{Action: guard.Rotate, Rotation: guard.RotateOff}}},
		{"an audit before a change", "audit key-1abc in cn-hangzhou for disable", Command{VerbAudit, "key-1abc", "cn-hangzhou", guard.Plan{Action: guard.Disable}, "", nil}},
		{"an audit of several keys", "audit key-1abc acs:kms:cn-hangzhou:1:key/key-2def key-3ghi FOR delete in cn-beijing", Command{
			VerbAudit, "key-1abc", "cn-beijing", guard.Plan{Action: guard.Delete}, "", []string{"key-1abc", "acs:kms:cn-hangzhou:1:key/key-2def", "key-3ghi"},
		}},
		{"what is open", "requests", Command{Verb: VerbRequests}},
		{"a status", "status acs:kms:cn-hangzhou:1:key/key-1abc", Command{Verb: VerbStatus, Key: "acs:kms:cn-hangzhou:1:key/key-1abc"}},
		{"with characters that nobody sees", "can\u200bcel\u00a0key-1abc", Command{Verb: VerbCancel, Key: "key-1abc", Plan: guard.Plan{Action: guard.Cancel}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseCommand(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("ParseCommand (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseCommandRefuses(t *testing.T) {
	tests := []struct {
		name, text, why, example string
	}{
		{"a misspelt verb", "delte key-1", "There is no `delte`; the nearest is `delete`.", "delete key-"},
		{"a synonym", "undelete key-1", "the nearest is `cancel`", "cancel key-"},
		{"a word like no verb", "abracadabra", "the nearest is `help`", "help"},
		{"no key", "delete", "`delete` names no key.", "delete key-"},
		{"an audit of a key twice", "audit key-1abc key-2def key-1abc for delete", "`key-1abc` stands twice", "audit key-"},
		{"an audit of a key and a word", "audit key-1abc ! for delete", "`!` is no key", "audit key-"},
		{"an audit of too many keys", "audit" + strings.Repeat(" key-1abc", 21) + " for delete", "up to 20 keys at once; these are 21", "audit key-"},
		{"several keys for a change", "delete key-1abc key-2def", "a reason begins with `because`", "delete key-"},
		{"half a window", "delete key-1 window 7.5", "whole number of days", "window 30"},
		{"a window for a disable", "disable key-1 window 7", "belongs to `delete` only", "disable key-"},
		{"a clause twice", "delete key-1 in a-b in c-d", "`in` stands twice", "delete key-"},
		{"a clause cut off", "delete key-1 because", "Nothing follows `because`", "because"},
		{"text without because", "delete key-1 retired", "a reason begins with `because`", "because"},
		{"a rotation that does not say how", "rotate key-1", "`now`, `every DAYS` or `off`", "rotate key-"},
		{"a rotation by another word", "rotate key-1 soon", "is no way to rotate", "rotate key-"},
		{"a rotation without days", "rotate key-1 every", "names no number of days", "rotate key-"},
		{"an audit for nothing", "audit key-1", "no change in mind", "for delete"},
		{"an audit for a word", "audit key-1 for fun", "names no action", "for delete"},
		{"creating keys", "create key", "Creating keys is not done here", "help"},
		{"aliases", "alias create x", "Aliases are not managed here", "help"},
		{"aliases, as an object", "update alias x", "Aliases are not managed here", "help"},
		{"a list", "list", "no change in mind", "help"},
		{"words after a list", "pending now", "takes nothing more", "pending"},
		{"a verb in markup", "`<!channel>`", "There is no `''!channel''`", "help"},
		{"too long", strings.Repeat("x", maxCommand+1), "longer than", "help"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseCommand(tt.text)
			if guard.KindOf(err) != guard.Invalid || !strings.Contains(err.Error(), tt.why) || !strings.Contains(guard.HintOf(err), tt.example) {
				t.Errorf("error %v, hint %q; want %q and %q", err, guard.HintOf(err), tt.why, tt.example)
			}
		})
	}
}

func TestEveryExampleIsUnderstood(t *testing.T) {
	for _, v := range Verbs() {
		if c, err := ParseCommand(Example(v)); err != nil || c.Verb != v {
			t.Errorf("%q gives %+v, %v", Example(v), c, err)
		}
	}
}

func FuzzParseCommand(f *testing.F) {
	for _, v := range Verbs() {
		f.Add(Example(v))
	}
	for _, s := range []string{"", "delete", "rotate k every -1", "delete k window 99999999999999999999", "\u202edelete", "in in in"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCommand(text)
		switch {
		case err != nil && (guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == ""):
			t.Errorf("%q is refused with kind %v and hint %q", text, guard.KindOf(err), guard.HintOf(err))
		case err == nil && strings.ContainsAny(c.Key+c.Region, " \t\n"):
			t.Errorf("%q names the key %q in %q", text, c.Key, c.Region)
		}
	})
}
