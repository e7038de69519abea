package report_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// categories reads every category that the domain declares, so that one added there is asked for here.
func categories(t *testing.T) []guard.Category {
	t.Helper()
	paths, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	var list []guard.Category
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Category" && len(spec.Values) == 1 {
				list = append(list, category(t, spec.Values[0]))
			}
			return true
		})
	}
	if len(list) < 28 {
		t.Fatalf("only %d categories are found in the domain: %v", len(list), list)
	}
	return list
}

func category(t *testing.T, e ast.Expr) guard.Category {
	t.Helper()
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		t.Fatalf("a category that is no literal: %v", e)
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil {
		t.Fatal(err)
	}
	return guard.Category(text)
}

func TestEachCategoryHasAName(t *testing.T) {
	names := map[string]guard.Category{}
	for _, c := range categories(t) {
		name := report.Name(c)
		if other, ok := names[name]; ok || name == string(c) {
			t.Errorf("%q is called %q, as is %q", c, name, other)
		}
		names[name] = c
	}
	if got := report.Name("new"); got != "new" {
		t.Errorf("a category without a name is called %q", got)
	}
}
