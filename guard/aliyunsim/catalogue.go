package aliyunsim

import "net/http"

// object is a JSON object of a reply.
type object = map[string]any

// action is one API call that the simulator serves. What an action does not
// list as a parameter is refused.
type action struct {
	product  string // filled in from the product
	name     string
	required []string
	optional []string // a repeated one as Tag.N.Key
	form     bool     // parameters are read from the form body and nowhere else
	// group names the quota that it shares with others, as in the quotas of a
	// world; empty: product.name alone. rate is the documented limit, zero for none.
	group string
	rate  rate
	// permission is the RAM action; empty: product:name, noPermission: none needed.
	permission string
	resource   func(*Sim, *call) string           // ARN that is asked for; nil: *
	handle     func(*Sim, *call) (any, *apiError) // runs under the lock; calls c.changed when it has an effect
}

// noPermission marks an action that every identified caller may use.
const noPermission = "-"

// product is one API with its version.
type product struct {
	code    string // lower case: prefix in faults, quotas and RAM actions
	service string // name in the trail
	version string // empty: not an RPC product, reached through a rest front
	kms     bool   // answers errors in the form of KMS
	denied  string // code of a refusal by RAM; default NoPermission
	central bool   // served at one place for all regions
	actions []action
}

// catalogue is everything that is served. It is a function so that actions may
// refer to code that looks things up in it.
func catalogue() []product {
	return []product{
		{code: "kms", service: "Kms", version: "2016-01-20", kms: true, denied: "Forbidden.NoPermission", actions: kmsActions()},
		{code: "sts", service: "Sts", version: "2015-04-01", central: true, actions: stsActions()},
		{code: "ram", service: "Ram", version: "2015-05-01", central: true, actions: ramActions()},
		{code: "actiontrail", version: "2020-07-06", actions: actiontrailActions()},
		{code: "cms", version: "2019-01-01", actions: cmsActions()},
		directoryAPI(), quotasAPI(),
		ossAPI(), ecsAPI(), rdsAPI(), polardbAPI(), slbAPI(), albAPI(), casAPI(),
		nasAPI(), clickhouseAPI(), adbPGAPI(), adbMySQLAPI(), hbaseAPI(), slsAPI(), redisAPI(), mongodbAPI(),
		kafkaAPI(), dbfsAPI(), ebsAPI(), essAPI(), ecdAPI(), sgwAPI(), oceanbaseAPI(),
	}
}

// restFront is a product that is not called by RPC: it recognises its requests
// and serves them from start to end, through identify and run.
type restFront struct {
	owns  func(*http.Request) bool
	serve func(*Sim, http.ResponseWriter, *http.Request, []byte) // with the whole body
}

// restFronts are asked in order before a request is taken for RPC.
func restFronts() []restFront {
	return []restFront{slsFront(), ossFront()}
}

// api is the name of an action in faults, quotas and the call log.
func (a *action) api() string { return a.product + "." + a.name }
