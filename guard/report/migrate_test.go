package report_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

func migration(t *testing.T, a guard.Audit, to string) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.WriteMigration(&b, report.Finding{Audit: a}, to); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteMigrationGolden(t *testing.T) {
	for name, a := range map[string]guard.Audit{"thorough": thorough(), "incomplete": incomplete(), "none": none(), "hostile": hostile()} {
		golden(t, "migration_"+name+".markdown", migration(t, a, ""))
	}
}

// relations reads the relations that the audit of the cloud finds today.
func relations(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("../aliyun/*.go")
	if err != nil {
		t.Fatal(err)
	}
	list := []string{"", "TDE", "disk encryption", "new"}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`Relation: +"([^"]+)"`).FindAllStringSubmatch(string(text), -1) {
			list = append(list, found[1])
		}
	}
	slices.Sort(list)
	if list = slices.Compact(list); len(list) < 10 {
		t.Fatalf("only the relations %q are found", list)
	}
	return list
}

// Each category, in whatever relation, has steps of its own, something to verify, and commands that are right calls.
func TestEachCategoryAndRelationHasSteps(t *testing.T) {
	command := regexp.MustCompile("(?m)^  aliyun [a-z-]+ [A-Za-z-]+( --[A-Za-z0-9.-]+ ('[^\n]*'|[^ '\n]+)| --recursive --force| [^ \n-][^ \n]*)*$")
	for _, c := range categories(t) {
		for _, relation := range relations(t) {
			a := none()
			d := dependency(c, "id-1", guard.AtRest, "", "", "")
			d.Relation = relation
			a.Dependencies = []guard.Dependency{d}
			text := migration(t, a, "key-new")
			for _, want := range []string{"## " + report.Name(c) + ": ", "\n1. ", "\nVerify after each: ", "- [ ] `id-1` in cn-hangzhou"} {
				if !strings.Contains(text, want) {
					t.Fatalf("%s, %q: no %q in\n%s", c, relation, want, text)
				}
			}
			if strings.Contains(text, "nothing is known here of this kind") {
				t.Errorf("%s, %q: no steps of its own", c, relation)
			}
			for line := range strings.Lines(text) {
				if strings.HasPrefix(line, "  aliyun") && !command.MatchString(strings.TrimSuffix(line, "\n")) {
					t.Errorf("%s, %q: not a call: %s", c, relation, line)
				}
			}
		}
	}
}

func TestMigrationNamesTheOtherKey(t *testing.T) {
	if text := migration(t, thorough(), ""); !strings.Contains(text, "--EncryptionKey NEW_KEY_ID") {
		t.Error("no placeholder where no key is named")
	}
	if text := migration(t, thorough(), "key-new"); !strings.Contains(text, "--EncryptionKey key-new") || strings.Contains(text, "NEW_KEY_ID") {
		t.Error("the key that is named is not in the commands")
	}
}

func TestMigrationPutsProductionFirst(t *testing.T) {
	text := migration(t, thorough(), "")
	var last int
	for _, id := range []string{"`rm-bp1`", "`d-bp1`", "`orders-archive`", "`s-bp1`"} {
		at := strings.Index(text, id)
		if at < last {
			t.Errorf("%s stands at %d, what is worse at %d", id, at, last)
		}
		last = at
	}
}

// A shell reads of every command what was meant: a name is one word, and runs nothing.
func TestMigrationCommandsAreSafeInAShell(t *testing.T) {
	read := 0
	for _, id := range []string{"d-1", "it's", "$(touch x)", "`touch x`", "a b", "a;b", "a&&b", "*", "~", "-rf", "", `\`, `"`, "#", evil} {
		a := none()
		d := dependency(guard.ECSDisk, id, guard.AtRest, "", "", "")
		a.Dependencies = []guard.Dependency{d}
		for line := range strings.Lines(migration(t, a, "")) {
			if !strings.HasPrefix(line, "  aliyun ecs CreateSnapshot") {
				continue
			}
			read++
			script := `aliyun() { printf '%s\n' "$@"; }` + "\n" + line
			out, err := exec.CommandContext(t.Context(), "sh", "-c", script).CombinedOutput()
			words := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
			if err != nil || len(words) != 6 || words[4] != "--DiskId" {
				t.Errorf("%q: the shell reads %q, error %v", id, words, err)
			}
			if !strings.ContainsAny(id, "\n") && words[len(words)-1] != id {
				t.Errorf("%q is read as %q", id, words[len(words)-1])
			}
		}
	}
	if read == 0 {
		t.Error("no command was read")
	}
}

// Commands are pasted in one go: none of them destroys what was there.
func TestMigrationCommandsDestroyNothing(t *testing.T) {
	verbs := regexp.MustCompile(`^  aliyun [a-z-]+ (Delete|Release|Terminate|Schedule|Disable|Remove|rm)`)
	for _, c := range categories(t) {
		for _, relation := range relations(t) {
			a := none()
			d := dependency(c, "id-1", guard.AtRest, "", "", "")
			d.Relation = relation
			a.Dependencies = []guard.Dependency{d}
			for line := range strings.Lines(migration(t, a, "")) {
				if verbs.MatchString(line) {
					t.Errorf("%s, %q: %s", c, relation, line)
				}
			}
		}
	}
}
