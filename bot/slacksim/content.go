package slacksim

import (
	"encoding/json"

	"kmsguard/bot/slacksim/blockkit"
)

// Limits of a message's content.
const (
	maxText       = 40000 // characters; chat.postMessage cuts off what is beyond
	maxUpdateText = 4000  // characters; chat.update refuses more
	maxMetadata   = 16 << 10
	maxAttached   = 100
)

// content is what a call wants to be said.
type content struct {
	text     string
	hasText  bool
	blocks   json.RawMessage // with IDs filled in; nil when none were given
	noBlocks bool            // an empty array was given, which clears them
	metadata json.RawMessage // nil when none was given, {} to clear
}

// parseContent reads and checks text, blocks, attachments and metadata.
func (s *Sim) parseContent(a *args) (content, *apiError) {
	t := content{text: cut(a.str("text"), maxText), hasText: a.has("text")}
	if problem := s.parseBlocks(a, &t); problem != nil {
		return t, problem
	}
	attached, problem := attachments(a)
	if problem != nil {
		return t, problem
	}
	if !t.hasText && t.blocks == nil && attached == 0 {
		return t, fail("no_text")
	}
	t.metadata, problem = metadata(a)
	return t, problem
}

func (s *Sim) parseBlocks(a *args, t *content) *apiError {
	raw, ok := a.json("blocks")
	switch {
	case !ok:
		return fail("invalid_blocks_format")
	case raw == nil:
		return nil
	case !blockkit.WellFormed(raw):
		return fail("invalid_blocks_format")
	}
	if lines := blockkit.CheckMessage(raw); len(lines) > 0 {
		return badBlocks(lines)
	}
	if blockkit.TextLength(raw) > s.set.BlocksText {
		return fail("msg_blocks_too_long")
	}
	var all []json.RawMessage
	if json.Unmarshal(raw, &all) == nil && len(all) == 0 {
		t.noBlocks = true
		return nil
	}
	t.blocks = blockkit.Assign(raw)
	return nil
}

func attachments(a *args) (int, *apiError) {
	raw, ok := a.json("attachments")
	if raw == nil && ok {
		return 0, nil
	}
	var all []json.RawMessage
	if !ok || json.Unmarshal(raw, &all) != nil {
		return 0, fail("invalid_attachments")
	}
	if len(all) > maxAttached {
		return 0, fail("too_many_attachments")
	}
	return len(all), nil
}

// metadata reads {event_type, event_payload}; an empty object stands for none,
// and clears it in an update.
func metadata(a *args) (json.RawMessage, *apiError) {
	raw, ok := a.json("metadata")
	if raw == nil && ok {
		return nil, nil
	}
	var m struct {
		Type    string         `json:"event_type"`
		Payload map[string]any `json:"event_payload"`
	}
	switch {
	case !ok || json.Unmarshal(raw, &m) != nil:
		return nil, fail("invalid_metadata_format")
	case len(raw) > maxMetadata:
		return nil, fail("metadata_too_large")
	case m.Type == "" && m.Payload == nil:
		return json.RawMessage("{}"), nil
	case m.Type == "" || m.Payload == nil:
		return nil, fail("invalid_metadata_schema")
	}
	return raw, nil
}

// stored is metadata as a message keeps it: an empty object is none.
func stored(metadata json.RawMessage) json.RawMessage {
	if string(metadata) == "{}" {
		return nil
	}
	return metadata
}

// cut keeps the first n characters.
func cut(text string, n int) string {
	count := 0
	for i := range text {
		if count == n {
			return text[:i]
		}
		count++
	}
	return text
}
