package main

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTopLevelFolders keeps the first look at the repository short.
func TestTopLevelFolders(t *testing.T) {
	var got []string
	for _, name := range files(t) {
		top, _, deeper := strings.Cut(name, "/")
		if deeper && !strings.HasPrefix(top, ".") {
			got = append(got, top)
		}
	}
	slices.Sort(got)
	want := []string{"bot", "cmd", "deploy", "guard", "storage"}
	if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
		t.Errorf("top-level folders (-want +got):\n%s\na newcomer finds everything below these five", diff)
	}
}

// TestEachPackageSaysWhatItIs wants the purpose and where to start reading, in
// doc.go, where everybody looks for it. A package of one file says it there, and
// needs no hint where to start.
func TestEachPackageSaysWhatItIs(t *testing.T) {
	docs, sizes := map[string]string{}, map[string]int{}
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		sizes[s.folder()]++
		if name := path.Base(s.path); s.file.Doc != nil && (name == "doc.go" || name == "main.go" || name == path.Base(s.folder())+".go") {
			docs[s.folder()] = s.file.Doc.Text()
		}
	}
	for _, folder := range folders(t) {
		begin := "Package " + path.Base(folder) + " "
		if folder == "cmd/bot" {
			begin = "Command bot "
		}
		if !strings.HasPrefix(docs[folder], begin) {
			t.Errorf("%s: no package doc in doc.go that begins with %q: each package says in a sentence what it is for", folder, begin)
		}
		if sizes[folder] > 1 && folder != "cmd/bot" && !strings.Contains(docs[folder], "Start ") {
			t.Errorf("%s: the package doc does not say where to start reading", folder)
		}
	}
}

// Bounds of what somebody can keep in mind. Most files and functions are far below.
const (
	longestFile     = 500
	longestFunction = 60
)

// TestFilesAreShort bounds files, those of tests too.
func TestFilesAreShort(t *testing.T) {
	for _, s := range sources(t) {
		if s.lines >= longestFile {
			t.Errorf("%s has %d lines: a file has one subject and stays under %d", s.path, s.lines, longestFile)
		}
	}
}

// TestFunctionsAreShort bounds functions outside tests; a test may hold a table.
func TestFunctionsAreShort(t *testing.T) {
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1; n > longestFunction {
				t.Errorf("%s: %s has %d lines: a function has one thought and at most %d", s.at(f.Pos()), f.Name.Name, n, longestFunction)
			}
		}
	}
}

// TestNoDrawers refuses files and packages without a subject: what has no name
// of its own is put there, and is never found again.
func TestNoDrawers(t *testing.T) {
	drawers := []string{"types", "util", "utils", "helper", "helpers", "misc", "common", "base", "shared", "lib", "internal", "pkg"}
	for _, s := range sources(t) {
		name := strings.TrimSuffix(strings.TrimSuffix(path.Base(s.path), ".go"), "_test")
		if slices.Contains(drawers, name) {
			t.Errorf("%s: a file is named after its subject, and %s is none", s.path, name)
		}
		if slices.Contains(drawers, path.Base(s.folder())) {
			t.Errorf("%s: a package is named after what it is, and %s is nothing", s.folder(), path.Base(s.folder()))
		}
	}
}
