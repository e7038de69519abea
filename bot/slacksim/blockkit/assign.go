package blockkit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
)

// Assign fills in the block_id and action_id wherever they are missing, as Slack does before it stores blocks.
// The new ids depend on the whole content, so that other blocks get other ids: a view that is updated without
// ids of its own must not look as if it had kept them. Blocks that cannot be read are returned as they are.
func Assign(blocks json.RawMessage) json.RawMessage {
	v, err := decode(blocks)
	if err != nil {
		return blocks
	}
	m := newMint(blocks, v)
	eachBlock("", v, func(at string, b map[string]any) {
		m.fill(b, "block_id")
		eachElementOf(at, b, func(_ string, e map[string]any) { m.fill(e, "action_id") })
	})
	out, err := encode(v)
	if err != nil {
		return blocks
	}
	return out
}

// encode writes what decode read, without turning < > & into escapes that Slack does not use.
func encode(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("blockkit: encode: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// mint makes ids that nothing in one payload uses yet.
type mint struct {
	state uint64
	taken map[string]bool
}

func newMint(seed []byte, v any) *mint {
	h := fnv.New64a()
	_, _ = h.Write(seed) // never fails, says hash.Hash
	m := &mint{state: h.Sum64(), taken: map[string]bool{}}
	eachBlock("", v, func(at string, b map[string]any) {
		m.take(b["block_id"])
		eachElementOf(at, b, func(_ string, e map[string]any) { m.take(e["action_id"]) })
	})
	return m
}

func (m *mint) take(id any) {
	if s, ok := id.(string); ok {
		m.taken[s] = true
	}
}

func (m *mint) fill(v map[string]any, name string) {
	if _, there := v[name]; there {
		return
	}
	id := m.next()
	for m.taken[id] {
		id = m.next()
	}
	m.taken[id] = true
	v[name] = id
}

// next is a string of five letters and digits, the form of Slack's own.
func (m *mint) next() string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	m.state = m.state*6364136223846793005 + 1442695040888963407 // Knuth's MMIX generator
	id := make([]byte, 0, 5)
	for rest := m.state >> 16; len(id) < 5; rest /= uint64(len(letters)) {
		id = append(id, letters[rest%uint64(len(letters))])
	}
	return string(slices.Clip(id))
}
