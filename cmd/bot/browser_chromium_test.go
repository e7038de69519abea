package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// What the tests of the page need, and how they are told.
const (
	// browserWish is "required", which makes a browser that is not there a
	// failure; "off", which keeps tests from using one; or empty.
	browserWish = "KMSGUARD_BROWSER"
	// browserFile is the program to use instead of what PATH has.
	browserFile = "KMSGUARD_CHROMIUM"
)

// chromium is the one browser of this test binary. Each visitor has a browser
// context of his own in it: cookies, storage and cache of nobody else.
var chromium struct {
	once sync.Once
	ctx  context.Context
	err  error
	end  []func()
}

var errNoBrowser = errors.New("no Chromium here: install it, or name its file in " + browserFile)

// browser returns the context in which visitors open their pages. Without a
// browser it skips the test, or fails it where one is required.
func browser(t testing.TB) context.Context {
	t.Helper()
	if os.Getenv(browserWish) == "off" {
		t.Skip(browserWish + "=off: tests that drive a browser do not run here")
	}
	if _, isTest := t.(*testing.T); isTest && !browserRequired() && !*update && !slices.Contains(everyday, t.Name()) {
		t.Skip("takes long: " + browserWish + "=required runs it")
	}
	chromium.once.Do(startBrowser)
	switch {
	case errors.Is(chromium.err, errNoBrowser) && !browserRequired():
		t.Skip(chromium.err)
	case chromium.err != nil:
		t.Fatal(chromium.err)
	}
	return chromium.ctx
}

// everyday are the tests that run wherever there is a browser; all of them together
// take minutes, and run where one is required.
var everyday = []string{"TestBrowserDeletion", "TestBrowserHostile", "TestBrowserMistake"}

func browserRequired() bool { return os.Getenv(browserWish) == "required" }

func startBrowser() {
	file, err := findBrowser()
	if err != nil {
		chromium.err = err
		return
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(file), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("enable-precise-memory-info", true), chromedp.Flag("font-render-hinting", "none"),
	)
	// It lives longer than the test that happens to need it first.
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocator)
	chromium.end = []func(){end, free}
	chromium.ctx, chromium.err = ctx, chromedp.Do(ctx)
}

func findBrowser() (string, error) {
	if named := os.Getenv(browserFile); named != "" {
		return named, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if file, err := exec.LookPath(name); err == nil {
			return file, nil
		}
	}
	return "", errNoBrowser
}

// endBrowser ends the browser and removes its folder. It runs when all tests have
// ended.
func endBrowser() error {
	if chromium.ctx == nil {
		return nil
	}
	err := chromedp.Cancel(chromium.ctx)
	for _, end := range chromium.end {
		end()
	}
	return err
}
