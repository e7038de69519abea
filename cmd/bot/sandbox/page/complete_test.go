package page

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot"
)

// labels are what is suggested for a line.
func (s *stage) labels(line string) []string {
	s.t.Helper()
	var all []suggestion
	must(s.t, json.Unmarshal([]byte(s.get(aliceHere+"/complete?text="+url.QueryEscape(line))), &all))
	labels := []string{}
	for _, one := range all {
		labels = append(labels, one.Label)
	}
	return labels
}

const orders, vault = "key-hzz650a1b2c3d4e5f6g7h", "key-shh650d4e5f6g7h8i9j0k"

func TestCompletion(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for line, want := range map[string][]string{
		"":                                {},
		"hello":                           {},
		"/":                               {"/kms"},
		"/other ":                         {},
		"/kms d":                          {"delete", "disable"},
		"/kms help ":                      {},
		"/kms nothing ":                   {},
		"/kms delete ":                    {orders, vault},
		"/kms delete key-s":               {vault},
		"/kms delete orders":              {orders},
		"/kms delete Vault":               {vault},
		"/kms delete key-none":            {},
		"/kms delete key-1 ":              {"in", "window", "because"},
		"/kms delete key-1 w":             {"window"},
		"/kms delete key-1 in r window ":  {"7", "30"},
		"/kms delete key-1 in r because ": {},
		"/kms delete key-1 because x wi":  {},
		"/kms enable " + vault + " in ":   {"cn-shanghai"},
		"/kms rotate key-1 ":              {"now", "every 365", "off"},
		"/kms rotate key-1 now ":          {"in", "because"},
		"/kms audit key-1 for d":          {"delete", "disable"},
		"/kms status key-1 ":              {"in"},
	} {
		if diff := cmp.Diff(want, s.labels(line)); diff != "" {
			t.Errorf("%q: %s", line, diff)
		}
	}
}

// TestVerbsAreTheBots holds the page's list of verbs to the bot's own.
func TestVerbsAreTheBots(t *testing.T) {
	t.Parallel()
	var here, there []string
	for _, v := range verbs {
		here = append(here, v.word)
	}
	for _, v := range bot.Verbs() {
		there = append(there, string(v))
	}
	if diff := cmp.Diff(there, here); diff != "" {
		t.Error(diff)
	}
}

// TestWhatIsSuggestedIsUnderstood takes every suggestion, and then every one that
// follows, until nothing follows: the bot must understand each line that can be sent.
func TestWhatIsSuggestedIsUnderstood(t *testing.T) {
	t.Parallel()
	keys := newStage(t).host.Cloud().KeyViews()[:1]
	lines, whole := []string{"/kms "}, 0
	for len(lines) > 0 {
		line := lines[0]
		lines = lines[1:]
		next := suggestions(line, keys)
		for _, one := range next {
			if !strings.HasPrefix(one.Text, line) || one.About == "" {
				t.Errorf("%q goes on as %+v", line, one)
			}
			lines = append(lines, one.Text)
		}
		words := strings.Fields(line)
		last := words[len(words)-1]
		if last == "because" {
			line += "it is retired"
		} else if clauses[last] != "" || len(words) < 3 && len(next) > 0 || last == "rotate" || verbOf(words).form != nil && len(words) == 3 {
			continue // something must follow
		}
		if verbOf(words).word == "audit" && !slices.Contains(words, "for") {
			continue
		}
		whole++
		if _, err := bot.ParseCommand(strings.TrimPrefix(line, command)); err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
	if whole < 30 {
		t.Errorf("only %d lines were tried", whole)
	}
}

// The message box of a room completes also while a thread is open beside it.
func TestCompletionBesideAThread(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	text := s.get(aliceHere + "/1.000001")
	address := regexp.MustCompile(`data-complete="/` + token + `([^"]+)"`).FindStringSubmatch(text)
	if address == nil || !strings.Contains(s.get(address[1]+"?text=/kms"), "/kms") {
		t.Errorf("the box completes at %v", address)
	}
}
