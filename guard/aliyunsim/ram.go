package aliyunsim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sort"
	"strconv"
)

// ramActions are what the simulator serves of RAM 2015-05-01.
func ramActions() []action {
	role, document := []string{"RoleName"}, []string{"PolicyName", "PolicyType"}
	return []action{
		{name: "GetRole", required: role, resource: roleResource, handle: getRole},
		{name: "ListPoliciesForRole", required: role, resource: roleResource, handle: listPoliciesForRole},
		{name: "ListRoles", optional: []string{"Marker", "MaxItems"}, resource: ramResource("role/*"), handle: listRoles},
		{name: "GetPolicy", required: document, resource: policyResource, handle: getPolicy},
		{
			name: "GetPolicyVersion", required: []string{"PolicyName", "PolicyType", "VersionId"},
			resource: policyResource, handle: getPolicyVersion,
		},
	}
}

func ramResource(path string) func(*Sim, *call) string {
	return func(s *Sim, _ *call) string { return fmt.Sprintf("acs:ram:*:%s:%s", s.account, path) }
}

func roleResource(s *Sim, c *call) string { return ramResource("role/"+c.str("RoleName"))(s, c) }

func policyResource(s *Sim, c *call) string {
	if c.str("PolicyType") == "System" {
		return ramResourceOf("system", c.str("PolicyName"))
	}
	return ramResourceOf(s.account, c.str("PolicyName"))
}

func ramResourceOf(owner, name string) string {
	return fmt.Sprintf("acs:ram:*:%s:policy/%s", owner, name)
}

func (s *Sim) roleOf(c *call) (*role, *apiError) {
	r, ok := s.roles[c.str("RoleName")]
	if !ok {
		return nil, refuse(http.StatusNotFound, "EntityNotExist.Role", "The role not exists: %s.", c.str("RoleName"))
	}
	return r, nil
}

func getRole(s *Sim, c *call) (any, *apiError) {
	r, err := s.roleOf(c)
	if err != nil {
		return nil, err
	}
	row, err := s.roleRow(r)
	return object{"Role": row}, err
}

// roleRow is a role with its trust policy as JSON text.
func (s *Sim) roleRow(r *role) (object, *apiError) {
	trust, err := json.Marshal(object{"Version": "1", "Statement": []object{{
		"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": object{"RAM": append([]string{}, r.trusts...)},
	}}})
	if err != nil {
		return nil, refuse(http.StatusInternalServerError, "InternalError", "The trust policy cannot be encoded.")
	}
	return object{
		"RoleId": r.id, "RoleName": r.name, "Arn": fmt.Sprintf("acs:ram::%s:role/%s", s.account, r.name), "Description": "",
		"AssumeRolePolicyDocument": string(trust), "MaxSessionDuration": int(r.longest.Seconds()),
		"CreateDate": policyDate, "UpdateDate": policyDate,
	}, nil
}

// policyDate stands for when roles and policies of the world were made.
const policyDate = "2026-01-01T00:00:00Z"

// listPoliciesForRole lists all policies of a role at once; RAM does not page here.
func listPoliciesForRole(s *Sim, c *call) (any, *apiError) {
	r, err := s.roleOf(c)
	if err != nil {
		return nil, err
	}
	rows := make([]object, len(r.policies))
	for i, p := range r.policies {
		rows[i] = p.row()
	}
	return object{"Policies": object{"Policy": rows}}, nil
}

// row is a policy as lists show it.
func (p *policy) row() object {
	return object{
		"PolicyName": p.name, "PolicyType": policyType(p.name), "DefaultVersion": "v1", "Description": "", "AttachDate": policyDate,
	}
}

// policyType is System for the policies that every account has.
func policyType(name string) string {
	if _, ok := systemPolicies[name]; ok {
		return "System"
	}
	return "Custom"
}

// listRoles pages by a marker, as all lists of RAM do.
func listRoles(s *Sim, c *call) (any, *apiError) {
	size, err := c.integer("MaxItems", 100, 1, 1000)
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range s.roles {
		names = append(names, name)
	}
	sort.Strings(names)
	from := 0
	if m := c.str("Marker"); m != "" {
		var failure error
		if from, failure = strconv.Atoi(m); failure != nil || from < 0 || from > len(names) {
			return nil, invalidParameter("Marker", "is not a marker of this list")
		}
	}
	end := min(from+size, len(names))
	rows := []object{}
	for _, name := range names[from:end] {
		row, err := s.roleRow(s.roles[name])
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	reply := object{"Roles": object{"Role": rows}, "IsTruncated": end < len(names)}
	if end < len(names) {
		reply["Marker"] = strconv.Itoa(end)
	}
	return reply, nil
}
