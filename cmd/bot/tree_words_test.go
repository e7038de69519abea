package main

import (
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// unwelcome are words that no file of the repository holds. They are put
// together here from parts, so that this file does not hold them either.
var unwelcome = []struct {
	word *regexp.Regexp
	why  string
}{
	{regexp.MustCompile(`/wo` + `rk/|/tmp/` + `brief`), "a path of one machine means nothing on another"},
	{regexp.MustCompile(`(?i)facts` + ` file|shared` + ` folder|exem` + `plars\.md|inter` + `faces\.md|thre` + `ad\.md|DES` + `IGN\.md`), "the repository points at nothing outside itself: say it here"},
	{regexp.MustCompile("\u00a7"), "the number of a section says nothing to who does not have the document: say it in words"},
	{regexp.MustCompile(`(proxy|sum)\.golang` + `\.org|registry\.npm` + `js|pypi\.` + `org`), "where packages come from is the machine's setting"},
	{regexp.MustCompile(`(^|[^.|\w])(TO` + `DO|FIX` + `ME|XX` + `X|HA` + `CK)\b`), "what is left to do is an issue, or it is forgotten"},
}

// TestNoUnwelcomeWords reads every text of the repository.
func TestNoUnwelcomeWords(t *testing.T) {
	for _, name := range files(t) {
		if name == "LICENSE" || strings.HasSuffix(name, ".sum") || strings.HasPrefix(name, ".ci/tools.") {
			continue
		}
		text := read(t, name)
		if strings.ContainsRune(text, 0) {
			continue // no text
		}
		for n, line := range strings.Split(text, "\n") {
			for _, u := range unwelcome {
				if found := u.word.FindString(line); found != "" {
					t.Errorf("%s:%d has %q: %s", name, n+1, found, u.why)
				}
			}
		}
	}
}

// loud are forms that no message of ours takes. What the simulators say is the
// platforms' wording.
var loud = []struct {
	form *regexp.Regexp
	why  string
}{
	{regexp.MustCompile(`(?i)\b(please|success` + `fully|sorry)\b`), "a message says what is and what can be done, without courtesies"},
	{regexp.MustCompile(`[a-z]!(\s|$)`), "nothing here is an occasion for an exclamation mark"},
	{regexp.MustCompile(`[\x{1F300}-\x{1FAFF}]`), "no meaning by emoji"},
}

// TestMessagesAreCalm reads the strings of what speaks to people.
func TestMessagesAreCalm(t *testing.T) {
	for _, s := range sources(t) {
		if s.test() || below(s.folder(), "guard/aliyunsim") || below(s.folder(), "bot/slacksim") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Errorf("%s: %v", s.at(lit.Pos()), err)
			}
			for _, l := range loud {
				if found := l.form.FindString(text); found != "" {
					t.Errorf("%s says %q: %s", s.at(lit.Pos()), found, l.why)
				}
			}
			return true
		})
	}
}
