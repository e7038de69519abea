package sandbox

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
)

// forTools lets tools of this machine pass, and no web page from elsewhere. The
// control side asks for no token, and listens where any page in a browser of this
// machine can send requests to: one whose own name points here would even read
// the answers.
func forTools(control http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := foreign(r); err != nil {
			answer(w, http.StatusForbidden, map[string]any{"error": err.Error()})
			return
		}
		control.ServeHTTP(w, r)
	})
}

// foreign says why a request is not one of a tool of this machine. Browsers say
// which page a request is from: in Origin, except where a page merely loads
// something, and in Sec-Fetch-Site, except old ones.
func foreign(r *http.Request) error {
	if !isLoopback(hostname(r.Host)) {
		return fmt.Errorf("this side is reached as 127.0.0.1 or localhost, not as %q", r.Host)
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		return errors.New("this side answers tools of this machine, not pages from elsewhere")
	}
	if from := r.Header.Values("Origin"); len(from) > 0 && (len(from) > 1 || from[0] != "http://"+r.Host) {
		return fmt.Errorf("this side answers tools of this machine, not the page %q", strings.Join(from, ", "))
	}
	return nil
}

// hostname is a host without its port.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.Trim(host, "[]")
}

// isLoopback tells whether a name or address is this machine.
func isLoopback(name string) bool {
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}
