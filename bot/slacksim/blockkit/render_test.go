package blockkit

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// acme names what the golden files mention.
func acme(t *testing.T) Names {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return Names{
		Users:    map[string]string{"U1": "alice"},
		Groups:   map[string]string{"S1": "kms-approvers"},
		Channels: map[string]string{"C1": "key-changes"},
		Zone:     zone,
		Now:      time.Date(2025, 11, 4, 9, 0, 0, 0, time.UTC),
	}
}

func TestTextGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/render/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			blocks, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(file, ".json")+".txt", Text(json.RawMessage(blocks), acme(t))+"\n")
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestTextOfWhatIsNoBlocks(t *testing.T) {
	for _, blocks := range []string{``, `null`, `{}`, `[`, `[1]`} {
		if got := Text(json.RawMessage(blocks), Names{}); got != "" {
			t.Errorf("Text(%s) = %q, want nothing", blocks, got)
		}
	}
}
