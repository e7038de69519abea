package report_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	cdp "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"kmsguard/guard/report"
)

// TestBrowser drives the pages in one browser. It takes long, so that it runs where KMSGUARD_BROWSER=required says so;
// what the page says without a browser is tested beside it.
func TestBrowser(t *testing.T) {
	if os.Getenv("KMSGUARD_BROWSER") != "required" {
		t.Skip("takes long: KMSGUARD_BROWSER=required runs it")
	}
	file := os.Getenv("KMSGUARD_CHROMIUM")
	if file == "" {
		var err error
		if file, err = exec.LookPath("chromium"); err != nil {
			t.Fatal(err)
		}
	}
	bounded, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	allocator, free := chromedp.NewExecAllocator(bounded, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(file), chromedp.DisableGPU)...)
	defer free()
	ctx, end := chromedp.NewContext(allocator)
	defer end()
	do(ctx, t)
	t.Run("opens 100,000 rows", func(t *testing.T) { opens100000Rows(window(ctx, t), t) })
	t.Run("prints what is shown", func(t *testing.T) { printsWhatIsShown(window(ctx, t), t) })
	t.Run("prints 100,000 rows", func(t *testing.T) { prints100000Rows(window(ctx, t), t) })
	for name, page := range pages(t) {
		t.Run("runs nothing of a name: "+name, func(t *testing.T) { runsNothingOfAName(window(ctx, t), t, page) })
	}
}

// window is a window of the browser. What the page complains of, its policy above all, fails the test.
func window(browser context.Context, t *testing.T) context.Context {
	var met trouble
	ctx, end := chromedp.NewContext(browser, chromedp.WithListener(met.note))
	t.Cleanup(func() {
		end()
		met.report(t)
	})
	return ctx
}

// trouble gathers what a page complains of.
type trouble struct {
	mu  sync.Mutex
	met []string
}

func (w *trouble) note(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		w.met = append(w.met, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		w.met = append(w.met, e.Entry.Text)
	}
}

func (w *trouble) report(t *testing.T) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range w.met {
		t.Errorf("the browser met trouble: %s", m)
	}
}

// see evaluates an expression in the page.
func see[T any](ctx context.Context, t *testing.T, expression string) T {
	t.Helper()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return got
}

func do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// opened writes a page to a file and opens that.
func opened(ctx context.Context, t *testing.T, page string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	do(ctx, t, chromedp.Navigate("file://"+path))
}

// A page with 100,000 rows opens, sorts by keyboard, searches, and puts every row on paper.
func opens100000Rows(ctx context.Context, t *testing.T) {
	opened(ctx, t, written(t, report.HTML, many(100_000)))
	const (
		told  = `document.querySelector("output").textContent`
		rows  = `String(document.querySelectorAll("[data-table=dependents] tbody tr").length)`
		first = `document.querySelector("[data-table=dependents] tbody tr td:nth-child(3)").textContent`
		head  = `[...document.querySelectorAll("[data-table=dependents] th")]`
		sorts = head + `.map(th => th.getAttribute("aria-sort")).join(" ")`
		by    = "none none %s none none none none none none none none none"
	)
	enter := []chromedp.Action[chromedp.Void]{chromedp.Evaluate[chromedp.Void](head + `[2].firstChild.focus()`), chromedp.KeyEvent(kb.Enter)}
	for _, step := range []struct {
		name      string
		do        []chromedp.Action[chromedp.Void]
		see, want string
	}{
		{"it says how many rows there are", nil, told, "100,000 shown"},
		{"it shows a part", nil, rows, "200"},
		{"the worst is first", nil, first, "s-099999"},
		{"a key sorts by ID", enter, sorts, fmt.Sprintf(by, "ascending")},
		{"the first ID is first", nil, first, "s-000000"},
		{"a second time it sorts down", enter, sorts, fmt.Sprintf(by, "descending")},
		{"the last ID is first", nil, first, "s-099999"},
		{"a click sorts by severity", []chromedp.Action[chromedp.Void]{chromedp.Click(`[data-table=dependents] th:nth-child(6) button`)}, first, "s-099999"},
		{"more rows on demand", []chromedp.Action[chromedp.Void]{chromedp.Evaluate[chromedp.Void](`document.querySelector(".more").click()`)}, rows, "1200"},
		{"a search counts what it finds", []chromedp.Action[chromedp.Void]{chromedp.SendKeys(`#s-dependents`, "S-09999")}, told, "10 of 100,000 shown"},
		{"and shows that", nil, rows, "10"},
	} {
		do(ctx, t, step.do...)
		if got := see[string](ctx, t, step.see); got != step.want {
			t.Errorf("%s: %q, want %q", step.name, got, step.want)
		}
	}
}

