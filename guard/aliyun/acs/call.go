package acs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/responses"

	"kmsguard/guard"
)

// Request is one call of the RPC style.
type Request struct {
	Product     Product
	Action      string // name of the API: "DescribeDisks"
	Region      string // sent as RegionId, and decides the host
	Query       map[string]string
	Body        map[string]string // form parameters; few APIs have any
	Subject     string            // what the call is about, for errors; the region if empty
	Credentials Credentials
	// Mutation says that the call changes something: then everything but a reply
	// and a refusal by the cloud is guard.Uncertain.
	Mutation bool
}

// signed are the parameters that the signature adds. A caller that sets one
// would sign a call other than the one it names.
var signed = []string{
	"Action", "Version", "Format", "Timestamp", "SignatureMethod", "SignatureVersion", "SignatureType",
	"SignatureNonce", "AccessKeyId", "SecurityToken", "BearerToken", "Signature",
}

// Call makes one request, once. Errors are *guard.Error and hold a *[CloudError]
// or a *[TransportError]: Throttled, Denied, NotFound, Conflict and Invalid were
// said by the cloud in an error document; Unavailable and Incomplete mean that
// there was no usable answer; Uncertain means the same of a mutation. It returns
// soon after ctx ends.
func (c *Client) Call(ctx context.Context, r Request) (Reply, error) {
	s := subject{op: string(r.Product) + "." + r.Action, on: r.Subject, mutation: r.Mutation}
	if apis[r.Product].version == "" {
		return Reply{}, local(s, guard.Invalid, fmt.Errorf("the product %q is not called in the RPC style", r.Product))
	}
	for _, name := range signed {
		if _, set := r.Query[name]; set {
			return Reply{}, local(s, guard.Invalid, fmt.Errorf("the parameter %s is set by the signature alone", name))
		}
	}
	return c.do(ctx, targetOf(r.Product, r.Region, r.Credentials), s, common(r))
}

// common returns the SDK's form of a request whose API it has no type for.
func common(r Request) requests.AcsRequest {
	request := requests.NewCommonRequest()
	request.Product, request.Version, request.ApiName = apis[r.Product].code, apis[r.Product].version, r.Action
	request.Method = requests.POST // the SDK's default is GET, which net/http repeats
	for name, value := range r.Query {
		request.QueryParams[name] = value
	}
	for name, value := range r.Body {
		request.FormParams[name] = value
	}
	request.TransToAcsRequest()
	return request
}

// target is where a call goes and who makes it.
type target struct {
	product Product
	region  string
	as      func() Credentials // behind a function, so that no printing of a target shows them
}

func targetOf(p Product, region string, as Credentials) target {
	return target{product: p, region: region, as: func() Credentials { return as }}
}

// do makes the one exchange of a call with a client of the SDK made for it
// alone: the SDK's clients are not safe for concurrent use, and a time limit
// given to one call stays with the next.
func (c *Client) do(ctx context.Context, t target, s subject, request requests.AcsRequest) (Reply, error) {
	return c.once(ctx, t, s, rpcDocument, func(x *exchange, a address) error {
		return c.viaSDK(x, a, t, request)
	})
}

// once makes the one exchange of a call and judges it. send signs the request
// and hands it to the exchange; of its errors only those before that matter.
func (c *Client) once(ctx context.Context, t target, s subject, read form, send func(*exchange, address) error) (Reply, error) {
	s.scrub = newScrubber(t.as(), "")
	if s.on == "" {
		s.on = t.region
	}
	a, err := c.endpoints.find(t.product, t.region)
	if err != nil {
		return Reply{}, local(s, guard.Invalid, err)
	}
	if !t.as().complete() {
		return Reply{}, local(s, guard.Denied, errors.New("no credentials for the call were given"))
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	x := &exchange{ctx: ctx, base: c.reads}
	if s.mutation {
		x.base = c.mutations
	}
	if err := guarded(send, x, a); !x.sent {
		return Reply{}, local(s, guard.Internal, cmp.Or(x.err, err, errNotSent))
	}
	s.scrub = newScrubber(t.as(), x.signature)
	return x.judge(s, read)
}

var errNotSent = errors.New("the SDK made no request")

// guarded makes a panic of the SDK an error.
func guarded(send func(*exchange, address) error, x *exchange, a address) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the SDK panicked: %v", p)
		}
	}()
	return send(x, a)
}

// viaSDK lets the SDK sign the request and hand it to the exchange.
func (c *Client) viaSDK(x *exchange, a address, t target, request requests.AcsRequest) error {
	config := sdk.NewConfig().WithScheme(a.scheme).WithAutoRetry(false).WithTimeout(c.timeout + time.Second)
	config.MaxRetryTime = 0
	config.Transport = x
	var client sdk.Client
	if err := client.InitWithOptions(t.region, config, signer(t.as())); err != nil {
		return err
	}
	client.SetCloseTrace(true)
	quietProxy(&client)
	request.SetDomain(a.host)
	request.SetScheme(a.scheme)
	return client.DoAction(request, responses.NewCommonResponse())
}

// signer returns the SDK's form of credentials.
func signer(as Credentials) credentials.CredentialsProvider {
	if as.Token == "" {
		return credentials.NewStaticAKCredentialsProvider(as.AccessKeyID, as.Secret)
	}
	return credentials.NewStaticSTSCredentialsProvider(as.AccessKeyID, as.Secret, as.Token)
}

// quietProxy keeps the SDK from reading the proxy variables of the environment,
// which it takes for regular expressions and may fail on. What it finds there
// would have no effect: the exchange goes through a transport of ours, which
// honours them as net/http does.
func quietProxy(client *sdk.Client) {
	client.SetNoProxy("^$")
	client.SetHttpProxy("http://unused.invalid")
	client.SetHttpsProxy("http://unused.invalid")
}
