package blockkit

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const twoSections = `[{"type":"section","text":{"type":"mrkdwn","text":"a < b & c"}},{"type":"actions","block_id":"mine","elements":[
	{"type":"button","text":{"type":"plain_text","text":"x"}},{"type":"button","action_id":"kept","text":{"type":"plain_text","text":"y"}}]}]`

func TestAssignFillsWhatIsMissing(t *testing.T) {
	got := Assign(json.RawMessage(twoSections))
	blocks, err := blockList(got)
	if err != nil {
		t.Fatal(err)
	}
	if id := stringAt(blocks[0], "block_id"); len(id) != 5 {
		t.Errorf("new block_id %q, want five characters", id)
	}
	all := Elements(got)
	if all[0].BlockID != "mine" || len(all[0].ActionID) != 5 || all[1].ActionID != "kept" {
		t.Errorf("Elements = %+v, want block mine, a new action_id and the kept one", all)
	}
	delete(blocks[0], "block_id")
	first, _ := blockList(json.RawMessage(twoSections))
	if diff := cmp.Diff(first[0], blocks[0]); diff != "" {
		t.Errorf("the rest of the block changed (-want +got):\n%s", diff)
	}
}

func TestAssignIsStableAndIdempotent(t *testing.T) {
	once := Assign(json.RawMessage(twoSections))
	if again := Assign(json.RawMessage(twoSections)); string(again) != string(once) {
		t.Errorf("the same blocks got other ids:\n%s\n%s", once, again)
	}
	if twice := Assign(once); string(twice) != string(once) {
		t.Errorf("ids were replaced:\n%s\n%s", once, twice)
	}
}

func TestAssignGivesOtherBlocksOtherIDs(t *testing.T) {
	ids := map[string]bool{}
	for _, blocks := range []string{`[{"type":"divider"}]`, `[{"type":"divider"},{"type":"divider"}]`, `[{"type":"header"}]`} {
		assigned, err := blockList(Assign(json.RawMessage(blocks)))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range assigned {
			if id := stringAt(b, "block_id"); ids[id] {
				t.Errorf("%s: id %q was given before", blocks, id)
			} else {
				ids[id] = true
			}
		}
	}
}

func TestAssignKeepsWhatItCannotRead(t *testing.T) {
	for _, blocks := range []string{``, `{`, `[1,`, `nonsense`} {
		if got := Assign(json.RawMessage(blocks)); string(got) != blocks {
			t.Errorf("Assign(%q) = %q", blocks, got)
		}
	}
}

func TestMintAvoidsTaken(t *testing.T) {
	m := &mint{state: 1, taken: map[string]bool{}}
	next := (&mint{state: 1}).next()
	m.take(next)
	b := map[string]any{}
	if m.fill(b, "block_id"); b["block_id"] == next {
		t.Errorf("fill gave the id %q that is taken", next)
	}
}

func TestTextLength(t *testing.T) {
	tests := map[string]int{
		`[]`: 0, `nonsense`: 0,
		`[{"type":"header","text":{"type":"plain_text","text":"größe"}}]`:                                             5,
		`[{"type":"section","fields":[{"type":"mrkdwn","text":"ab"},{"type":"mrkdwn","text":"cde"}]}]`:                5,
		`[{"type":"actions","elements":[{"type":"button","value":"long","text":{"type":"plain_text","text":"Go"}}]}]`: 2,
		`[{"type":"table","rows":[[{"type":"raw_text","text":"ab"}],[{"type":"raw_text","text":"c"}]]}]`:              3,
		`[{"type":"markdown","text":"abc"}]`: 3,
	}
	for blocks, want := range tests {
		if got := TextLength(json.RawMessage(blocks)); got != want {
			t.Errorf("TextLength(%s) = %d, want %d", blocks, got, want)
		}
	}
}
