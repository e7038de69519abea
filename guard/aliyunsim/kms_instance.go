package aliyunsim

import "net/http"

func kmsInstanceReads() []action {
	paged := []string{"PageNumber", "PageSize"}
	return []action{
		{name: "ListKmsInstances", optional: paged, resource: kmsResource("keystore"), handle: listKmsInstances},
		{name: "GetKmsInstance", required: []string{"KmsInstanceId"}, resource: kmsResource("keystore"), handle: getKmsInstance},
		{name: "ListApplicationAccessPoints", optional: paged, resource: kmsResource("applicationaccesspoint"), handle: listApplications},
		{name: "DescribeApplicationAccessPoint", required: []string{"Name"}, resource: kmsResource("applicationaccesspoint"), handle: describeApplication},
		{name: "ListPolicies", optional: paged, resource: kmsResource("policy"), handle: listAccessPolicies},
		{name: "DescribePolicy", required: []string{"Name"}, resource: kmsResource("policy"), handle: describeAccessPolicy},
	}
}

// describeAccountKmsStatus says whether KMS is open for the account.
func describeAccountKmsStatus(*Sim, *call) (any, *apiError) {
	return object{"AccountStatus": "Enabled"}, nil
}

func listKmsInstances(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.paged(20, 1)
	if err != nil {
		return nil, err
	}
	list, total := s.tables.kmsInstances.page(inRegion[KMSInstance](c.region), (number-1)*size, size)
	rows := make([]object, len(list))
	for i, x := range list {
		rows[i] = object{"KmsInstanceId": x.ID, "KmsInstanceArn": kmsResource("keystore/"+x.ID)(s, c)}
	}
	return object{"PageNumber": number, "PageSize": size, "TotalCount": total, "KmsInstances": object{"KmsInstance": rows}}, nil
}

func getKmsInstance(s *Sim, c *call) (any, *apiError) {
	x, ok := s.tables.kmsInstances.get(c.str("KmsInstanceId"))
	if !ok || x.Region != c.region {
		return nil, refuse(http.StatusForbidden, "Forbidden.DKMSInstanceNotFound", "The specified KMS instance is not found.")
	}
	row := object{
		"InstanceId": x.ID, "InstanceName": firstOf(x.Name, x.ID), "Status": firstOf(x.Status, "Connected"), "Spec": 1000,
		"KeyNum": firstOf(x.KeyNum, 1000), "SecretNum": x.Secrets, "VpcNum": 1, "BindVpcs": object{"BindVpc": []object{}},
	}
	if !x.EndsAt.IsZero() {
		row["EndDate"] = stamp(x.EndsAt)
	}
	return object{"KmsInstance": row}, nil
}
