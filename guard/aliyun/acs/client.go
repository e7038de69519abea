package acs

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"time"
)

const (
	// defaultTimeout is what the vendor's SDK allows an exchange.
	defaultTimeout = 10 * time.Second
	// connectTimeout is what the vendor's SDK allows a connection.
	connectTimeout = 5 * time.Second
	// maxBody is the longest body that is read. The longest page that the audit
	// asks for (500 disks) is under 1 MiB.
	maxBody = 8 << 20
	// defaultConnections is how many connections are kept for one host.
	defaultConnections = 32
)

// Options say how the cloud is reached. The zero value reaches the public
// endpoints over HTTPS.
type Options struct {
	// Endpoints overrides where products are reached, as "https://host",
	// "http://127.0.0.1:8080" or "kms-vpc.{region}.aliyuncs.com".
	Endpoints map[Product]string
	// Insecure allows clear text to machines other than this one.
	Insecure bool
	// Timeout bounds one exchange from the first byte to the last; 0 means 10 s.
	Timeout time.Duration
	// RootCAs are trusted beside nothing else; nil means those of the system.
	RootCAs *x509.CertPool
	// Connections is how many calls are in flight at one host, at most: so many connections are kept. 0 means 32.
	Connections int
}

// Client makes calls. It is safe for concurrent use, keeps connections for
// reads, and holds no credentials.
type Client struct {
	endpoints endpoints
	timeout   time.Duration
	reads     *http.Transport
	mutations *http.Transport
}

// New returns a client. It fails with guard.Invalid if an address cannot be
// used.
func New(o Options) (*Client, error) {
	e, err := newEndpoints(o.Endpoints, o.Insecure)
	if err != nil {
		return nil, err
	}
	timeout := o.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	return &Client{
		endpoints: e,
		timeout:   timeout,
		reads:     newTransport(o, false),
		mutations: newTransport(o, true),
	}, nil
}

// Close closes the connections that are idle. Calls may still be made.
func (c *Client) Close() {
	c.reads.CloseIdleConnections()
	c.mutations.CloseIdleConnections()
}

// newTransport returns a transport that is never changed again: the SDK writes
// into the transports that it knows, which races.
//
// A mutation gets a connection of its own. On a kept one, net/http may send a
// request a second time when the first connection turns out to be closed, and a
// connection that the server has just given up loses replies for no good reason.
func newTransport(o Options, fresh bool) *http.Transport {
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:     &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout: connectTimeout,
		// The whole number of connections is not bounded: the calls are.
		MaxIdleConns:           0,
		MaxIdleConnsPerHost:    cmp.Or(max(o.Connections, 0), defaultConnections),
		IdleConnTimeout:        50 * time.Second,
		DisableKeepAlives:      fresh,
		DisableCompression:     true,
		MaxResponseHeaderBytes: 64 << 10,
	}
}
