package main

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// elsewhere are commands of the documents that this repository does not
// provide: they are for the reader's shell, cloud or host.
var elsewhere = []string{
	"aliyun", "curl", "docker", "sed", "for", "done", "install", "systemctl", "useradd", "kubectl", "git", "go",
}

// ourForms are how our own command is called, longest first.
var ourForms = []string{"go run ./cmd/bot", "bot"}

// TestCommandsParse parses every command line of ours in the documents, and
// knows every other one.
func TestCommandsParse(t *testing.T) {
	parsed := 0
	for _, name := range documents(t) {
		for _, line := range commandLines(read(t, name)) {
			args, ours := ourArguments(line)
			if ours {
				parsed++
				if err := parseArguments(args); err != nil {
					t.Errorf("%s: `%s`: %v: whoever copies it gets this error", name, line, err)
				}
				continue
			}
			word, _, _ := strings.Cut(line, " ")
			if !slices.Contains(elsewhere, word) && !strings.Contains(word, "=") && line != ".ci/run" {
				t.Errorf("%s: `%s`: %s is neither ours nor in the list of what runs elsewhere", name, line, word)
			}
		}
	}
	if parsed < 5 {
		t.Errorf("%d commands of ours were found: this test does not see them", parsed)
	}
}

// commandLines are the lines of a document's shell blocks, continued ones joined.
func commandLines(text string) []string {
	var all []string
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		if m[1] != "sh" {
			continue
		}
		for line := range strings.Lines(strings.ReplaceAll(m[2], "\\\n", " ")) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), " #")
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				all = append(all, line)
			}
		}
	}
	return all
}

func ourArguments(line string) (args []string, ours bool) {
	for _, form := range ourForms {
		if rest, ok := strings.CutPrefix(line, form); ok && (rest == "" || rest[0] == ' ') {
			rest, _, _ = strings.Cut(rest, " >") // where output goes is the shell's
			rest, _, _ = strings.Cut(rest, " |")
			return strings.Fields(rest), true
		}
	}
	return nil, false
}

// parseArguments parses a command line and runs nothing.
func parseArguments(args []string) error {
	var c cli
	p, err := kong.New(&c, kong.Name("bot"), kong.Writers(io.Discard, io.Discard), kong.Exit(func(int) {}))
	if err != nil {
		return err
	}
	_, err = p.Parse(args)
	return err
}

// TestReadmeCommands keeps the two commands of the README as they are: one shows
// the main job, the other is what the script of the whole check runs first.
func TestReadmeCommands(t *testing.T) {
	lines := commandLines(read(t, "README.md"))
	for _, want := range []string{"go run ./cmd/bot sandbox --play delete", "go test ./..."} {
		if !slices.Contains(lines, want) {
			t.Errorf("the README does not show `%s`", want)
		}
	}
	if !strings.Contains(read(t, ".ci/run"), "\n  go test ./... ") {
		t.Error(".ci/run does not run the README's test command as it stands there")
	}
}
