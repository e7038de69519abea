package main

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// trouble gathers what goes wrong in a page without being seen on it: exceptions,
// errors of the console, what the content policy refused, requests that failed.
type trouble struct {
	mu      sync.Mutex
	met     []string
	allowed []string
}

// note is told of every event of a page.
func (w *trouble) note(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += ": " + x.Description
		}
		w.add("exception: " + text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert || e.Type == runtime.ConsoleAPICalledTypeWarning {
			w.add("console: " + spoken(e.Args))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			w.add("log: " + e.Entry.Text + " " + e.Entry.URL)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled { // by who leaves a page
			w.add("request: " + e.ErrorText + " " + e.BlockedReason.String())
		}
	}
}

func spoken(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		words = append(words, string(a.Value)+a.Description)
	}
	return strings.Join(words, " ")
}

func (w *trouble) add(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.met = append(w.met, what)
}

// allow lets pass what holds a text: what a test provokes on purpose.
func (w *trouble) allow(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.allowed = append(w.allowed, text)
}

// report fails the test for whatever was met and not allowed.
func (w *trouble) report(t testing.TB) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range w.met {
		if !slices.ContainsFunc(w.allowed, func(a string) bool { return strings.Contains(m, a) }) {
			t.Errorf("the browser met trouble: %s", m)
		}
	}
}
