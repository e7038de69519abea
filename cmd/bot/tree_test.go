package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// The tests in the tree_*_test.go files read the repository itself. Each rule
// that one of them holds is printed with its reason when it is broken.

// module is the import path of the repository's root.
const module = "kmsguard"

// source is one Go file.
type source struct {
	path  string // from the root, with slashes
	text  string
	file  *ast.File
	fset  *token.FileSet
	lines int
}

// folder is the package's path from the root.
func (s source) folder() string { return path.Dir(s.path) }

// test reports whether only tests are built from it.
func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

// at names a place in the file.
func (s source) at(p token.Pos) string {
	return s.path + ":" + strconv.Itoa(s.fset.Position(p).Line)
}

// imports are the paths that the file imports.
func (s source) imports() []string {
	var all []string
	for _, i := range s.file.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err == nil {
			all = append(all, p)
		}
	}
	return all
}

// below reports whether folder is top or lies under it.
func below(folder, top string) bool { return folder == top || strings.HasPrefix(folder, top+"/") }

// root is the repository's folder.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// files lists what lies in the repository, from the root, with slashes, without
// git's own folder.
func files(t *testing.T) []string {
	t.Helper()
	var all []string
	dir := root(t)
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == ".git" {
				return fs.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(dir, p)
		all = append(all, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// read returns a file of the repository.
func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var parsed struct {
	once sync.Once
	all  []source
}

// sources parses every Go file of the repository, once for all tests.
func sources(t *testing.T) []source {
	t.Helper()
	parsed.once.Do(func() {
		for _, name := range files(t) {
			if strings.HasSuffix(name, ".go") {
				parsed.all = append(parsed.all, parse(t, name))
			}
		}
	})
	if len(parsed.all) < 100 {
		t.Fatalf("only %d Go files were found: this test does not see the repository", len(parsed.all))
	}
	return parsed.all
}

func parse(t *testing.T, name string) source {
	t.Helper()
	s := source{path: name, text: read(t, name), fset: token.NewFileSet()}
	s.lines = strings.Count(s.text, "\n")
	f, err := parser.ParseFile(s.fset, name, s.text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	s.file = f
	return s
}

// folders lists the folders that hold Go files outside tests.
func folders(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, s := range sources(t) {
		if !s.test() {
			all = append(all, s.folder())
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
