package aliyunsim

import (
	"net/http"
	"strings"
)

// policyPrefix makes the name of an application's one policy from its own.
const policyPrefix = "policy-of-"

func (s *Sim) applications(c *call) (list []KMSApplication, number, size, total int, err *apiError) {
	if number, size, err = c.paged(10, 1); err != nil {
		return nil, 0, 0, 0, err
	}
	list, total = s.tables.kmsApplications.page(inRegion[KMSApplication](c.region), (number-1)*size, size)
	return list, number, size, total, nil
}

func listApplications(s *Sim, c *call) (any, *apiError) {
	list, number, size, total, err := s.applications(c)
	if err != nil {
		return nil, err
	}
	rows := make([]object, len(list))
	for i, x := range list {
		rows[i] = object{"Name": x.Name, "AuthenticationMethod": "ClientKey"}
	}
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": total,
		"ApplicationAccessPoints": object{"ApplicationAccessPoint": rows},
	}, nil
}

func describeApplication(s *Sim, c *call) (any, *apiError) {
	x, ok := s.tables.kmsApplications.get(c.str("Name"))
	if !ok || x.Region != c.region {
		return nil, refuse(http.StatusNotFound, "Forbidden.ResourceNotFound", "Resource not found.")
	}
	arn := kmsResource("applicationaccesspoint/"+x.Name)(s, c)
	return object{"Name": x.Name, "Arn": arn, "AuthenticationMethod": "ClientKey", "Policies": `["` + policyPrefix + x.Name + `"]`}, nil
}

func listAccessPolicies(s *Sim, c *call) (any, *apiError) {
	list, number, size, total, err := s.applications(c)
	if err != nil {
		return nil, err
	}
	rows := make([]object, len(list))
	for i, x := range list {
		rows[i] = object{"Name": policyPrefix + x.Name}
	}
	return object{"PageNumber": number, "PageSize": size, "TotalCount": total, "Policies": object{"Policy": rows}}, nil
}

// describeAccessPolicy names the keys that an application on the dedicated
// gateway may use.
func describeAccessPolicy(s *Sim, c *call) (any, *apiError) {
	x, ok := s.tables.kmsApplications.get(strings.TrimPrefix(c.str("Name"), policyPrefix))
	if !ok || x.Region != c.region || !strings.HasPrefix(c.str("Name"), policyPrefix) {
		return nil, refuse(http.StatusNotFound, "Forbidden.ResourceNotFound", "Resource not found.")
	}
	resources := make([]string, len(x.Keys))
	for i, k := range x.Keys {
		resources[i] = "key/" + k
	}
	return object{
		"Name": c.str("Name"), "Arn": kmsResource("policy/"+c.str("Name"))(s, c), "Description": "", "AccessControlRules": "",
		"KmsInstance": "shared", "Resources": resources,
		"Permissions": []string{"RbacPermission/Template/CryptoServiceKeyUser"},
	}, nil
}
