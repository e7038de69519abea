package main

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// Why the calls below are forbidden.
const (
	whyTime    = "time comes in as an argument or through an option, or a sandbox cannot move it"
	whySleep   = "wait for a condition or a channel, with a bound beside it"
	whyRandom  = "randomness comes in through an option, or a run cannot be repeated"
	whyEnv     = "the environment is read in cmd/bot only, or a setting has no place where it is documented"
	whyContext = "the context comes from the caller, or nobody can end what it starts"
)

// forbiddenCalls are forbidden in guard, bot and storage outside tests. A name
// that ends in a dot stands for everything in that package.
var forbiddenCalls = map[string]string{
	"time.Now": whyTime, "time.Since": whyTime, "time.Until": whyTime, "time.After": whyTime, "time.Tick": whyTime,
	"time.AfterFunc": whyTime,
	"math/rand.":     whyRandom, "math/rand/v2.": whyRandom,
	"os.Getenv": whyEnv, "os.LookupEnv": whyEnv, "os.Environ": whyEnv, "os.Setenv": whyEnv,
	"context.Background": whyContext, "context.TODO": whyContext,
}

// TestNoHiddenInputs looks for what would reach into a package past its arguments.
func TestNoHiddenInputs(t *testing.T) {
	for _, s := range sources(t) {
		bound := slices.ContainsFunc([]string{"guard", "bot", "storage"}, func(top string) bool { return below(s.folder(), top) })
		for _, u := range uses(s) {
			switch why := forbidden(u); {
			case u.name == "time.Sleep":
				t.Errorf("%s uses time.Sleep: %s", s.at(u.Pos()), whySleep)
			case bound && !s.test() && why != "":
				t.Errorf("%s uses %s: %s", s.at(u.Pos()), u.name, why)
			}
		}
	}
}

func forbidden(u use) string {
	if why := forbiddenCalls[u.name]; why != "" {
		return why
	}
	folder, name := path.Split(u.name)
	first, _, _ := strings.Cut(name, ".")
	return forbiddenCalls[folder+first+"."]
}

// use is one mention of something in an imported package: "time.Now".
type use struct {
	*ast.SelectorExpr
	name string
}

// uses lists what a file mentions of the packages that it imports.
func uses(s source) []use {
	names := map[string]string{}
	for i, p := range s.imports() {
		name := path.Base(p)
		if strings.HasPrefix(name, "v") && len(name) == 2 {
			name = path.Base(path.Dir(p))
		}
		if spec := s.file.Imports[i]; spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = p
	}
	var all []use
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && names[x.Name] != "" {
				all = append(all, use{sel, names[x.Name] + "." + sel.Sel.Name})
			}
		}
		return true
	})
	return all
}

// TestGoroutinesAreCounted wants a leak check in each package that starts
// goroutines: whoever starts one waits for it.
func TestGoroutinesAreCounted(t *testing.T) {
	starts, checks := map[string]string{}, map[string]bool{}
	for _, s := range sources(t) {
		if s.test() {
			checks[s.folder()] = checks[s.folder()] || slices.Contains(s.imports(), "go.uber.org/goleak")
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if startsGoroutine(n) {
				starts[s.folder()] = s.at(n.Pos())
			}
			return true
		})
	}
	if len(starts) < 5 {
		t.Errorf("only %d packages start goroutines: this test looks for the wrong thing", len(starts))
	}
	for folder, at := range starts {
		if !checks[folder] && !strings.HasSuffix(folder, "test") {
			t.Errorf("%s starts a goroutine, and no test of %s uses goleak: whoever starts one waits for it, and a test shows that", at, folder)
		}
	}
}

// startsGoroutine recognises a go statement and the method Go of wait groups.
func startsGoroutine(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GoStmt:
		return true
	case *ast.CallExpr:
		sel, ok := n.Fun.(*ast.SelectorExpr)
		return ok && sel.Sel.Name == "Go"
	}
	return false
}
