package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// keepEvidence writes what a visitor saw last where a failed test keeps such
// things: run with -artifacts to find them after the run.
func (p *visitor) keepEvidence() {
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Logf("no screenshot: %v", err)
		return
	}
	p.keep(".png", picture)
	if markup, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[location.href, document.visibilityState, document.readyState].join(" ") + "\n" + document.documentElement.outerHTML`)); err == nil {
		p.keep(".html", []byte(markup))
	}
}

func (p *visitor) keep(ending string, content []byte) {
	f, err := os.CreateTemp(p.t.ArtifactDir(), strings.ReplaceAll(p.t.Name(), "/", "-")+"-*"+ending)
	if err != nil {
		p.t.Log(err)
		return
	}
	defer func() { _ = f.Close() }()
	if _, err := f.Write(content); err == nil {
		p.t.Logf("what the visitor saw: %s", filepath.ToSlash(f.Name()))
	}
}
