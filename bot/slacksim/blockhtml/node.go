package blockhtml

// node is an object of Block Kit's JSON.
type node map[string]any

func (n node) str(name string) string {
	s, _ := n[name].(string)
	return s
}

func (n node) at(name string) node {
	o, _ := n[name].(map[string]any)
	return o
}

func (n node) list(name string) []node {
	all, _ := n[name].([]any)
	return nodes(all)
}

// nodes keeps what is an object; anything else is none of Block Kit's.
func nodes(all []any) []node {
	var out []node
	for _, one := range all {
		if o, ok := one.(map[string]any); ok {
			out = append(out, o)
		}
	}
	return out
}

func (n node) is(name string) bool { return n[name] == true }

// whole is a number without fraction, as JSON has it or as Go does; 0 for
// anything else.
func (n node) whole(name string) int64 {
	switch v := n[name].(type) {
	case float64:
		return int64(v)
	case int64:
		return v
	}
	return 0
}

// plain is the text of a text object under that name.
func (n node) plain(name string) string { return n.at(name).str("text") }
