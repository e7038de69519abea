package blockkit

import "encoding/json"

// Limits of a view that is not a matter of its blocks.
const (
	maxViewTitle       = 24 // also of submit and close
	maxPrivateMetadata = 3000
	maxCallbackID      = 255
)

var viewFields = fields{
	"blocks":           need(list(0, maxViewBlocks, anyBlock)),
	"private_metadata": may(characters(0, maxPrivateMetadata)),
	"callback_id":      may(characters(0, maxCallbackID)),
	"external_id":      may(characters(0, maxCallbackID)),
}

var modalView = both(submittable, typed(viewFields.with(fields{
	"title":           need(plainText(maxViewTitle)),
	"submit":          may(plainText(maxViewTitle)),
	"close":           may(plainText(maxViewTitle)),
	"clear_on_close":  may(boolean),
	"notify_on_close": may(boolean),
})))

var homeView = typed(viewFields)

// CheckView says what Slack would refuse in a modal or a Home tab, a line each, with pointers that start at
// /view, and nothing when it is fine. Its size, the stack it is to join, its hash and the uniqueness of its
// external_id in the workspace are matters of the workspace and are not checked.
func CheckView(view json.RawMessage) []string {
	c := &check{}
	v, err := decode(view)
	if err != nil {
		c.fail("/view", "must provide an object")
		return c.lines
	}
	switch name, ok := typeAt(c, "/view", v); {
	case !ok:
		return c.lines
	case name == "modal":
		c.on = modal
		modalView(c, "/view", v)
	case name == "home":
		c.on = home
		homeView(c, "/view", v)
	default:
		c.fail("/view/type", "unsupported type: %s", name)
		return c.lines
	}
	c.payload("/view/blocks", v.(map[string]any)["blocks"])
	return c.lines
}

// submittable: a modal that asks for something needs a way to send it.
func submittable(c *check, at string, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		return
	}
	if _, there := m["submit"]; there {
		return
	}
	eachBlock(at+"/blocks", m["blocks"], func(at string, b map[string]any) {
		if b["type"] == "input" {
			c.fail(at+"/input", "must define `submit` to use an `input` block in modals")
		}
	})
}
