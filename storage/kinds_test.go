package storage

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An event that has no row could be decided but not stored, so the table is
// compared with the types that the domain's sources mark as events.
func TestEveryEventHasARow(t *testing.T) {
	var have []string
	for _, k := range kinds {
		have = append(have, k.typ.Name())
	}
	slices.Sort(have)
	want := eventTypes(t, filepath.Join("..", "guard"))
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("event types of package guard against the table of kinds (-guard +table): add the missing rows to kinds.go\n%s", diff)
	}
	if len(want) == 0 {
		t.Error("no event was found in the sources")
	}
}

// eventTypes returns the names of the types with a method event(), sorted.
func eventTypes(t *testing.T, dir string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range file.Decls {
			method, ok := declared.(*ast.FuncDecl)
			if !ok || method.Recv == nil || method.Name.Name != "event" {
				continue
			}
			if receiver, ok := method.Recv.List[0].Type.(*ast.Ident); ok {
				names = append(names, receiver.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}

func TestKindNamesAreKebabCase(t *testing.T) {
	form := regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)
	for _, k := range kinds {
		if !form.MatchString(k.name) {
			t.Errorf("%q is not like the other names", k.name)
		}
	}
}

func TestIndexRefusesTwoRows(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a table with a name twice was accepted")
		}
	}()
	index([]kind{{name: "a"}, {name: "a"}}, func(k kind) string { return k.name })
}
