package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the tests see into the files that they compare with")

// playBlock is a part of a document that shows what a built-in play prints.
var playBlock = regexp.MustCompile("(?s)<!-- play:([a-z-]+) -->\n\n```text\n(.*?)```\n\n<!-- /play -->")

// TestShownPlaysAreReal performs each play that a document shows and compares.
// With -update it writes the output into the document.
func TestShownPlaysAreReal(t *testing.T) {
	shown := 0
	for _, name := range documents(t) {
		text := read(t, name)
		real := playBlock.ReplaceAllStringFunc(text, func(block string) string {
			shown++
			play := playBlock.FindStringSubmatch(block)[1]
			return "<!-- play:" + play + " -->\n\n```text\n" + printed(t, play) + "```\n\n<!-- /play -->"
		})
		if *update && masked(real) != masked(text) {
			if err := os.WriteFile(filepath.Join(root(t), filepath.FromSlash(name)), []byte(real), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(masked(text), masked(real)); diff != "" {
			t.Errorf("%s does not show what the play prints (-shown +real); go test ./cmd/bot -run %s -update writes it:\n%s", name, t.Name(), diff)
		}
	}
	if shown == 0 {
		t.Error("no document shows a play: this test does not see the README's")
	}
}

// printed is what `bot sandbox --play` prints, from the real bot as a process.
func printed(t *testing.T, play string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out, trouble bytes.Buffer
	c := exec.CommandContext(t.Context(), self, "sandbox", "--play", play)
	c.Env = append(os.Environ(), asBot+"=1")
	c.Stdout, c.Stderr = &out, &trouble
	if err := c.Run(); err != nil {
		t.Fatalf("bot sandbox --play %s: %v\n%s\n%s", play, err, last(out.String(), 30), trouble.String())
	}
	return out.String()
}

// masks are what differs from one run to the next: names drawn at random,
// hashes over them, the cloud's request IDs, ports, and time that really passed.
var masks = []struct {
	form *regexp.Regexp
	mask string
}{
	{regexp.MustCompile(`\b(op|r|rem)-[0-9a-z]{8,}\b`), "$1-…"},
	{regexp.MustCompile(`\b[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b`), "(UUID)"},
	{regexp.MustCompile(`\b\d+:[0-9a-f]{64}\b`), "(head)"},
	{regexp.MustCompile(`\b[0-9a-f]{12,64}\b`), "(hash)"},
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "(address)"},
	{regexp.MustCompile(`\b\d+\.\d s\b`), "(time)"},
}

func masked(text string) string {
	for _, m := range masks {
		text = m.form.ReplaceAllString(text, m.mask)
	}
	return strings.TrimSpace(text)
}
