package main

import (
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
)

// heap is what the scripts of the page hold, in bytes.
func (p *visitor) heap() float64 {
	p.t.Helper()
	return call(p, runtime.GetHeapUsage, cdp.Empty{}).UsedSize
}

// memory is what the page holds in all that the browser accounts for it: scripts,
// the document, and buffers, in bytes.
func (p *visitor) memory() float64 {
	p.t.Helper()
	u := call(p, runtime.GetHeapUsage, cdp.Empty{})
	return u.UsedSize + u.EmbedderHeapUsedSize + u.BackingStorageSize
}
