package aliyunsim

import (
	"fmt"
	"maps"
	"slices"
)

// tagPage is how many rows ListTagResources answers at once. KMS: 200.
const tagPage = 200

// tagRows are tags in order of their keys.
func tagRows(tags map[string]string) []object {
	rows := []object{}
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		rows = append(rows, object{"TagKey": name, "TagValue": tags[name]})
	}
	return rows
}

func listResourceTags(s *Sim, c *call) (any, *apiError) {
	k, err := s.find(c)
	if err != nil {
		return nil, err
	}
	rows := tagRows(k.Tags)
	for _, r := range rows {
		r["KeyId"] = k.ID
	}
	return object{"Tags": object{"Tag": rows}}, nil
}

// listTagResources lists the tags of keys or secrets, narrowed to resources and tags.
func listTagResources(s *Sim, c *call) (any, *apiError) {
	ids := c.list("ResourceId")
	if len(ids) > 50 {
		return nil, invalidParameter("ResourceId", "takes at most 50 values")
	}
	query := queryPrint(c)
	offset, err := pageOffset(c, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.tagged(c)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r object) bool {
		return len(ids) > 0 && !slices.Contains(ids, r["ResourceId"].(string)) || !c.wantsTag(r)
	})
	end := min(offset+tagPage, len(rows))
	reply := object{"TagResources": object{"TagResource": append([]object{}, rows[min(offset, end):end]...)}}
	if end < len(rows) {
		reply["NextToken"] = pageToken(query, end)
	}
	return reply, nil
}

// tagged returns every tag of the resource type asked for in the region.
func (s *Sim) tagged(c *call) ([]object, *apiError) {
	var rows []object
	add := func(id string, tags map[string]string) {
		for _, r := range tagRows(tags) {
			r["ResourceType"], r["ResourceId"] = c.str("ResourceType"), id
			rows = append(rows, r)
		}
	}
	switch c.str("ResourceType") {
	case "key":
		for _, k := range s.keys.order {
			if k.Region == c.region {
				add(k.ID, k.Tags)
			}
		}
	case "secret":
		for x := range s.tables.secrets.all(inRegion[Secret](c.region)) {
			add(x.Name, x.Tags)
		}
	default:
		return nil, invalidParameter("ResourceType", "must be key or secret")
	}
	return rows, nil
}

// wantsTag says whether a tag fits Tag.N.Key and Tag.N.Value, when there are any.
func (c *call) wantsTag(row object) bool {
	asked := false
	for n := 1; c.str(fmt.Sprintf("Tag.%d.Key", n)) != ""; n++ {
		asked = true
		value := c.str(fmt.Sprintf("Tag.%d.Value", n))
		if row["TagKey"] == c.str(fmt.Sprintf("Tag.%d.Key", n)) && (value == "" || row["TagValue"] == value) {
			return true
		}
	}
	return !asked
}