// Paper has what the screen would show, in that order, up to a bound, and says what it leaves out.
func printsWhatIsShown(ctx context.Context, t *testing.T) {
	opened(ctx, t, written(t, report.HTML, many(6000)))
	const (
		rows  = `document.querySelectorAll("[data-table=dependents] tbody tr").length`
		first = `document.querySelector("[data-table=dependents] tbody tr td:nth-child(3)").textContent`
		says  = `document.querySelector("[data-table=dependents] .unprinted").textContent`
		print = `dispatchEvent(new Event("beforeprint")), `
		files = " All 6,000 are in this page and in the CSV and JSON files of the same audit."
	)
	for _, step := range []struct {
		search, first, says string
		rows                int
	}{
		{"", "s-005999", "2,000 of 6,000 rows are printed, 4,000 are not." + files, 2000},
		{"s-00007", "s-000070", "10 of 6,000 rows are printed, 5,990 are not. 10 of them match the search “s-00007”." + files, 10},
	} {
		do(ctx, t, chromedp.SendKeys(`#s-dependents`, step.search))
		before := see[int](ctx, t, rows)
		if n := see[int](ctx, t, print+rows); n != step.rows {
			t.Errorf("search %q: %d rows on paper, want %d", step.search, n, step.rows)
		}
		if got := see[string](ctx, t, first); got != step.first {
			t.Errorf("search %q: the first on paper is %s, want %s", step.search, got, step.first)
		}
		if got := see[string](ctx, t, says); got != step.says {
			t.Errorf("search %q: paper says %q, want %q", step.search, got, step.says)
		}
		if n := see[int](ctx, t, `dispatchEvent(new Event("afterprint")), `+rows); n != before {
			t.Errorf("search %q: %d rows on the screen again, want %d", step.search, n, before)
		}
	}
	if shown := see[bool](ctx, t, visible(".unprinted")); shown {
		t.Error("the screen says what paper leaves out")
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	if shown := see[bool](ctx, t, visible(".tools, .more")); shown {
		t.Error("there are controls on paper")
	}
	if shown := see[bool](ctx, t, visible("[data-table=dependents] .unprinted")); !shown {
		t.Error("paper does not say what it leaves out")
	}
}

func visible(what string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(%q)].some((e) => e.checkVisibility())`, what)
}

// printBound is how long a browser may take to print a report on a crowded machine; alone it takes a fraction of it.
const printBound = 3 * time.Minute

// prints100000Rows has the browser make a PDF of the largest report; one with every row took minutes.
func prints100000Rows(ctx context.Context, t *testing.T) {
	opened(ctx, t, written(t, report.HTML, many(100_000)))
	bounded, cancel := context.WithTimeout(ctx, printBound)
	defer cancel()
	began := time.Now()
	pdf, err := chromedp.Call(bounded, cdp.PrintToPDF, cdp.PrintToPDFParams{})
	if err != nil {
		t.Fatalf("after %v: %v", time.Since(began), err)
	}
	t.Logf("%d bytes of PDF in %v", len(pdf.Data), time.Since(began))
	if pages := strings.Count(string(pdf.Data), "/Type /Page\n"); pages < 50 {
		t.Errorf("%d pages of 2,000 rows", pages)
	}
}

// Whatever names say, the page shows them and runs nothing of them.
func runsNothingOfAName(ctx context.Context, t *testing.T, page string) {
	opened(ctx, t, page)
	if n := see[int](ctx, t, `document.scripts.length`); n != 2 {
		t.Errorf("%d scripts", n)
	}
	if text := see[string](ctx, t, `document.body.innerText`); !strings.Contains(text, "<script>alert(1)</script>") {
		t.Errorf("the names are not shown as they are:\n%s", text)
	}
}
