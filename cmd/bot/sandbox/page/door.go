package page

import (
	"crypto/subtle"
	"net"
	"net/http"
	"strings"
)

// contentPolicy lets the page use what it serves itself and nothing else: no
// inline script or style, no frame, no other origin.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// harden sets what every answer carries.
func harden(h http.Header) {
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

// admitted tells whether a request knows the token and is meant for this
// machine: a page elsewhere that has its own name point here is turned away.
func (p *Page) admitted(r *http.Request) bool {
	piece, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	known := subtle.ConstantTimeCompare([]byte("/"+piece), []byte(p.root)) == 1
	return known && isLoopback(r.Host)
}

// isLoopback tells whether a host, with or without port, is this machine.
func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
