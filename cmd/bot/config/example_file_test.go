package config_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/google/go-cmp/cmp"

	"kmsguard/cmd/bot/config"
)

// shipped is the example as people get it.
func shipped(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../../deploy/kmsguard.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var optional = regexp.MustCompile(`(?m)^( *)#([A-Za-z_.]+:|"[0-9]+":)`)

// complete is the example with its optional fields switched on.
func complete(t *testing.T) string { return optional.ReplaceAllString(shipped(t), "$1$2") }

// pathsIn returns the path of every value in text, those of maps ending in ".*".
func pathsIn(t *testing.T, text string) []string {
	t.Helper()
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	var walk func(n ast.Node, prefix string)
	walk = func(n ast.Node, prefix string) {
		m, ok := n.(*ast.MappingNode)
		if !ok {
			paths = append(paths, strings.TrimSuffix(prefix, "."))
			return
		}
		for _, v := range m.Values {
			if slices.Contains([]string{"alicloud.accounts.", "alicloud.endpoints.", "alicloud.audit.budgets."}, prefix) {
				paths = append(paths, prefix+"*")
				continue
			}
			walk(v.Value, prefix+v.Key.GetToken().Value+".")
		}
	}
	walk(file.Docs[0].Body, "")
	return paths
}

func TestExampleHasEveryFieldAndNoOther(t *testing.T) {
	want, got := config.Paths(), pathsIn(t, complete(t))
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields of Config and kmsguard.example.yaml differ (-code +file):\n%s", diff)
	}
}

func TestExampleExplainsEveryField(t *testing.T) {
	var previous string
	for n, line := range strings.Split(shipped(t), "\n") {
		trimmed := strings.TrimSpace(line)
		isField := optional.MatchString(line) || trimmed != "" && !strings.HasPrefix(trimmed, "#")
		if isField && !strings.HasSuffix(line, ":") && !strings.HasPrefix(strings.TrimSpace(previous), "# ") {
			t.Errorf("line %d: no comment stands above %q", n+1, trimmed)
		}
		previous = line
	}
}

func TestExampleShowsTheDefaults(t *testing.T) {
	shown := config.Texts(mustLoad(t, complete(t), nil))
	for path, want := range config.Texts(config.Default()) {
		if shown[path] != want {
			t.Errorf("%s: the example shows %q, the default is %q", path, shown[path], want)
		}
	}
}

// exampleEnv is what the shipped example refers to.
func exampleEnv() map[string]string {
	return map[string]string{
		"SLACK_BOT_TOKEN":                 "xoxb-1",
		"SLACK_APP_TOKEN":                 "xapp-1",
		"ALIBABA_CLOUD_ACCESS_KEY_ID":     "LTAI1",
		"ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret1",
	}
}

func TestShippedExampleIsValid(t *testing.T) {
	c := mustLoad(t, shipped(t), exampleEnv())
	for _, use := range []config.Subcommand{config.ForServe, config.ForAudit, config.ForDoctor, config.ForLedger, config.ForPolicy} {
		if err := c.Validate(use); err != nil {
			t.Errorf("%s: %v", use, err)
		}
	}
}

func TestExamplesInMessagesAreValid(t *testing.T) {
	for path, example := range config.FieldExamples() {
		if example == "" {
			t.Errorf("%s has no example for its messages", path)
			continue
		}
		names := strings.Split(strings.Replace(path, "*", "kms", 1), ".")
		var text strings.Builder
		for depth, name := range names {
			text.WriteString("\n" + strings.Repeat("  ", depth) + name + ":")
		}
		text.WriteString(" " + example + "\n")
		if _, err := load(t, text.String(), nil); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}
