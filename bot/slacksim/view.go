package slacksim

import (
	"encoding/json"

	"kmsguard/bot/slacksim/blockkit"
)

// Limits of views.
const (
	maxViewSize   = 250_000 // bytes of JSON
	maxStackDepth = 3
)

// view is a live modal or Home tab of one person.
type view struct {
	viewDef
	id       string
	user     string
	hash     string // changes with every change by the app
	root     string
	previous string
	values   inputs // what the person entered, beside what the view began with
	covered  bool   // another modal was opened from it
	warned   marks  // elements whose last press was not answered
}

// viewDef is a view as the app defines it.
type viewDef struct {
	Type            string          `json:"type"`
	Title           json.RawMessage `json:"title"`
	Submit          json.RawMessage `json:"submit"`
	Close           json.RawMessage `json:"close"`
	Blocks          json.RawMessage `json:"blocks"`
	PrivateMetadata string          `json:"private_metadata"`
	CallbackID      string          `json:"callback_id"`
	ExternalID      string          `json:"external_id"`
	ClearOnClose    bool            `json:"clear_on_close"`
	NotifyOnClose   bool            `json:"notify_on_close"`
}

// parseView checks a view as Slack does and fills in block IDs.
func parseView(raw json.RawMessage, kind string) (viewDef, *apiError) {
	var d viewDef
	if len(raw) > maxViewSize {
		return d, fail("view_too_large")
	}
	if lines := blockkit.CheckView(raw); len(lines) > 0 {
		return d, badArguments(lines)
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		return d, badArguments([]string{"must be a valid view [json-pointer:/view]"})
	}
	if d.Type != kind {
		return d, badArguments([]string{"unsupported type: " + d.Type + " [json-pointer:/view/type]"})
	}
	d.Blocks = blockkit.Assign(d.Blocks)
	return d, nil
}

// newView makes a view of the user live; the caller puts it where it is shown.
func (s *Sim) newView(d viewDef, userID string) *view {
	v := &view{viewDef: d, id: s.nextID("V"), user: userID, values: inputs{}}
	v.root = v.id
	s.views[v.id] = v
	s.touch(v)
	return v
}

// touch gives the view a new hash.
func (s *Sim) touch(v *view) {
	v.hash = s.nextTS() + "." + s.hex(8)
}

// redefine replaces what a view shows. What the person entered is kept where
// block, action and kind of the element are the same in the new definition.
func (s *Sim) redefine(v *view, d viewDef) {
	v.viewDef, v.warned = d, nil
	kept := inputs{}
	for _, e := range blockkit.Inputs(d.Blocks) {
		if entry, ok := v.values.get(e.BlockID, e.ActionID); ok && entry["type"] == e.Kind {
			kept.put(e.BlockID, e.ActionID, entry)
		}
	}
	v.values = kept
	s.touch(v)
}

// taken tells whether another live view of the workspace has the external ID.
func (s *Sim) taken(externalID string, by *view) bool {
	if externalID == "" {
		return false
	}
	for _, v := range s.views {
		if v != by && v.ExternalID == externalID {
			return true
		}
	}
	return false
}

// viewJSON is the view as methods answer it and interactions carry it.
func (s *Sim) viewJSON(v *view) object {
	o := object{
		"id": v.id, "team_id": s.team.ID, "type": v.Type, "blocks": v.Blocks,
		"private_metadata": v.PrivateMetadata, "callback_id": v.CallbackID, "external_id": v.ExternalID,
		"state": object{"values": v.values.complete(v.Blocks)}, "hash": v.hash,
		"clear_on_close": v.ClearOnClose, "notify_on_close": v.NotifyOnClose,
		"title": orNull(v.Title), "submit": orNull(v.Submit), "close": orNull(v.Close),
		"root_view_id": v.root, "previous_view_id": nil,
		"app_id": s.app.ID, "app_installed_team_id": s.team.ID, "bot_id": s.app.BotID,
	}
	if v.previous != "" {
		o["previous_view_id"] = v.previous
	}
	return o
}

func orNull(raw json.RawMessage) any {
	if len(raw) == 0 {
		return nil
	}
	return raw
}

// plainText is the text of a text object, "" when there is none.
func plainText(raw json.RawMessage) string {
	var t struct {
		Text string `json:"text"`
	}
	if json.Unmarshal(raw, &t) != nil {
		return ""
	}
	return t.Text
}
