package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// markdownLink is a link or picture: its address without title.
var markdownLink = regexp.MustCompile(`\[[^\]]*\]\(([^)\s]+)[^)]*\)`)

// fence is a block of code in Markdown, with its language.
var fence = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")

// documents are the Markdown files of the repository.
func documents(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, name := range files(t) {
		if strings.HasSuffix(name, ".md") {
			all = append(all, name)
		}
	}
	return all
}

// TestLinksLead follows each relative link, and each heading that one names.
func TestLinksLead(t *testing.T) {
	followed := 0
	for _, name := range documents(t) {
		text := fence.ReplaceAllString(read(t, name), "")
		for _, m := range markdownLink.FindAllStringSubmatch(text, -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			followed++
			file, anchor, _ := strings.Cut(m[1], "#")
			target := name
			if file != "" {
				target = path.Join(path.Dir(name), file)
			}
			if _, err := os.Stat(filepath.Join(root(t), filepath.FromSlash(target))); err != nil {
				t.Errorf("%s links to %s, and there is nothing: a reader who follows it is lost", name, m[1])
				continue
			}
			if anchor != "" && !headings(read(t, target))[anchor] {
				t.Errorf("%s links to %s, and %s has no such heading", name, m[1], target)
			}
		}
	}
	if followed == 0 {
		t.Error("no link was found: this test does not see them")
	}
}

// headings returns the anchors that a Markdown file's headings get.
func headings(text string) map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(fence.ReplaceAllString(text, "")) {
		title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " ")
		if !ok || !strings.HasPrefix(line, "#") {
			continue
		}
		all[anchorOf(title)] = true
	}
	return all
}

var notInAnchor = regexp.MustCompile(`[^\p{L}\p{N}_\- ]`)

func anchorOf(title string) string {
	plain := notInAnchor.ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), "")
	return strings.ReplaceAll(plain, " ", "-")
}

// codeFile is a path of the repository in code spans: `guard/decide.go`.
var codeFile = regexp.MustCompile("`((?:bot|cmd|deploy|guard|storage)/[A-Za-z0-9_/.-]+|\\.ci/[a-z.]+)`")

// TestNamedFilesExist follows each path that a document at the top names.
func TestNamedFilesExist(t *testing.T) {
	for _, name := range documents(t) {
		if strings.Contains(name, "/") {
			continue
		}
		for _, m := range codeFile.FindAllStringSubmatch(read(t, name), -1) {
			if _, err := os.Stat(filepath.Join(root(t), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s names `%s`, and there is nothing of that name", name, m[1])
			}
		}
	}
}
