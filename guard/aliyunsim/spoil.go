package aliyunsim

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// spoil encodes a reply, and applies the fault that the call was given when it
// is one that falsifies replies.
func spoil(c *call, body object) ([]byte, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	if c.fault == FaultTruncate {
		return text[:len(text)/2], nil
	}
	change, ok := spoilers[c.fault]
	if !ok {
		return text, nil
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var tree object
	if err := d.Decode(&tree); err != nil {
		return nil, err
	}
	change(c, tree)
	return json.Marshal(tree)
}

var spoilers = map[FaultKind]func(*call, object){
	FaultWrongTotal:   wrongTotal,
	FaultRepeatToken:  repeatToken,
	FaultEmptyPage:    func(_ *call, t object) { changeRows(t, func([]any) []any { return []any{} }) },
	FaultDropRow:      func(_ *call, t object) { changeRows(t, func(r []any) []any { return r[:max(0, len(r)-1)] }) },
	FaultUnknownValue: func(_ *call, t object) { unknownValue(t) },
}

// wrongTotal raises every total that the reply declares by one.
func wrongTotal(_ *call, tree object) {
	for _, name := range []string{"TotalCount", "TotalRecordCount", "total"} {
		if n, ok := tree[name].(json.Number); ok {
			if v, err := n.Int64(); err == nil {
				tree[name] = v + 1
			}
		}
	}
}

// repeatToken answers the token that the request came with, so that a client
// that follows it walks in a circle; the first page keeps its own.
func repeatToken(c *call, tree object) {
	for _, name := range []string{"NextToken", "Marker"} {
		if asked := c.str(name); asked != "" {
			tree[name] = asked
		}
	}
}

// changeRows replaces the rows of a list reply: the first array at the top, or
// one level below as in {"Keys": {"Key": […]}}.
func changeRows(tree object, change func([]any) []any) {
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		switch v := tree[name].(type) {
		case []any:
			tree[name] = change(v)
			return
		case object:
			for _, inner := range slices.Sorted(maps.Keys(v)) {
				if rows, ok := v[inner].([]any); ok {
					v[inner] = change(rows)
					return
				}
			}
		}
	}
}

// unknownNames are fields whose values a client compares with a known set.
var unknownNames = is("KeyState", "Status", "TDEStatus", "EncryptionKeyStatus", "DBInstanceStatus", "DBClusterStatus",
	"SSEAlgorithm", "ListenerProtocol", "ListenerStatus", "LoadBalancerStatus", "AccountStatus", "SecretType", "TDEMode",
	"InstanceStatus", "LifecycleState", "DesktopStatus", "State", "TenantStatus", "EncryptionType", "encrypt_type", "status")

// unknownNumbers are fields that tell one of a known set by a number.
var unknownNumbers = is("EncryptType", "ServiceStatus")

// unknownValue puts a value that no documentation knows into every such field.
func unknownValue(v any) {
	switch v := v.(type) {
	case object:
		for name, inner := range v {
			_, isText := inner.(string)
			_, isNumber := inner.(json.Number)
			switch {
			case isText && unknownNames(name):
				v[name] = "Transmogrifying"
			case isNumber && unknownNumbers(name):
				v[name] = 97
			default:
				unknownValue(inner)
			}
		}
	case []any:
		for _, inner := range v {
			unknownValue(inner)
		}
	}
}
