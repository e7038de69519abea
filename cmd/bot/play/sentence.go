package play

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"kmsguard/bot/slacksim/blockkit"
)

// sentenceBlock is the ID of the block that shows the sentence to type.
const sentenceBlock = "sentence"

// block is as much of a Block Kit block as shows a sentence.
type block struct {
	ID       string    `json:"block_id"`
	Type     string    `json:"type"`
	Text     textPart  `json:"text"`
	Elements []element `json:"elements"`
}

type textPart struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

// element is a part of rich text: a preformatted block or a section, and in
// these again the runs of text.
type element struct {
	Type     string `json:"type"`
	Elements []run  `json:"elements"`
}

type run struct {
	Text  string `json:"text"`
	Style struct {
		Code bool `json:"code"`
	} `json:"style"`
}

// blocksOf decodes blocks one by one, since those that are not read here may
// have other shapes.
func blocksOf(blocks json.RawMessage) []block {
	var raw []json.RawMessage
	if json.Unmarshal(blocks, &raw) != nil {
		return nil
	}
	all := make([]block, len(raw))
	for i, r := range raw {
		if json.Unmarshal(r, &all[i]) == nil {
			continue
		}
		var named struct {
			ID string `json:"block_id"`
		}
		_ = json.Unmarshal(r, &named) // without an ID it is a block that nobody looks for
		all[i] = block{ID: named.ID}
	}
	return all
}

func hasSentence(blocks json.RawMessage) bool { return sentenceAt(blocksOf(blocks)) >= 0 }

func sentenceAt(all []block) int {
	return slices.IndexFunc(all, func(b block) bool { return b.ID == sentenceBlock })
}

// sentence returns the sentence that a modal shows to be typed: what stands in
// its sentence block as code.
func sentence(blocks json.RawMessage) (string, error) {
	all := blocksOf(blocks)
	i := sentenceAt(all)
	if i < 0 {
		return "", errors.New("no block has the ID sentence")
	}
	text := all[i].code()
	if text == "" {
		return "", errors.New("its sentence block shows nothing as code")
	}
	return text, nil
}

// code returns what the block shows as code.
func (b block) code() string {
	switch b.Text.Type {
	case "mrkdwn":
		_, after, _ := strings.Cut(b.Text.Text, "`")
		if end := strings.LastIndexByte(after, '`'); end >= 0 {
			return unescape(strings.Trim(after[:end], "`\n"))
		}
		return ""
	case "plain_text":
		return b.Text.Text
	}
	var text strings.Builder
	for _, e := range b.Elements {
		for _, r := range e.Elements {
			if e.Type == "rich_text_preformatted" || r.Style.Code {
				text.WriteString(r.Text)
			}
		}
	}
	return strings.Trim(text.String(), "\n")
}

// unescape undoes what marked-up text needs for three characters.
func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

// sentenceInput returns the ID of the block in which the sentence is typed: the
// first text input after it.
func sentenceInput(blocks json.RawMessage) string {
	var after []string
	if all := blocksOf(blocks); sentenceAt(all) >= 0 {
		for _, b := range all[sentenceAt(all):] {
			after = append(after, b.ID)
		}
	}
	for _, e := range blockkit.Inputs(blocks) {
		if e.Kind == "plain_text_input" && slices.Contains(after, e.BlockID) {
			return e.BlockID
		}
	}
	return ""
}

// hasButton reports whether a button's label is or begins with this one.
func hasButton(blocks json.RawMessage, label string) bool {
	return slices.ContainsFunc(blockkit.Buttons(blocks), func(e blockkit.Element) bool {
		return strings.HasPrefix(e.Label, label)
	})
}
