package aliyunsim

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// bodyLimit bounds what is read of a request; no action takes more.
const bodyLimit = 1 << 20

// commonParameters belong to every RPC call and not to its action.
var commonParameters = is("Action", "Version", "Format", "Timestamp", "SignatureMethod", "SignatureVersion", "SignatureType",
	"SignatureNonce", "AccessKeyId", "SecurityToken", "Signature")

// ServeHTTP serves one API call, whichever product it is for.
func (s *Sim) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", s.now().Format(http.TimeFormat))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		s.answerError(w, r, nil, newRequestID(), refuse(http.StatusRequestEntityTooLarge, "RequestEntityTooLarge", "The body is too large."))
		return
	}
	if err != nil {
		return // the client went away in the middle of its own request
	}
	for _, f := range s.fronts {
		if f.owns(r) {
			f.serve(s, w, r, body)
			return
		}
	}
	s.serveRPC(w, r, body)
}

// serveRPC serves a call of an RPC product.
func (s *Sim) serveRPC(w http.ResponseWriter, r *http.Request, body []byte) {
	id := newRequestID()
	q, refusal := parseRequest(r, body)
	if refusal != nil {
		s.answerError(w, r, nil, id, refusal)
		return
	}
	p, a, refusal := s.lookUp(q)
	if refusal == nil {
		refusal = s.checkWire(q)
	}
	if refusal != nil {
		s.answerError(w, r, p, id, refusal)
		return
	}
	who, refusal := s.authenticate(p, q)
	if refusal != nil {
		s.answerError(w, r, p, id, refusal)
		return
	}
	s = who.account
	c := s.newCall(r, a, who, id, q.paramsOf(a))
	if refusal := s.place(p, c, q); refusal != nil {
		s.answerError(w, r, p, id, refusal)
		return
	}
	if out := s.run(w, r, c); !out.dropped {
		s.answer(w, r, c, out)
	}
}

// checkWire refuses methods, paths and formats that RPC does not have.
func (s *Sim) checkWire(q *request) *apiError {
	switch r := q.http; {
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		return refuse(http.StatusForbidden, "UnsupportedHTTPMethod", "This http method is not supported.")
	case r.URL.Path != "/" && r.URL.Path != "":
		return refuse(http.StatusNotFound, "InvalidAction.NotFound", "Specified api is not found: RPC calls have the path /.")
	case q.params["Format"] != "" && !strings.EqualFold(q.params["Format"], "JSON"):
		return invalidParameter("Format", "must be JSON")
	}
	return nil
}

// authenticate proves who sent the request: access key, token and their expiry,
// then signature, then timestamp and nonce.
func (s *Sim) authenticate(p *product, q *request) (*identity, *apiError) {
	read := rpcCredential
	if isACS3(q.http) {
		read = acs3Credential
	}
	cred, refusal := read(q)
	if refusal != nil {
		return nil, refusal
	}
	who, refusal := s.identify(p, cred.accessKey, cred.token, s.now())
	if refusal != nil {
		return nil, refusal
	}
	if refusal := cred.verify(who.secret); refusal != nil {
		return nil, refusal
	}
	return who, s.fresh(cred.accessKey, cred.nonce, cred.at)
}

// newCall makes the call of an identified caller.
func (s *Sim) newCall(r *http.Request, a *action, who *identity, id string, params map[string]string) *call {
	own := map[string]string{}
	for name, value := range params {
		if commonParameters(name) || name == "RegionId" && !a.takes(name) {
			continue
		}
		own[name] = value
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return &call{
		action: a, params: own, who: who, now: s.now(), requestID: id,
		sourceIP: host, userAgent: r.UserAgent(), tls: r.TLS != nil,
	}
}

// place finds the region that the call acts in: by RegionId, by a host like
// kms.cn-hangzhou.aliyuncs.com, or the account's first choice.
func (s *Sim) place(p *product, c *call, q *request) *apiError {
	s.mu.Look()
	enabled, fallback := s.regions.all(), s.regions.fallback()
	s.mu.Leave()
	c.region = firstOf(q.params["RegionId"], firstOf(regionOfHost(q.http.Host), fallback))
	if p.central || is(enabled...)(c.region) {
		return nil
	}
	return refuse(http.StatusNotFound, "InvalidRegionId.NotFound", "The specified RegionId %s does not exist or is not enabled.", c.region)
}

// regionOfHost reads the region of a host name PRODUCT.REGION.aliyuncs.com.
func regionOfHost(host string) string {
	host, isCloud := strings.CutSuffix(hostName(host), ".aliyuncs.com")
	_, region, ok := strings.Cut(host, ".")
	if !isCloud || !ok {
		return ""
	}
	return region
}

func hostName(hostPort string) string {
	if host, _, err := net.SplitHostPort(hostPort); err == nil {
		return host
	}
	return hostPort
}

// newRequestID makes an ID in the cloud's form, a UUID in upper case.
func newRequestID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	t := strings.ToUpper(hex.EncodeToString(b[:]))
	return t[:8] + "-" + t[8:12] + "-" + t[12:16] + "-" + t[16:20] + "-" + t[20:]
}

// stamp is a time as replies print it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
