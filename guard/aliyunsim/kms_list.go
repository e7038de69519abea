package aliyunsim

import (
	"encoding/json"
	"slices"
	"strings"
)

// pageRows answers one page of rows in the form of KMS: by PageNumber from 1
// and PageSize of 1 to 100, 10 unless asked otherwise.
func pageRows(c *call, outer, inner string, rows []object) (any, *apiError) {
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	from := min((number-1)*size, len(rows))
	page := rows[from:min(from+size, len(rows))]
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": len(rows),
		outer: object{inner: append([]object{}, page...)},
	}, nil
}

func listKeys(s *Sim, c *call) (any, *apiError) {
	match, err := keyFilter(c.str("Filters"))
	if err != nil {
		return nil, err
	}
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	rows, total := []object{}, 0
	for _, k := range s.keys.order {
		if k.Region != c.region || k.isService() && !*s.settings.ListServiceKeys || !match(k) {
			continue
		}
		if total >= (number-1)*size && len(rows) < size {
			rows = append(rows, object{"KeyId": k.ID, "KeyArn": s.arn(k)})
		}
		total++
	}
	return object{"PageNumber": number, "PageSize": size, "TotalCount": total, "Keys": object{"Key": rows}}, nil
}

// keyFilterFields are the keys that ListKeys can filter by.
var keyFilterFields = map[string]func(*cmk) string{
	"KeyState":        func(k *cmk) string { return k.State },
	"KeySpec":         func(k *cmk) string { return k.Spec },
	"KeyUsage":        func(k *cmk) string { return k.Usage },
	"ProtectionLevel": func(k *cmk) string { return k.Level },
	"CreatorType": func(k *cmk) string {
		if k.isService() {
			return "Service"
		}
		return "User"
	},
}

// keyFilter reads the JSON text Filters: up to 10 entries, all of which must fit.
func keyFilter(text string) (func(*cmk) bool, *apiError) {
	if text == "" {
		return func(*cmk) bool { return true }, nil
	}
	var filters []struct {
		Key    string
		Values []string
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&filters); err != nil || len(filters) > 10 {
		return nil, invalidParameter("Filters", `must be JSON like [{"Key":"KeyState","Values":["Enabled"]}], with at most 10 entries`)
	}
	for _, f := range filters {
		if keyFilterFields[f.Key] == nil || len(f.Values) == 0 {
			return nil, invalidParameter("Filters", "has an unknown key or no values: "+f.Key)
		}
	}
	return func(k *cmk) bool {
		for _, f := range filters {
			if !slices.Contains(f.Values, keyFilterFields[f.Key](k)) {
				return false
			}
		}
		return true
	}, nil
}

func listAliases(s *Sim, c *call) (any, *apiError) {
	var rows []object
	for _, k := range s.keys.order {
		if k.Region == c.region {
			rows = append(rows, s.aliasRows(k)...)
		}
	}
	return pageRows(c, "Aliases", "Alias", rows)
}

func listAliasesByKeyID(s *Sim, c *call) (any, *apiError) {
	k, err := s.find(c)
	if err != nil {
		return nil, err
	}
	return pageRows(c, "Aliases", "Alias", s.aliasRows(k))
}

func (s *Sim) aliasRows(k *cmk) []object {
	rows := make([]object, len(k.Aliases))
	for i, a := range k.Aliases {
		rows[i] = object{"KeyId": k.ID, "AliasName": a, "AliasArn": "acs:kms:" + k.Region + ":" + s.account + ":" + a}
	}
	return rows
}
