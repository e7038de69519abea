package aliyunsim

import (
	"strings"
	"testing"
)

// FuzzParseOSSTarget asserts that a target spells the path it was read from,
// with the bucket in front when the host carried it.
func FuzzParseOSSTarget(f *testing.F) {
	f.Add("127.0.0.1:8080", "/orders/a.bin")
	f.Add("orders.oss-cn-hangzhou.aliyuncs.com", "/a/b")
	f.Add("oss-cn-hangzhou-internal.aliyuncs.com:443", "/")
	f.Add("[::1]:80", "/orders")
	f.Fuzz(func(t *testing.T, host, path string) {
		target := parseOSSTarget(host, path)
		rest := strings.TrimPrefix(path, "/")
		switch {
		case target.virtual:
			if target.object != rest || target.region == "" {
				t.Errorf("%q %q was read as %+v", host, path, target)
			}
		case target.bucket != "":
			if strings.TrimSuffix(target.resource(), "/") != strings.TrimSuffix("/"+rest, "/") {
				t.Errorf("%q %q was read as %+v, which spells %q", host, path, target, target.resource())
			}
		case target.resource() != "/":
			t.Errorf("a target without a bucket spells %q", target.resource())
		}
	})
}

// FuzzSplitNumbered asserts that every name is taken apart so that it can be
// put together again.
func FuzzSplitNumbered(f *testing.F) {
	f.Add("cert-000001")
	f.Add("cert-0000001")
	f.Add("cert-1")
	f.Add("-000007")
	f.Add("cert")
	f.Fuzz(func(t *testing.T, name string) {
		base, n := splitNumbered(name)
		whole := base
		if n > 0 {
			whole = numberedName(base, n)
		}
		if whole != name {
			t.Errorf("%q was taken apart as %q and %d", name, base, n)
		}
		if number := certificateNumber(name); number <= 0 || number >= 1<<53 {
			t.Errorf("%q has the number %d, which JSON cannot hold exactly", name, number)
		}
	})
}

// FuzzSplitListener asserts that a listener that is taken has a balancer.
func FuzzSplitListener(f *testing.F) {
	f.Add("lb-bp1/443")
	f.Add("alb-bp1/")
	f.Add("/443")
	f.Fuzz(func(t *testing.T, text string) {
		id, _, ok := splitListener(text)
		if ok && (id == "" || !strings.HasPrefix(text, id+"/")) {
			t.Errorf("%q was read as the balancer %q", text, id)
		}
	})
}
