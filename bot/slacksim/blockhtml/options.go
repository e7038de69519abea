package blockhtml

import (
	"encoding/json"
	"html/template"

	"kmsguard/bot/slacksim/blockkit"
)

// Options say for whom blocks are rendered, and what he entered so far.
type Options struct {
	Names   blockkit.Names
	Prefix  string                               // begins the id of every input, to be unique in the page
	Entered map[string]map[string]map[string]any // block ID, action ID, entry of state.values
	Errors  map[string]string                    // below inputs, by block ID
	Warned  map[string]bool                      // elements with a warning mark, as BLOCK/ACTION
	Inert   bool                                 // nothing can be pressed or filled
}

// Blocks renders a list of blocks. Blocks that cannot be read say so.
func Blocks(blocks json.RawMessage, o Options) template.HTML {
	r := renderer{Options: o}
	var all []node
	if err := json.Unmarshal(blocks, &all); err != nil && len(blocks) > 0 {
		r.unknown("blocks that are no list")
	}
	for _, b := range all {
		r.block(b)
	}
	return r.html()
}

// Mrkdwn renders a marked-up text.
func Mrkdwn(text string, o Options) template.HTML {
	r := renderer{Options: o}
	r.mrkdwn(text)
	return r.html()
}

// Text renders a plain text with its line breaks.
func Text(text string) template.HTML {
	var w writer
	w.lines(text)
	return w.html()
}

// renderer is one rendering under way.
type renderer struct {
	writer
	Options
}

// unknown says that something is not rendered.
func (r *renderer) unknown(what string) {
	r.element("p", "not rendered here: "+what, attr{"class", "bk-unknown"})
}
