package acs

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"
)

// address is where a product listens.
type address struct {
	scheme string // "https" or "http"
	host   string // with the port where one is given
}

var (
	regionForm = regexp.MustCompile(`^[a-z0-9-]{2,64}$`)
	hostForm   = regexp.MustCompile(`^[A-Za-z0-9.-]+$`)
)

const placeholder = "{region}"

// parseAddress reads one configured address: a host with an optional scheme
// (https unless it says http), an optional port, and "{region}" where the
// region belongs. Anything after the host is refused, since it would be lost.
func parseAddress(text string) (address, error) {
	raw := text
	if !strings.Contains(raw, "://") {
		raw = "https://" + raw
	}
	u, err := url.Parse(strings.ReplaceAll(raw, placeholder, "region-placeholder"))
	if err != nil {
		return address{}, errors.New(`is not an address; write it as "https://kms-vpc.{region}.aliyuncs.com"`)
	}
	switch {
	case u.Scheme != "https" && u.Scheme != "http":
		return address{}, fmt.Errorf("has the scheme %q; only https and http are understood", u.Scheme)
	case u.User != nil:
		return address{}, errors.New("carries a user name; credentials do not belong in an address")
	case !hostForm.MatchString(u.Hostname()) && net.ParseIP(u.Hostname()) == nil:
		return address{}, errors.New("names no host")
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return address{}, errors.New("has something after the host; only scheme, host and port are used")
	}
	return address{scheme: u.Scheme, host: strings.ReplaceAll(u.Host, "region-placeholder", placeholder)}, nil
}

// in puts the region where the address has a place for it.
func (a address) in(region string) address {
	a.host = strings.ReplaceAll(a.host, placeholder, region)
	return a
}

// exposed reports whether calls to the address travel in clear text over a network.
func (a address) exposed() bool {
	if a.scheme == "https" {
		return false
	}
	host := a.hostname()
	ip := net.ParseIP(host)
	return host != "localhost" && (ip == nil || !ip.IsLoopback())
}

func (a address) hostname() string {
	return (&url.URL{Host: a.host}).Hostname()
}

// vendor reports whether the host is the vendor's own. Only there does a bucket
// have a host name of its own; anywhere else its name goes into the path.
func (a address) vendor() bool {
	return strings.HasSuffix(a.hostname(), ".aliyuncs.com")
}
