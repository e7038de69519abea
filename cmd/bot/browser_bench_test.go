package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// What the page takes, in a browser on this machine. Run with
//
//	go test ./cmd/bot -run '^$' -bench Browser -benchtime 20x

// BenchmarkBrowserInteractive is the time from navigation until the page can be
// used, in milliseconds; beside it that of an empty page.
func BenchmarkBrowserInteractive(b *testing.B) {
	v := openVenue(b, "shop")
	request := v.requested(b, ordersKey)
	b.Run("empty", func(b *testing.B) {
		p := newVisitor(b, v, desk)
		address := serveEmpty(b)
		measure(b, "ms/page", func() float64 {
			p.show(address)
			return learn[float64](p, `performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd`)
		})
	})
	b.Run("page", func(b *testing.B) {
		p := newVisitor(b, v, desk)
		measure(b, "ms/page", func() float64 {
			p.open(v.at("shop", "bob", decideRoom, request))
			return learn[float64](p, `performance.getEntriesByName("ready")[0].startTime`)
		})
	})
}

// BenchmarkBrowserMessage is the time from the answer of chat.postMessage until the
// message is on the page, in milliseconds.
func BenchmarkBrowserMessage(b *testing.B) {
	v := openVenue(b, "shop")
	room := v.room(b, "bob")
	p := visit(b, v, v.seat("bob", decideRoom), desk)
	n := 0
	measure(b, "ms/message", func() float64 {
		n++
		text := fmt.Sprintf("message %d.", n)
		p.do(chromedp.Evaluate[chromedp.Void](`window.came = new Promise((done) => { const o = new MutationObserver(() => { if (document.querySelector("#list-posts").textContent.includes(` + quoted(text) + `)) { o.disconnect(); done(Date.now()); } }); o.observe(document.querySelector("#list-posts"), { childList: true, subtree: true }); }); undefined`))
		v.post(b, room, text)
		answered := float64(time.Now().UnixMicro()) / 1000
		came, err := chromedp.Run(p.ctx, chromedp.Evaluate[float64]("window.came", chromedp.EvalAwaitPromise))
		if err != nil {
			b.Fatal(err)
		}
		return max(0, came-answered)
	})
}

// BenchmarkBrowserLongChannel shows a channel of 2,000 messages as a whole: the
// heap of its scripts, and how long a frame takes while it scrolls.
func BenchmarkBrowserLongChannel(b *testing.B) {
	v := openVenue(b, "shop")
	room := v.room(b, "bob")
	for i := range 2000 {
		v.post(b, room, fmt.Sprintf("message %d, with a word or two about a key and what depends on it", i))
	}
	p := visit(b, v, v.seat("bob", decideRoom)+"?more=2000", desk)
	p.await(`document.querySelectorAll("#list-posts article").length >= 2000`, "all messages are shown")
	var frames []float64
	for b.Loop() {
		some, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]float64](scrolled, chromedp.EvalAwaitPromise))
		if err != nil {
			b.Fatal(err)
		}
		frames = append(frames, some...)
	}
	reportSpread(b, "ms/frame", frames)
	b.ReportMetric(p.heap()/1e6, "MB/heap")
	b.ReportMetric(p.memory()/1e6, "MB/page")
}

// scrolled scrolls a long channel and measures each frame.
const scrolled = `new Promise((done) => {
	const box = document.querySelector("[data-scroll]"), times = [];
	let last = performance.now();
	box.scrollTop = box.scrollHeight;
	const step = (now) => {
		times.push(now - last);
		last = now;
		box.scrollTop -= 300;
		times.length < 200 ? requestAnimationFrame(step) : done(times.slice(2));
	};
	requestAnimationFrame(step);
})`

// measure reports what a step returns, time and again.
func measure(b *testing.B, unit string, step func() float64) {
	b.Helper()
	var all []float64
	for b.Loop() {
		all = append(all, step())
	}
	reportSpread(b, unit, all)
}

// reportSpread reports the median of values, and what one in a hundred exceeds.
func reportSpread(b *testing.B, unit string, values []float64) {
	b.Helper()
	slices.Sort(values)
	b.ReportMetric(values[len(values)/2], unit+"-p50")
	b.ReportMetric(values[len(values)*99/100], unit+"-p99")
	b.ReportMetric(0, "ns/op") // it is the harness's
}

// serveEmpty serves the least that is a page.
func serveEmpty(b *testing.B) string {
	b.Helper()
	l, err := (&net.ListenConfig{}).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(b.Context()))
	ended := make(chan error, 1)
	go func() {
		ended <- serve(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`<!doctype html><title>empty</title><link rel="icon" href="data:,">`))
		}))
	}()
	b.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
	return "http://" + l.Addr().String() + "/"
}
