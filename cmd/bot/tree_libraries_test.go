package main

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// keeper says which packages alone may touch a library.
type keeper struct {
	library string   // prefix of import paths
	only    []string // none: tests
	why     string
}

var keepers = []keeper{
	{"github.com/aliyun/", []string{"guard/aliyun/acs"}, "the SDK loses errors and can leak credentials in them; one package tames it"},
	{"github.com/slack-go/", []string{"bot", "bot/view"}, "Slack's library is the Slack side's; a simulator that used it would agree with its mistakes"},
	{"go.etcd.io/bbolt", []string{"storage/bolt"}, "what a file holds is one store's business"},
	{"github.com/alecthomas/kong", []string{"cmd/bot"}, "only the program has a command line"},
	{"github.com/prometheus/", []string{"cmd/bot"}, "packages tell what happens through options; the program makes metrics of it"},
	{"github.com/rs/zerolog", []string{"bot", "guard/engine", "cmd/bot"}, "an error is returned or logged, never both; only these have nobody to return it to"},
	{"github.com/goccy/go-yaml", []string{"guard/strictyaml", "guard/aliyunsim", "bot/slacksim", "cmd/bot/config", "cmd/bot/play"}, "YAML is for files that people write"},
	{"github.com/chromedp/", nil, "a browser is what tests look at the page with"},
}

// TestLibrariesHaveKeepers keeps each library in its place, outside tests.
func TestLibrariesHaveKeepers(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, i := range s.imports() {
			for _, k := range keepers {
				if !strings.HasPrefix(i, k.library) {
					continue
				}
				used[k.library+" "+s.folder()] = true
				if !slices.Contains(k.only, s.folder()) {
					t.Errorf("%s imports %s, which only %s may: %s", s.path, i, cmp.Or(strings.Join(k.only, ", "), "tests"), k.why)
				}
			}
		}
	}
	for _, k := range keepers {
		for _, folder := range k.only {
			if !used[k.library+" "+folder] {
				t.Errorf("%s may use %s and does not: take it off the list", folder, k.library)
			}
		}
	}
}

// TestDomainNeedsOnlyTheStandardLibrary also names what of the standard library
// a pure package has no use for.
func TestDomainNeedsOnlyTheStandardLibrary(t *testing.T) {
	impure := []string{"net", "os", "io/fs", "log", "math/rand", "crypto/rand", "syscall", "sync", "testing"}
	for _, s := range sources(t) {
		if s.test() || s.folder() != "guard" {
			continue
		}
		for _, i := range s.imports() {
			first, _, _ := strings.Cut(i, "/")
			if strings.Contains(first, ".") || first == module {
				t.Errorf("%s imports %s: the domain needs the standard library only", s.path, i)
			}
			if slices.ContainsFunc(impure, func(p string) bool { return below(i, p) }) {
				t.Errorf("%s imports %s: the domain does no I/O, shares no state and draws no random numbers", s.path, i)
			}
		}
	}
}
