package view_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/bot/view"
	"kmsguard/guard"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// What a message may be at most; the first is ours, the others are Slack's.
const (
	maxTotal  = 8000
	maxBlocks = 50
	maxText   = 4000
)

// golden is how a message is kept in testdata.
type golden struct {
	Text   string          `json:"text"`
	Blocks json.RawMessage `json:"blocks"`
	Files  []string        `json:"files,omitempty"`
}

func TestMessagesGolden(t *testing.T) {
	for name, m := range messages(t, harmlessWords()) {
		t.Run(name, func(t *testing.T) {
			sound(t, m)
			kept := golden{Text: m.Text, Blocks: blocksOf(t, m.Blocks)}
			for _, f := range m.Files {
				kept.Files = append(kept.Files, f.Name)
			}
			compare(t, name, kept)
		})
	}
}

func TestViewsGolden(t *testing.T) {
	for name, v := range views(t, harmlessWords()) {
		t.Run(name, func(t *testing.T) {
			raw := encode(t, v)
			soundView(t, raw)
			compare(t, name, raw)
		})
	}
}

// sound checks a message against what Slack takes.
func sound(t *testing.T, m view.Message) {
	t.Helper()
	raw := blocksOf(t, m.Blocks)
	for _, line := range blockkit.CheckMessage(raw) {
		t.Errorf("Slack would refuse this: %s", line)
	}
	if n := blockkit.TextLength(raw); n > maxTotal {
		t.Errorf("%d characters over all blocks, at most %d", n, maxTotal)
	}
	if n := len(m.Blocks); n == 0 || n > maxBlocks {
		t.Errorf("%d blocks", n)
	}
	if n := utf8.RuneCountInString(m.Text); n == 0 || n > maxText {
		t.Errorf("the fallback has %d characters", n)
	}
	onePrimary(t, raw)
}

// onePrimary: more than one primary button would lead nobody.
func onePrimary(t *testing.T, raw json.RawMessage) {
	t.Helper()
	primary := 0
	for _, b := range blockkit.Buttons(raw) {
		if b.Style == "primary" {
			primary++
		}
		if b.URL != "" {
			continue
		}
		if _, err := view.DecodeRef(b.Value); err != nil {
			t.Errorf("button %q: %v", b.Label, err)
		}
	}
	if primary > 1 {
		t.Errorf("%d primary buttons", primary)
	}
}

func soundView(t *testing.T, raw json.RawMessage) {
	t.Helper()
	for _, line := range blockkit.CheckView(raw) {
		t.Errorf("Slack would refuse this: %s", line)
	}
	var v struct {
		Meta     string          `json:"private_metadata"`
		Callback string          `json:"callback_id"`
		Blocks   json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	if v.Callback == "" {
		t.Error("no callback_id")
	}
	if v.Meta != "" {
		if _, err := view.DecodeRef(v.Meta); err != nil {
			t.Errorf("private_metadata: %v", err)
		}
	}
}

func blocksOf(t *testing.T, blocks []slack.Block) json.RawMessage {
	t.Helper()
	return encode(t, slack.Blocks{BlockSet: blocks})
}

// encode keeps <, > and & readable in golden files.
func encode(t *testing.T, v any) json.RawMessage {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func compare(t *testing.T, name string, v any) {
	t.Helper()
	got := string(encode(t, v))
	path := filepath.Join("testdata", "blocks", name+".json")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); run go test -update after reading it as the person on call:\n%s", name, diff)
	}
}

// last renders the newest notice of a kind.
func (st *story) last(kind guard.NoticeKind, c view.Scene) view.Message {
	st.t.Helper()
	for i := len(st.s.Notices) - 1; i >= 0; i-- {
		if n := st.s.Notices[i]; n.Kind == kind {
			return view.Notice(st.s, n, c)
		}
	}
	st.t.Fatalf("the story owes no %s", kind)
	return view.Message{}
}
