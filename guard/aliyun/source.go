package aliyun

import (
	"encoding/json"
	"slices"
	"strings"
)

// source is the request whose answer showed a row. It is embedded in rows.
type source struct{ requestID string }

func (s *source) seen(requestID string) { s.requestID = requestID }

// tags are the tags of a resource, in any of the forms that products give them.
type tags []tag

type tag struct{ key, value string }

// UnmarshalJSON reads {"Tag": [{"TagKey", "TagValue"}]}, the bare list, and the
// names Key and Value; Kafka says TagVO. Tags inform; a form that is not known
// is no tags.
func (t *tags) UnmarshalJSON(raw []byte) error {
	var nested struct{ Tag, TagVO json.RawMessage }
	if json.Unmarshal(raw, &nested) == nil && (nested.Tag != nil || nested.TagVO != nil) {
		raw = append(nested.Tag, nested.TagVO...)
	}
	var rows []struct{ TagKey, TagValue, Key, Value string }
	if json.Unmarshal(raw, &rows) != nil {
		return nil //nolint:nilerr // tags inform: a form that is not known is no tags
	}
	for _, r := range rows {
		*t = append(*t, tag{r.TagKey + r.Key, r.TagValue + r.Value})
	}
	return nil
}

// owning are the tags that say who a resource belongs to, the most telling first.
var owning = []string{"owner", "team", "app", "application", "project", "service", "department", "costcenter"}

// owner says who the resource belongs to, as "team=orders"; empty if no tag does.
func (t tags) owner() string {
	for _, name := range owning {
		i := slices.IndexFunc(t, func(x tag) bool { return strings.EqualFold(x.key, name) && x.value != "" })
		if i >= 0 {
			return t[i].key + "=" + t[i].value
		}
	}
	return ""
}
