package blockkit

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func seedBlocks(f *testing.F) {
	files, err := filepath.Glob("testdata/render/*.json")
	if err != nil || len(files) == 0 {
		f.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		blocks, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(blocks)
	}
	for _, block := range samples {
		f.Add([]byte("[" + block + "]"))
	}
	for _, odd := range []string{`[]`, `[{"type":null}]`, `[{"type":"section","fields":[null]}]`, `[{"type":"table","rows":[null,[1]]}]`} {
		f.Add([]byte(odd))
	}
}

// What passed once passes again after it was stored: with its ids filled in, and written anew. Nothing that
// people read is lost on the way.
func FuzzStoredMessageStaysValid(f *testing.F) {
	seedBlocks(f)
	f.Fuzz(func(t *testing.T, blocks []byte) {
		valid := CheckMessage(blocks) == nil
		before := Text(blocks, Names{})
		stored := Assign(blocks)
		if after := Text(stored, Names{}); valid && after != before {
			t.Errorf("reads %q before and %q after it was stored", before, after)
		}
		if TextLength(stored) != TextLength(blocks) {
			t.Errorf("TextLength %d before and %d after it was stored", TextLength(blocks), TextLength(stored))
		}
		if !valid {
			return
		}
		if !WellFormed(blocks) {
			t.Error("valid but not well-formed")
		}
		if diff := cmp.Diff([]string(nil), CheckMessage(stored)); diff != "" {
			t.Errorf("not valid after it was stored:\n%s\n%s", stored, diff)
		}
		for _, e := range Elements(stored) {
			if e.BlockID == "" || e.ActionID == "" {
				t.Errorf("element without id: %+v", e)
			}
		}
	})
}

func FuzzCheckView(f *testing.F) {
	f.Add([]byte(`{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[]}`))
	f.Add([]byte(`{"type":"home","blocks":[{"type":"divider"}]}`))
	f.Add([]byte(`{"type":"modal","blocks":{"a":1}}`))
	f.Fuzz(func(t *testing.T, view []byte) {
		lines := CheckView(view)
		for _, line := range lines {
			if !strings.Contains(line, " [json-pointer:/view") {
				t.Errorf("line without a pointer into the view: %q", line)
			}
		}
		var parts struct{ Blocks json.RawMessage }
		if lines == nil && (json.Unmarshal(view, &parts) != nil || !WellFormed(parts.Blocks)) {
			t.Errorf("accepted a view without a list of blocks: %s", view)
		}
	})
}

// Escaped text reads as it was written, whatever it holds: it mentions nobody and links nowhere.
func FuzzEscapedTextReadsAsWritten(f *testing.F) {
	for _, seed := range []string{"plain", "<@U1>", "<!channel>", "a & b", "&lt;", "&amp;lt;", "<https://e.com|x>", "\uFFFC<x>"} {
		f.Add(seed)
	}
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "*_~`") {
			t.Skip("marks have no escape")
		}
		if got := Mrkdwn(escape.Replace(text), Names{}); got != text {
			t.Errorf("Mrkdwn(escaped %q) = %q", text, got)
		}
	})
}
