package view_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"kmsguard/guard"
)

// evil is text that tries everything: mentions, links, dates, markup, a broken code span, forged lines, hidden
// and turned characters, entities.
const evil = "x`*<!channel> <@U0VICTIM> <!subteam^S0EVERYONE> <https://evil.example|Approved> &lt;!here&gt; ~y~\n*Approved by 5 people*\r\n```\u2028\u202egnp.exe\u202c\u200b\u0000\x1b[31m"

func evilWords() words {
	return words{
		description: evil, alias: "alias/" + evil, reason: evil, resource: evil, detail: evil, breaks: evil, use: evil,
		unknown: evil, product: evil, why: evil, settled: evil, end: evil,
	}
}

// ours is every reference that messages may contain: people who acted, the approvers, the channel, dates, and
// links to messages of this workspace.
var ours = regexp.MustCompile(`^<(@U0(ALICE|BOB|CAROL|DAVE|ERIN|FRANK)|!subteam\^S0APPROVE|#C0KEYS|!date\^\d+\^[^|<>]*\|[^<>]*|https://acme\.slack\.com/[^<>]*)>$`)

var reference = regexp.MustCompile(`<[^<>]*>`)

func TestHostileTextStaysText(t *testing.T) {
	harmless := map[string][]string{}
	for name, m := range messages(t, harmlessWords()) {
		harmless[name] = []string{joinedTexts(t, blocksOf(t, m.Blocks)), m.Text}
	}
	for name, m := range messages(t, evilWords()) {
		t.Run(name, func(t *testing.T) {
			sound(t, m)
			inert(t, harmless[name], []string{joinedTexts(t, blocksOf(t, m.Blocks)), m.Text})
		})
	}
}

func TestHostileTextStaysTextInViews(t *testing.T) {
	harmless := map[string][]string{}
	for name, v := range views(t, harmlessWords()) {
		harmless[name] = marked(t, encode(t, v))
	}
	for name, v := range views(t, evilWords()) {
		t.Run(name, func(t *testing.T) {
			raw := encode(t, v)
			soundView(t, raw)
			inert(t, harmless[name], marked(t, raw))
		})
	}
}

// inert checks that hostile text changed words alone: the same paragraphs with the same lines and the same bold
// parts, no reference that is not ours, no code span left open, nothing hidden.
func inert(t *testing.T, harmless, hostile []string) {
	t.Helper()
	if len(harmless) != len(hostile) {
		t.Fatalf("%d texts, %d with harmless words", len(hostile), len(harmless))
	}
	for i, text := range hostile {
		for _, ref := range reference.FindAllString(text, -1) {
			if !ours.MatchString(ref) {
				t.Errorf("a foreign reference %s in %q", ref, text)
			}
		}
		if a, b := strings.Count(harmless[i], "\n"), strings.Count(text, "\n"); a != b {
			t.Errorf("%d line breaks, %d with harmless words, in %q", b, a, text)
		}
		if a, b := marks(harmless[i]), marks(text); a != b {
			t.Errorf("%d marks of bold or strike, %d with harmless words, in %q", b, a, text)
		}
		if strings.Count(text, "`") != strings.Count(harmless[i], "`") {
			t.Errorf("code spans differ from %q: %q", harmless[i], text)
		}
		if j := strings.IndexFunc(text, invisible); j >= 0 {
			t.Errorf("a hidden character at %d in %q", j, text)
		}
	}
}

func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && r != '\n' || r == '\u2028' || r == '\u2029'
}

// marks counts what makes text bold or struck, outside of code.
func marks(text string) int {
	n := 0
	for i, part := range strings.Split(text, "`") {
		if i%2 == 0 {
			n += strings.Count(part, "*") + strings.Count(part, "~")
		}
	}
	return n
}

// joinedTexts is what a message shows. A long paragraph is cut into blocks between lines, which must not count.
func joinedTexts(t *testing.T, raw json.RawMessage) string { return strings.Join(marked(t, raw), "\n") }

// marked lists every text of mrkdwn below a value, in order.
func marked(t *testing.T, raw json.RawMessage) []string {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	var texts []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			if text, ok := v["text"].(string); ok && v["type"] == "mrkdwn" {
				texts = append(texts, text)
			}
			for _, k := range []string{"blocks", "text", "elements", "fields", "accessory", "label", "hint", "element"} {
				walk(v[k])
			}
		}
	}
	walk(v)
	return texts
}

// TestEveryKindOfMessageHasAGolden: what is owed and never rendered here could be anything.
func TestEveryKindOfMessageHasAGolden(t *testing.T) {
	seen := map[guard.NoticeKind]bool{}
	everyStory(t, func(s guard.State) {
		for _, n := range s.Notices {
			seen[n.Kind] = true
		}
	})
	for _, kind := range noticeKinds {
		if !seen[kind] {
			t.Errorf("no story owes a message of kind %s", kind)
		}
	}
}

// TestEveryWordIsForeign: a word that stays empty in the stories would prove nothing.
func TestEveryWordIsForeign(t *testing.T) {
	for _, w := range []words{harmlessWords(), evilWords()} {
		v := reflect.ValueOf(w)
		for i := range v.NumField() {
			if v.Field(i).String() == "" {
				t.Errorf("%s is empty", v.Type().Field(i).Name)
			}
		}
	}
}
