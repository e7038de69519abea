package main

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeFile names the script of axe-core, which .ci/run fetches.
const axeFile = "KMSGUARD_AXE"

// axeRules are the rules of WCAG 2.2 up to level AA, and axe's own good practice.
const axeRules = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`

// axeScript reads axe-core. Without it the test is skipped, or fails where a
// browser and all that belongs to it is required.
func axeScript(t *testing.T) string {
	t.Helper()
	file := os.Getenv(axeFile)
	if file == "" && browserRequired() {
		t.Fatalf("%s does not name the script of axe-core", axeFile)
	}
	if file == "" {
		t.Skipf("%s does not name the script of axe-core", axeFile)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestBrowserAccessible has axe-core look at every place, in both schemes and at
// both widths, and at what is open for a moment only.
func TestBrowserAccessible(t *testing.T) {
	script := axeScript(t)
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.ready(t, ordersKey)
	v.act(t, "bob", opensHome)
	for name, look := range map[string]struct {
		window size
		scheme string
	}{
		"desk, light": {desk, "light"}, "desk, dark": {desk, "dark"}, "phone, light": {phone, "light"}, "phone, dark": {phone, "dark"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newVisitor(t, v, look.window)
			p.scheme(look.scheme)
			for where, address := range v.places(request) {
				p.open(address)
				p.audit(script, where)
			}
			p.open(v.at("shop", "frank", decideRoom, request))
			p.openStatement(5)
			p.audit(script, "a window")
			p.enter("The sentence", "something else")
			p.pressAt("dialog [data-submit]")
			p.awaitElement("dialog .bk-error")
			p.audit(script, "a window with a mistake")
			p.closeWindow()
		})
	}
}

// violation is a rule of axe-core that something on the page breaks.
type violation struct {
	ID, Help string
	Nodes    []struct{ HTML, FailureSummary string }
}

// audit has axe-core look at the page.
func (p *visitor) audit(script, where string) {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void]("if (!window.axe) { " + script + " }"))
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]violation](
		`axe.run(document, { runOnly: `+axeRules+`, resultTypes: ["violations"] }).then((r) => r.violations)`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, f := range found {
		for _, n := range f.Nodes {
			p.t.Errorf("%s: %s (%s)\n%s\n%s", where, f.Help, f.ID, n.HTML, strings.TrimSpace(n.FailureSummary))
		}
	}
}
