package blockhtml

import (
	"bytes"
	"encoding/json"
	"html/template"
	"strconv"

	"kmsguard/bot/slacksim/blockkit"
)

// Options says who reads, and what stands in the inputs.
type Options struct {
	Names   blockkit.Names                       // how the reader sees ids and times
	Prefix  string                               // before every element id, so that it is unique in the page; holds no space
	Heading int                                  // level of a header block, 1 to 6; 0 is 3
	Entered map[string]map[string]map[string]any // what was entered: block ID, action ID, entry of state.values
	Errors  map[string]string                    // what is wrong with an input, by block ID
	Warned  map[string]bool                      // elements that the app did not answer, as BLOCK/ACTION
	Inert   bool                                 // nothing can be pressed or filled: this is somebody else's view
}

// Blocks renders a list of blocks. A list that cannot be read is said to be one; null and nothing are nothing.
func Blocks(blocks json.RawMessage, o Options) template.HTML {
	r := newRenderer(o)
	if len(bytes.TrimSpace(blocks)) == 0 {
		return r.html()
	}
	var all []any
	d := json.NewDecoder(bytes.NewReader(blocks))
	d.UseNumber()
	if err := d.Decode(&all); err != nil {
		r.unknown("p", "blocks that cannot be read")
		return r.html()
	}
	for _, one := range all {
		r.block(objectOf(one))
	}
	return r.html()
}

// Mrkdwn renders marked-up text, such as the text of a message without blocks. The result may hold paragraphs'
// worth of blocks (code, quotes) and belongs into a div.
func Mrkdwn(text string, o Options) template.HTML {
	r := newRenderer(o)
	r.mrkdwn(text)
	return r.html()
}

// Text renders text as it stands, its line breaks kept.
func Text(text string) template.HTML {
	r := newRenderer(Options{})
	r.lines(text)
	return r.html()
}

// renderer writes one list of blocks.
type renderer struct {
	markup
	Options
	ids map[string]bool // given out already
}

func newRenderer(o Options) *renderer { return &renderer{Options: o, ids: map[string]bool{}} }

func (r *renderer) html() template.HTML {
	return template.HTML(r.out.String()) //nolint:gosec // G203: markup escapes every text and attribute that it writes
}

// id is an element id that no other element of these blocks has.
func (r *renderer) id(wanted string) string {
	id := r.Prefix + wanted
	for n := 2; r.ids[id]; n++ {
		id = r.Prefix + wanted + "-" + strconv.Itoa(n)
	}
	r.ids[id] = true
	return id
}

// unknown names what is not rendered.
func (r *renderer) unknown(element name, what string) {
	r.say(element, "bk-unknown", "not rendered here: "+what)
}
