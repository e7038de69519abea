package blockkit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// WellFormed says whether blocks is a JSON array of objects. Where it is not, Slack answers
// invalid_blocks_format instead of invalid_blocks, and says nothing more.
func WellFormed(blocks json.RawMessage) bool {
	_, err := blockList(blocks)
	return err == nil
}

// CheckMessage says what Slack would refuse in the blocks of a message, a line each, such as
//
//	no more than 25 items allowed [json-pointer:/blocks/1/elements]
//
// and nothing when they are fine. An empty array is fine: it is a message without blocks. What Slack limits
// without publishing the number, the total text, is not checked; see TextLength.
func CheckMessage(blocks json.RawMessage) []string {
	c := &check{on: message}
	v, err := decode(blocks)
	if err != nil {
		c.fail("/blocks", "must provide an array")
		return c.lines
	}
	list(0, maxMessageBlocks, anyBlock)(c, "/blocks", v)
	c.payload("/blocks", v)
	return c.lines
}

// decode reads one JSON value and nothing after it, numbers as they stand.
func decode(raw json.RawMessage) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("blockkit: decode: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("blockkit: decode: text after the value")
	}
	return v, nil
}

// blockList reads an array of objects.
func blockList(raw json.RawMessage) ([]map[string]any, error) {
	v, err := decode(raw)
	if err != nil {
		return nil, err
	}
	all, ok := v.([]any)
	if !ok {
		return nil, errors.New("blockkit: not an array")
	}
	blocks := make([]map[string]any, len(all))
	for i, one := range all {
		if blocks[i], ok = one.(map[string]any); !ok {
			return nil, fmt.Errorf("blockkit: entry %d is not an object", i)
		}
	}
	return blocks, nil
}
