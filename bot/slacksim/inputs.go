package slacksim

import (
	"encoding/json"
	"maps"

	"kmsguard/bot/slacksim/blockkit"
)

// inputs is state.values: block ID, then action ID, then the entry.
type inputs map[string]map[string]map[string]any

func (in inputs) get(blockID, actionID string) (map[string]any, bool) {
	entry, ok := in[blockID][actionID]
	return entry, ok
}

func (in inputs) put(blockID, actionID string, entry map[string]any) {
	if in[blockID] == nil {
		in[blockID] = map[string]map[string]any{}
	}
	in[blockID][actionID] = entry
}

// complete returns an entry for every stateful element of the blocks: what was
// entered, or what the element began with.
func (in inputs) complete(blocks json.RawMessage) inputs {
	out := inputs{}
	for _, e := range blockkit.Inputs(blocks) {
		out.put(e.BlockID, e.ActionID, in.entry(e))
	}
	return out
}

// entry returns a copy of the entry of one element.
func (in inputs) entry(e blockkit.Element) map[string]any {
	if entry, ok := in.get(e.BlockID, e.ActionID); ok {
		return maps.Clone(entry)
	}
	return e.Initial()
}
