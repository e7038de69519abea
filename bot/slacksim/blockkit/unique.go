package blockkit

// uniqueIDs: a block_id is unique in the payload, an action_id in its block.
func (c *check) uniqueIDs(at string, v any) {
	blocks := map[string]bool{}
	eachBlock(at, v, func(at string, b map[string]any) {
		c.fresh(blocks, at, "block_id", b)
		actions := map[string]bool{}
		eachElementOf(at, b, func(at string, e map[string]any) {
			c.fresh(actions, at, "action_id", e)
		})
	})
}

// fresh reports an id that was seen before.
func (c *check) fresh(seen map[string]bool, at, name string, v map[string]any) {
	id, ok := v[name].(string)
	if !ok {
		return
	}
	if seen[id] {
		c.fail(at+"/"+name, "`%s` %q already exists", name, id)
	}
	seen[id] = true
}
