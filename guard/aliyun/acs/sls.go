package acs

import (
	"context"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the signature of SLS is HMAC-SHA1
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/utils"

	"kmsguard/guard"
)

// slsScheme begins the Authorization header of SLS.
const slsScheme = "LOG "

// Logs makes calls to the log service of one region with one set of
// credentials. A project answers only at the region where it lies.
type Logs struct {
	client *Client
	target target
}

// Logs returns the calls of a region's log service.
func (c *Client) Logs(region string, as Credentials) Logs {
	return Logs{client: c, target: targetOf(SLS, region, as)}
}

// get makes one call, of a project or of the service, and decodes its body into v.
func (l Logs) get(ctx context.Context, on subject, project, path string, query url.Values, v any) (Reply, error) {
	reply, err := l.client.once(ctx, l.target, on, slsDocument, func(x *exchange, a address) error {
		req, err := l.request(x.ctx, a, project, path, query)
		if err != nil {
			return err
		}
		res, err := x.RoundTrip(req)
		if err != nil {
			return err
		}
		return res.Body.Close()
	})
	if err != nil {
		return Reply{}, err
	}
	return reply, reply.Decode(v)
}

// request makes the signed request of a call. Only at the vendor's own hosts has
// a project an address; any other is dialled as it is, and is told project and
// region by headers.
func (l Logs) request(ctx context.Context, a address, project, path string, query url.Values) (*http.Request, error) {
	host := a.host
	if project != "" {
		host = project + "." + host
	}
	dialled := a.host
	if a.vendor() {
		dialled = host
	}
	target := (&url.URL{Scheme: a.scheme, Host: dialled, Path: path, RawQuery: query.Encode()}).String()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return nil, errors.New("the address of the call cannot be formed")
	}
	req.Host = host
	req.Header.Set("Date", utils.GetTimeInFormatRFC2616()) // the clock that the SDK signs with
	req.Header.Set("X-Log-Apiversion", "0.6.0")
	req.Header.Set("X-Log-Bodyrawsize", "0")
	req.Header.Set("X-Log-Signaturemethod", "hmac-sha1")
	if !a.vendor() {
		req.Header.Set("X-Log-Region", l.target.region)
	}
	l.sign(req)
	return req, nil
}

// sign signs a request without a body.
func (l Logs) sign(req *http.Request) {
	as := l.target.as()
	if as.Token != "" {
		req.Header.Set("X-Acs-Security-Token", as.Token)
	}
	mac := hmac.New(sha1.New, []byte(as.Secret))
	mac.Write([]byte(slsStringToSign(req)))
	req.Header.Set("Authorization", slsScheme+as.AccessKeyID+":"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

// slsStringToSign is what SLS signs: the method, three headers, its own headers
// by name, and the path with the query by name, whose values are not escaped.
func slsStringToSign(req *http.Request) string {
	var own, query []string
	for name := range req.Header {
		if lower := strings.ToLower(name); strings.HasPrefix(lower, "x-log-") || strings.HasPrefix(lower, "x-acs-") {
			own = append(own, lower+":"+req.Header.Get(name))
		}
	}
	for name, values := range req.URL.Query() {
		query = append(query, name+"="+values[0])
	}
	slices.Sort(own)
	slices.Sort(query)
	resource := req.URL.EscapedPath()
	if len(query) > 0 {
		resource += "?" + strings.Join(query, "&")
	}
	head := []string{req.Method, req.Header.Get("Content-MD5"), req.Header.Get("Content-Type"), req.Header.Get("Date")}
	return strings.Join(slices.Concat(head, own, []string{resource}), "\n")
}

// slsDocument is the form of replies of SLS: the request ID is a header, and an
// error is a JSON object with names of its own.
func slsDocument(x *exchange) (document, error) {
	d := document{RequestID: x.header.Get("X-Log-Requestid")}
	if d.RequestID == "" {
		return d, errors.New("the reply carries no request ID, so the cloud did not write it")
	}
	if x.positive() {
		return d, nil
	}
	var v struct {
		Code    string `json:"errorCode"`
		Message string `json:"errorMessage"`
	}
	if err := decodeObject(x.body, &v); err != nil {
		return d, err
	}
	d.Code, d.Message = v.Code, v.Message
	return d, nil
}

// lacking is an answer of SLS without a part that was asked for.
func lacking(on subject, what string, reply Reply) error {
	return &guard.Error{Op: on.op, Subject: on.on, Kind: guard.Incomplete, Err: errors.New("the answer holds no " + what + " [request " + reply.RequestID + "]")}
}
