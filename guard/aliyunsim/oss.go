package aliyunsim

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// ossProductCode is OSS's name in faults, quotas and RAM actions.
const ossProductCode = "oss"

// The parameters that the front puts into every call on a bucket or an object;
// neither is a name that OSS has for a query parameter.
const (
	ossBucketParameter = "bucket"
	ossObjectParameter = "object"
)

// ossLevel is what a path addresses.
type ossLevel int

const (
	ossService ossLevel = iota
	ossBucketLevel
	ossObjectLevel
)

// ossOperation tells how a request for an action looks: its method, what its
// path addresses, and the query parameters that select it.
type ossOperation struct {
	method    string
	level     ossLevel
	selectors []string
}

// ossOperations are the served operations by the names of their actions.
var ossOperations = map[string]ossOperation{
	"ListBuckets":          {http.MethodGet, ossService, nil},
	"GetBucketInfo":        {http.MethodGet, ossBucketLevel, []string{"bucketInfo"}},
	"GetBucketEncryption":  {http.MethodGet, ossBucketLevel, []string{"encryption"}},
	"GetBucketLocation":    {http.MethodGet, ossBucketLevel, []string{"location"}},
	"GetBucketReplication": {http.MethodGet, ossBucketLevel, []string{"replication"}},
	"GetBucketInventory":   {http.MethodGet, ossBucketLevel, []string{"inventory", "inventoryId"}},
	"ListBucketInventory":  {http.MethodGet, ossBucketLevel, []string{"inventory"}},
	"ListObjectsV2":        {http.MethodGet, ossBucketLevel, []string{"list-type"}},
	"ListObjectVersions":   {http.MethodGet, ossBucketLevel, []string{"versions"}},
	"HeadObject":           {http.MethodHead, ossObjectLevel, nil},
}

// ossAPI is the catalogue of OSS. The names of permissions are RAM's
// where they differ from the operation's.
func ossAPI() product {
	bucket, object := []string{ossBucketParameter}, []string{ossBucketParameter, ossObjectParameter}
	return product{
		code: ossProductCode, service: "Oss", denied: "AccessDenied",
		actions: []action{
			{name: "ListBuckets", optional: []string{"marker", "max-keys", "prefix"}, resource: ossResource, handle: ossListBuckets},
			{name: "GetBucketInfo", required: bucket, resource: ossResource, handle: ossGetBucketInfo},
			{name: "GetBucketEncryption", required: bucket, resource: ossResource, handle: ossGetBucketEncryption},
			{name: "GetBucketLocation", required: bucket, resource: ossResource, handle: ossGetBucketLocation},
			{name: "GetBucketReplication", required: bucket, resource: ossResource, handle: ossGetBucketReplication},
			{name: "GetBucketInventory", required: append(bucket, "inventoryId"), resource: ossResource, handle: ossGetBucketInventory},
			{
				name: "ListBucketInventory", required: bucket, optional: []string{"continuation-token"},
				permission: "oss:GetBucketInventory", resource: ossResource, handle: ossListBucketInventory,
			},
			{
				name: "ListObjectsV2", required: append(bucket, "list-type"),
				optional:   []string{"prefix", "start-after", "continuation-token", "max-keys", "encoding-type", "fetch-owner"},
				permission: "oss:ListObjects", resource: ossResource, handle: ossListObjects,
			},
			{
				name: "ListObjectVersions", required: bucket,
				optional: []string{"prefix", "key-marker", "version-id-marker", "max-keys", "encoding-type"},
				resource: ossResource, handle: ossListVersions,
			},
			{
				name: "HeadObject", required: object, optional: []string{"versionId"},
				permission: "oss:GetObject", resource: ossResource, handle: ossHeadObject,
			},
		},
	}
}

// ossOperationOf names the action that a request asks for; of several that fit,
// the one with the most selectors. A query parameter may stand there once only.
func ossOperationOf(r *http.Request, t ossTarget) (string, *apiError) {
	query := r.URL.Query()
	for name, values := range query {
		if len(values) > 1 || name == ossBucketParameter || name == ossObjectParameter {
			return "", ossInvalidArgument("The query parameter " + strconv.Quote(name) + " is not supported here.")
		}
	}
	best, found := "", false
	for name, o := range ossOperations {
		fits := o.method == r.Method && o.level == t.level() &&
			!slices.ContainsFunc(o.selectors, func(s string) bool { return !query.Has(s) })
		if fits && (!found || len(o.selectors) > len(ossOperations[best].selectors)) {
			best, found = name, true
		}
	}
	if !found {
		return "", ossRefuse(http.StatusNotImplemented, "NotImplemented", "0002-00000068",
			"A header or query you provided implies functionality that is not implemented.")
	}
	return best, nil
}

// level is what the target addresses.
func (t ossTarget) level() ossLevel {
	switch {
	case t.bucket == "":
		return ossService
	case t.object == "":
		return ossBucketLevel
	default:
		return ossObjectLevel
	}
}

// ossParameters are the parameters of a call: bucket, object, and the query
// without the selectors that say nothing further.
func ossParameters(r *http.Request, t ossTarget, operation string) map[string]string {
	params := map[string]string{}
	if t.bucket != "" {
		params[ossBucketParameter] = t.bucket
	}
	if t.object != "" {
		params[ossObjectParameter] = t.object
	}
	for name, values := range r.URL.Query() {
		if values[0] == "" && slices.Contains(ossOperations[operation].selectors, name) {
			continue
		}
		params[name] = values[0]
	}
	return params
}

// ossResource is the ARN that RAM is asked for: the account's buckets, a
// bucket, or an object.
func ossResource(s *Sim, c *call) string {
	name, region := c.str(ossBucketParameter), "*"
	if name == "" {
		return "acs:oss:*:" + s.account + ":*"
	}
	if b, ok := s.tables.ossBuckets.get(name); ok {
		region = b.Region
	}
	parts := []string{name}
	if o := c.str(ossObjectParameter); o != "" {
		parts = append(parts, o)
	}
	return "acs:oss:" + region + ":" + s.account + ":" + strings.Join(parts, "/")
}
