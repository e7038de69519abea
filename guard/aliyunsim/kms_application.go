package aliyunsim

import (
	"encoding/json"
	"net/http"
	"strings"
)

// ownPolicyPrefix makes the name of an application's own policy from its name.
const ownPolicyPrefix = "policy-of-"

func listApplications(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	list, total := s.tables.kmsApplications.page(inRegion[KMSApplication](c.region), (number-1)*size, size)
	rows := objects(list, func(x KMSApplication) object { return object{"Name": x.Name, "AuthenticationMethod": "ClientKey"} })
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": total,
		"ApplicationAccessPoints": object{"ApplicationAccessPoint": rows},
	}, nil
}

// describeApplication names the policies of an application in a text that is a
// JSON list.
func describeApplication(s *Sim, c *call) (any, *apiError) {
	x, ok := s.tables.kmsApplications.get(c.str("Name"))
	if !ok || x.Region != c.region {
		return nil, accessNotFound()
	}
	names, err := json.Marshal(x.bound())
	if err != nil {
		return nil, refuse(http.StatusInternalServerError, "InternalFailure", "The policies cannot be written: %v", err)
	}
	arn := kmsResource("applicationaccesspoint/"+x.Name)(s, c)
	return object{"Name": x.Name, "Arn": arn, "Description": "", "AuthenticationMethod": "ClientKey", "Policies": string(names)}, nil
}

func accessNotFound() *apiError {
	return refuse(http.StatusNotFound, "Forbidden.ResourceNotFound", "Resource not found.")
}

// listAccessPolicies lists the own policies of applications, then those that
// they share, each once.
func listAccessPolicies(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	offset := (number - 1) * size
	withOwn, total := s.tables.kmsApplications.page(func(x KMSApplication) bool { return x.Region == c.region && x.hasOwn() }, offset, size)
	rows := objects(withOwn, func(x KMSApplication) object { return object{"Name": ownPolicyPrefix + x.Name} })
	shared := s.tables.sharedPolicies(c.region)
	for _, p := range cut(shared, max(0, offset-total), size-len(rows)) {
		rows = append(rows, object{"Name": p.policy.Name})
	}
	return object{"PageNumber": number, "PageSize": size, "TotalCount": total + len(shared), "Policies": object{"Policy": rows}}, nil
}

// boundPolicy is a policy with the KMS instance of the application that says
// what it allows.
type boundPolicy struct {
	policy   KMSAccessPolicy
	instance string
}

// sharedPolicies are the policies that the applications of a region name, each
// as the first that says what it allows describes it.
func (t *tables) sharedPolicies(region string) []boundPolicy {
	var list []boundPolicy
	places := map[string]int{}
	for _, sp := range t.kmsApplications.spans {
		if sp.base.Region != region {
			continue
		}
		for _, p := range sp.base.Policies {
			switch i, known := places[p.Name]; {
			case !known:
				places[p.Name] = len(list)
				list = append(list, boundPolicy{p, sp.base.instance()})
			case len(list[i].policy.Resources) == 0:
				list[i] = boundPolicy{p, sp.base.instance()}
			}
		}
	}
	return list
}

// sharedPolicy finds one of them.
func (t *tables) sharedPolicy(region, name string) (boundPolicy, bool) {
	for _, p := range t.sharedPolicies(region) {
		if p.policy.Name == name {
			return p, true
		}
	}
	return boundPolicy{}, false
}

func (a KMSApplication) instance() string { return firstOf(a.Instance, "shared") }

// describeAccessPolicy names the keys that an application on the dedicated
// gateway may use.
func describeAccessPolicy(s *Sim, c *call) (any, *apiError) {
	if app, isOwn := strings.CutPrefix(c.str("Name"), ownPolicyPrefix); isOwn {
		x, ok := s.tables.kmsApplications.get(app)
		if !ok || x.Region != c.region || !x.hasOwn() {
			return nil, accessNotFound()
		}
		return s.accessPolicy(c, x.instance(), x.resources()), nil
	}
	p, ok := s.tables.sharedPolicy(c.region, c.str("Name"))
	if !ok {
		return nil, accessNotFound()
	}
	return s.accessPolicy(c, p.instance, append([]string{}, p.policy.Resources...)), nil
}

func (s *Sim) accessPolicy(c *call, instance string, resources []string) object {
	return object{
		"Name": c.str("Name"), "Arn": kmsResource("policy/"+c.str("Name"))(s, c), "Description": "", "AccessControlRules": "",
		"KmsInstance": instance, "Resources": resources,
		"Permissions": []string{"RbacPermission/Template/CryptoServiceKeyUser", "RbacPermission/Template/CryptoServiceSecretUser"},
	}
}
