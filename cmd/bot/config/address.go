package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// regionMark stands for the region of a call in the address of a product.
const regionMark = "{region}"

// checkURL returns why address is not a base address that may be called, or nil.
// The error never repeats the address: one with a password in it is a secret.
func checkURL(address string, insecure bool) error {
	u, err := parseURL(address)
	switch {
	case err != nil:
		return err
	case u.Scheme == "http" && !insecure && !isLoopback(u.Hostname()):
		return errors.New("clear text (http) is taken to loopback alone, unless insecure: true stands in this section")
	}
	return nil
}

func parseURL(address string) (*url.URL, error) {
	u, err := url.Parse(strings.ReplaceAll(address, regionMark, "region"))
	switch {
	case err != nil:
		return nil, errors.New("is not an address")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, errors.New("does not start with https:// or http://")
	case u.User != nil:
		return nil, errors.New("has a user or password in it, which no address here may have")
	case u.Hostname() == "":
		return nil, errors.New("names no host")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(address, "#"):
		return nil, errors.New("has a query or fragment, which a base address may not have")
	case u.Port() != "" && !isPort(u.Port()):
		return nil, errors.New("has a port that is not between 1 and 65535")
	}
	return u, nil
}

// checkListen returns why address cannot be listened on, or nil. Port 0 is
// taken: the system then picks one.
func checkListen(address string) error {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%q is not an address to listen on (HOST:PORT)", address)
	}
	if port != "0" && !isPort(port) {
		return fmt.Errorf("%q has a port that is not between 0 and 65535", address)
	}
	return nil
}

func isPort(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n > 0
}

// isLoopback reports whether host is this machine, whatever a resolver says.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// loopbackURL reports whether address is one of this machine.
func loopbackURL(address string) bool {
	u, err := parseURL(address)
	return err == nil && isLoopback(u.Hostname())
}

// loopbackListen reports whether address is reachable from this machine alone.
func loopbackListen(address string) bool {
	host, _, err := net.SplitHostPort(address)
	return err == nil && isLoopback(host)
}

// checkBare returns why the address of a product has more than scheme, host and
// port, or nil: its APIs are all at the root.
func checkBare(address string) error {
	u, err := parseURL(address)
	if err == nil && u.Path != "" && u.Path != "/" {
		err = errors.New("has a path, which the address of a product may not have")
	}
	return err
}
