package page

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kmsguard/guard/aliyunsim"
)

// mostCalls is how many of the latest calls are shown.
const mostCalls = 60

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
		items = append(items, sc.one("no-calls", "notice", map[string]string{"ID": "no-calls", "Text": "None yet. They appear here as the bot makes them."}))
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
	sentence, policy := allowed(c)
	var parameters []parameter
	for _, name := range slices.Sorted(maps.Keys(c.Parameters)) {
		parameters = append(parameters, parameter{name, c.Parameters[name]})
	}
	return sc.one(id, "call", struct {
		ID, Time, API, Who, Outcome, Region, Allowed, Policy, Request string
		Effect, Refused                                               bool
		Parameters                                                    []parameter
	}{
		id, c.Time.In(sc.zone()).Format("2 Jan 15:04:05"), c.Product + "." + c.Action, who(c), c.Outcome, c.Region, sentence, policy, c.RequestID,
		c.Effect, c.Outcome != "ok", parameters,
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

// document is a RAM policy as far as it is summed up.
type document struct {
	Version   string
	Statement []struct {
		Effect    string
		Action    texts
		Resource  texts
		Condition map[string]map[string]any
	}
}

// texts is one text or several.
type texts []string

// UnmarshalJSON reads either form.
func (t *texts) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*t = texts{one}
		return nil
	}
	var many []string
	err := json.Unmarshal(b, &many)
	*t = many
	return err
}

// allowed says what a call was allowed to do at most, and the policy that says so.
func allowed(c aliyunsim.Call) (sentence, policy string) {
	if c.SessionPolicy == "" {
		return "No session policy: whatever the policies of this principal allow.", ""
	}
	// What has a part that is not understood is not summed up, or it would seem narrower than it is.
	d, strict := document{}, json.NewDecoder(strings.NewReader(c.SessionPolicy))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&d); err != nil {
		return "The session policy cannot be summed up; it is below as it was sent.", c.SessionPolicy
	}
	return "This session may " + sum(d) + ", and nothing else.", indented(c.SessionPolicy)
}

// sum is a policy in words. What it does not understand it quotes.
func sum(d document) string {
	var parts []string
	for _, s := range d.Statement {
		part := strings.Join(s.Action, ", ") + " on " + strings.Join(s.Resource, ", ")
		if s.Effect != "Allow" {
			part = "not " + part
		}
		for _, operator := range slices.Sorted(maps.Keys(s.Condition)) {
			for _, name := range slices.Sorted(maps.Keys(s.Condition[operator])) {
				part += condition(operator, name, s.Condition[operator][name])
			}
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

func condition(operator, name string, value any) string {
	if operator == "DateLessThan" && name == "acs:CurrentTime" {
		return fmt.Sprintf(" until %v", value)
	}
	return fmt.Sprintf(" if %s %s %v", name, operator, value)
}

func indented(policy string) string {
	var v any
	if json.Unmarshal([]byte(policy), &v) != nil {
		return policy
	}
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return policy
	}
	return string(text)
}
