package page

import (
	"net/http"
	"net/url"
	"testing"
)

func TestOnlyTheTokenOpensTheDoor(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	known := s.url
	for _, path := range []string{"/", "/WRONG/", "/WRONG/shop/alice/key-changes", "/" + token[:4] + "/", "/WRONG/assets/main.js"} {
		s.url = known[:len(known)-len(token)-1]
		if a := s.ask(http.MethodGet, path, nil, nil); a.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.status)
		}
	}
}

func TestOnlyThisMachineIsServed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for host, want := range map[string]int{
		"127.0.0.1:8090": 200, "localhost:8090": 200, "[::1]:8090": 200, "127.0.0.1": 200,
		"evil.example": 404, "127.0.0.1.evil.example": 404, "10.0.0.1": 404, "": 404,
	} {
		a := s.ask(http.MethodGet, "/shop/alice/key-changes", nil, func(r *http.Request) {
			if r.Host = host; host == "" {
				r.Host = " "
			}
		})
		if host == "" && a.status == http.StatusBadRequest {
			continue // the server itself refuses it
		}
		if a.status != want {
			t.Errorf("Host %q: %d, not %d", host, a.status, want)
		}
	}
}

func TestOtherPagesCannotAct(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, header := range []http.Header{
		{"Origin": {"http://evil.example"}}, {"Sec-Fetch-Site": {"cross-site"}}, {"Sec-Fetch-Site": {"same-site"}}, {"Origin": {"null"}},
	} {
		for _, path := range []string{"/shop/alice/key-changes/do/say", "/do/world/choose"} {
			a := s.ask(http.MethodPost, path, url.Values{"text": {"hello"}, "world": {"depot"}}, func(r *http.Request) {
				for name, values := range header {
					r.Header[name] = values
				}
			})
			if a.status != http.StatusForbidden {
				t.Errorf("%s with %v: %d", path, header, a.status)
			}
		}
	}
	if n := len(s.host.Slack().Messages("key-changes")); n != 0 || s.host.World() != "shop" {
		t.Errorf("%d messages were posted, the world is %s", n, s.host.World())
	}
}

func TestEveryAnswerIsHardened(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, path := range []string{"/", "/shop/alice/key-changes", "/assets/style.css", "/files/F1/a.csv", "/nothing", "/depot/alice/home", "/shop/nobody/home", "/events?view=x", "/shop/alice/home/complete?text=/"} {
		h := s.ask(http.MethodGet, path, nil, nil).header
		for name, want := range map[string]string{
			"Content-Security-Policy": contentPolicy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
	}
}
