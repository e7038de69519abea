package page

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"kmsguard/guard/aliyunsim"
)

// mostCalls is how many of the latest calls are shown.
const mostCalls = 100

// calls are the latest calls to the cloud, newest first: those that changed
// something, opened a session or were refused; or all of them.
func calls(sc *scene) []item {
	all := sc.at.Calls == "all"
	other := "all"
	if all {
		other = ""
	}
	items := []item{sc.one("calls-head", "calls-head", map[string]any{"All": all, "Other": sc.link(sc.at.calls(other))})}
	list := sc.cloud.LatestCalls(mostCalls, func(c aliyunsim.Call) bool {
		return (all || c.Effect || c.Outcome != "ok" || c.Action == "AssumeRole") && (sc.at.Key == "" || about(c, sc.at.Key))
	})
	for _, c := range list {
		items = append(items, sc.call(c))
	}
	if len(list) == 0 {
		items = append(items, sc.notice("no-calls", "None yet. They appear here as the bot makes them."))
	}
	return items
}

// about tells whether a call names a key anywhere in its parameters.
func about(c aliyunsim.Call, key string) bool {
	for _, v := range c.Parameters {
		if strings.Contains(v, key) {
			return true
		}
	}
	return false
}

// parameter is one parameter of a call.
type parameter struct{ Name, Value string }

func (sc *scene) call(c aliyunsim.Call) item {
	id := "call-" + c.RequestID
	sentence, policy := sc.allowed(c)
	var parameters []parameter
	for _, name := range slices.Sorted(maps.Keys(c.Parameters)) {
		parameters = append(parameters, parameter{name, c.Parameters[name]})
	}
	return sc.one(id, "call", struct {
		ID, Time, API, Who, Outcome, Refusal, Region, Allowed, Policy, Request string
		Effect, Refused                                                        bool
		Parameters                                                             []parameter
	}{
		id, c.Time.In(sc.zone()).Format("2 Jan 15:04:05"), c.Product + "." + c.Action, who(c), c.Outcome, c.Refusal, c.Region, sentence, policy, c.RequestID,
		c.Effect && c.Action != "AssumeRole", c.Outcome != "ok", parameters, // a session by itself changes nothing
	})
}

// who is the caller in words.
func who(c aliyunsim.Call) string {
	if c.Role != "" {
		return "role " + c.Role + ", session " + c.Session
	}
	_, user, _ := strings.Cut(c.Principal, ":user/")
	return "user " + user
}

// allowed says what a call was allowed to do, and the policy that says so. A call
// that asks for a session was itself made without one: what matters is what the
// new session may do.
func (sc *scene) allowed(c aliyunsim.Call) (sentence, policy string) {
	subject, policy := "This session may ", c.SessionPolicy
	if c.Action == "AssumeRole" && policy == "" && c.Parameters["Policy"] != "" {
		subject, policy = "The session that it asks for may ", c.Parameters["Policy"]
	}
	if policy == "" {
		return "No session policy: whatever the policies of this principal allow.", ""
	}
	words, ok := reading{sc.zone(), c.Time, sc.keyOf(c)}.sum(policy)
	if !ok {
		return "The session policy cannot be summed up; it is below as it was sent.", indented(policy)
	}
	return subject + words + ".", indented(policy)
}

// keyOf is the ID of the key that a call is about: the one that it names, or the
// one that the pane is about.
func (sc *scene) keyOf(c aliyunsim.Call) string {
	named := c.Parameters["KeyId"]
	return cmp.Or(named[strings.LastIndexByte(named, '/')+1:], sc.at.Key)
}
