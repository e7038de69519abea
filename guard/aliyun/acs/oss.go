package acs

import (
	"context"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"net/http"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/retry"

	"kmsguard/guard"
)

// Storage makes calls to the object storage of one region with one set of
// credentials. A bucket answers only at the region where it lies.
type Storage struct {
	client *Client
	target target
}

// Storage returns the calls of a region's object storage.
func (c *Client) Storage(region string, as Credentials) Storage {
	return Storage{client: c, target: targetOf(OSS, region, as)}
}

// get makes one call and decodes its XML body into v, whose XMLName must name
// the root: without it, any page that looks like XML would read as an empty answer.
func (s Storage) get(ctx context.Context, on subject, v any, call func(context.Context, *oss.Client) error) (Reply, error) {
	reply, err := s.client.once(ctx, s.target, on, ossDocument, func(x *exchange, a address) error {
		return call(x.ctx, s.sdk(x, a))
	})
	if err != nil {
		return Reply{}, err
	}
	if err := xml.Unmarshal(reply.Body, v); err != nil {
		return Reply{}, &guard.Error{
			Op: on.op, Subject: on.on, Kind: guard.Incomplete,
			Hint: "The cloud's answer has changed its form; report it with the request ID.",
			Err:  errors.New("the reply is not the XML document that was asked for [request " + reply.RequestID + "]"),
		}
	}
	return reply, nil
}

// sdk returns a client of the SDK for one call: one attempt, signed with V4,
// over the exchange. The SDK's other signature, V1, does not bind a call to a region.
func (s Storage) sdk(x *exchange, a address) *oss.Client {
	as := s.target.as()
	return oss.NewClient(&oss.Config{
		Region:              oss.Ptr(s.target.region),
		Endpoint:            oss.Ptr(a.scheme + "://" + a.host),
		CredentialsProvider: credentials.NewStaticCredentialsProvider(as.AccessKeyID, as.Secret, as.Token),
		HttpClient:          roundTrip{x},
		Retryer:             retry.NopRetryer{},
		RetryMaxAttempts:    oss.Ptr(1),
		UsePathStyle:        oss.Ptr(!a.vendor()),
		LogLevel:            oss.Ptr(oss.LogOff),
	})
}

// roundTrip lets the SDK reach the exchange without an HTTP client between
// them, which would follow redirects.
type roundTrip struct{ x *exchange }

func (r roundTrip) Do(req *http.Request) (*http.Response, error) { return r.x.RoundTrip(req) }

// ossDocument is the form of replies of OSS: the request ID is a header, and
// errors are XML, for HEAD in a header of their own.
func ossDocument(x *exchange) (document, error) {
	d := document{RequestID: x.header.Get("X-Oss-Request-Id")}
	if d.RequestID == "" {
		return d, errors.New("the reply carries no request ID, so the cloud did not write it")
	}
	if x.positive() {
		return d, nil
	}
	body := x.body
	if len(body) == 0 {
		decoded, err := base64.StdEncoding.DecodeString(x.header.Get("X-Oss-Err"))
		if err != nil {
			return d, errors.New("the error cannot be decoded")
		}
		body = decoded
	}
	var v struct {
		XMLName xml.Name `xml:"Error"`
		Code    string
		Message string
	}
	if err := xml.Unmarshal(body, &v); err != nil {
		return d, errors.New("the error is not XML")
	}
	d.Code, d.Message = v.Code, v.Message
	return d, nil
}
