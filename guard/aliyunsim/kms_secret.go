package aliyunsim

import "net/http"

func kmsSecretReads() []action {
	return []action{
		{
			name: "ListSecrets", optional: []string{"FetchTags", "PageNumber", "PageSize"},
			resource: kmsResource("secret"), handle: listSecrets,
		},
		{name: "DescribeSecret", required: []string{"SecretName"}, optional: []string{"FetchTags"}, resource: secretResource, handle: describeSecret},
	}
}

func secretResource(s *Sim, c *call) string { return kmsResource("secret/"+c.str("SecretName"))(s, c) }

// listSecrets names no key: only DescribeSecret does.
func listSecrets(s *Sim, c *call) (any, *apiError) {
	tags, err := c.boolean("FetchTags")
	if err != nil {
		return nil, err
	}
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	secrets, total := s.tables.secrets.page(inRegion[Secret](c.region), (number-1)*size, size)
	rows := make([]object, len(secrets))
	for i, x := range secrets {
		rows[i] = s.secretRow(x, tags)
	}
	return object{"PageNumber": number, "PageSize": size, "TotalCount": total, "SecretList": object{"Secret": rows}}, nil
}

// secretRow is what list and detail have in common.
func (s *Sim) secretRow(x Secret, tags bool) object {
	created := x.CreatedAt
	if created.IsZero() {
		created = s.now().AddDate(0, -1, 0)
	}
	row := object{
		"SecretName": x.Name, "SecretType": firstOf(x.Kind, "Generic"), "CreateTime": stamp(created), "UpdateTime": stamp(created),
		"PlannedDeleteTime": "",
	}
	if !x.DeletesAt.IsZero() {
		row["PlannedDeleteTime"] = stamp(x.DeletesAt)
	}
	if tags {
		row["Tags"] = object{"Tag": tagRows(x.Tags)}
	}
	return row
}

func describeSecret(s *Sim, c *call) (any, *apiError) {
	tags, err := c.boolean("FetchTags")
	if err != nil {
		return nil, err
	}
	x, ok := s.tables.secrets.get(c.str("SecretName"))
	if !ok || x.Region != c.region {
		return nil, refuse(http.StatusNotFound, "Forbidden.ResourceNotFound", "Resource not found.")
	}
	row := s.secretRow(x, tags)
	row["Arn"] = secretResource(s, c)
	row["EncryptionKeyId"] = x.Key
	if s.settings.SecretsHideDefaultKey && x.Instance != "" {
		row["EncryptionKeyId"] = ""
	}
	row["DKMSInstanceId"], row["Description"], row["AutomaticRotation"] = x.Instance, "", "Disabled"
	return row, nil
}
