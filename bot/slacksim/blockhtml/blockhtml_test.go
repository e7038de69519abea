package blockhtml_test

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/slacksim/blockhtml"
	"kmsguard/bot/slacksim/blockkit"
)

var update = flag.Bool("update", false, "write the golden files anew")

var berlin = time.FixedZone("Berlin", 3600)

func names() blockkit.Names {
	return blockkit.Names{
		Users: map[string]string{"U0ALICE": "alice", "U0BOB": "bob"}, Groups: map[string]string{"S0APPROVE": "kms-approvers"},
		Channels: map[string]string{"C0KEYS": "key-changes"}, Zone: berlin, Now: time.Date(2026, 11, 5, 9, 0, 0, 0, time.UTC),
	}
}

func options() blockhtml.Options {
	entered := map[string]any{"selected_options": []any{map[string]any{"value": "2"}}}
	return blockhtml.Options{
		Names: names(), Prefix: "v", Errors: map[string]string{"wrong": `Differs at word 2: "a", expected "b".`},
		Entered: map[string]map[string]map[string]any{"entered": {"t": entered}}, Warned: map[string]bool{"b/1/kill": true},
	}
}

func gallery(t testing.TB) map[string]json.RawMessage {
	t.Helper()
	text, err := os.ReadFile("testdata/gallery.json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// Every block and element as it is rendered, one element a line.
func TestGallery(t *testing.T) {
	t.Parallel()
	all := gallery(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		got := string(blockhtml.Blocks(all[name], options()))
		checkMarkup(t, got)
		golden(t, name+".html", strings.ReplaceAll(got, "><", ">\n<")+"\n")
	}
}

func TestInertBlocksCannotBePressed(t *testing.T) {
	t.Parallel()
	o := options()
	o.Inert = true
	for name, blocks := range gallery(t) {
		got := string(blockhtml.Blocks(blocks, o))
		for _, tag := range []string{"<button", "<input", "<select", "<textarea"} {
			for _, piece := range strings.Split(got, tag)[1:] {
				if attributes, _, _ := strings.Cut(piece, ">"); !strings.Contains(attributes, `disabled="disabled"`) {
					t.Errorf("%s: %s%s can be used", name, tag, attributes)
				}
			}
		}
	}
}

// What the bot itself sends is rendered as a whole.
func TestBlocksOfTheBot(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../view/testdata/blocks/*.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files of the bot's blocks, error %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		blocks := json.RawMessage(text)
		var view struct{ Blocks json.RawMessage }
		if json.Unmarshal(text, &view) == nil && view.Blocks != nil {
			blocks = view.Blocks
		}
		got := string(blockhtml.Blocks(blocks, options()))
		checkMarkup(t, got)
		if strings.Contains(got, "bk-unknown") || got == "" {
			t.Errorf("%s is not rendered as a whole:\n%s", file, got)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; write it with -update", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got); write it anew with -update:\n%s", name, diff)
	}
}
