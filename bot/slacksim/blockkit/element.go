package blockkit

// host is a set of the places inside blocks that take elements.
type host uint8

const (
	accessory host = 1 << iota // of a section
	inActions
	inInput
)

// kind is what is known of one type of element.
type kind struct {
	rule  rule
	hosts host
	on    surface
}

const anyHost = accessory | inActions | inInput

// elementKinds says which element may stand where. Message, modal and Home tab accept different sets.
var elementKinds = map[string]kind{
	"button":          {button, accessory | inActions, everywhere},
	"workflow_button": {workflowButton, accessory | inActions, message},
	"overflow":        {overflow, accessory | inActions, everywhere},
	"image":           {imageElement, accessory, everywhere},

	"plain_text_input": {plainTextInput, inInput, everywhere},
	"rich_text_input":  {richTextInput, inInput | inActions, views},
	"number_input":     {numberInput, inInput, modal},
	"email_text_input": {emailInput, inInput, modal},
	"url_text_input":   {urlInput, inInput, modal},
	"file_input":       {fileInput, inInput, modal},

	"datepicker":     {datePicker, anyHost, everywhere},
	"timepicker":     {timePicker, anyHost, everywhere},
	"datetimepicker": {dateTimePicker, inActions | inInput, message | modal},

	"checkboxes":    {checkboxes, anyHost, everywhere},
	"radio_buttons": {radioButtons, anyHost, everywhere},

	"static_select":              {staticSelect, anyHost, everywhere},
	"external_select":            {externalSelect, anyHost, everywhere},
	"users_select":               {usersSelect, anyHost, everywhere},
	"conversations_select":       {conversationsSelect, anyHost, everywhere},
	"channels_select":            {channelsSelect, anyHost, everywhere},
	"multi_static_select":        {multiStaticSelect, anyHost, everywhere},
	"multi_external_select":      {multiExternalSelect, anyHost, everywhere},
	"multi_users_select":         {multiUsersSelect, anyHost, everywhere},
	"multi_conversations_select": {multiConversationsSelect, anyHost, everywhere},
	"multi_channels_select":      {multiChannelsSelect, anyHost, everywhere},
}

// elementIn accepts an element that may stand in h on the surface being checked.
func elementIn(h host) rule {
	return func(c *check, at string, v any) {
		name, ok := typeAt(c, at, v)
		if !ok {
			return
		}
		k, ok := elementKinds[name]
		if !ok || k.hosts&h == 0 || !c.on.within(k.on) {
			c.fail(at+"/type", "unsupported type: %s", name)
			return
		}
		k.rule(c, at, v)
	}
}

// element is typed for something interactive: each has an action_id (Slack: 255 characters).
func element(known fields) rule {
	return typed(known.with(fields{"action_id": may(characters(1, 255))}))
}

// asking adds the confirmation dialog.
func (f fields) asking() fields { return f.with(fields{"confirm": may(confirmation)}) }

// focusable adds the wish to be focused when the view opens; messages do not open.
func (f fields) focusable() fields { return f.with(fields{"focus_on_load": may(inViews)}) }

// hinting adds the placeholder.
func (f fields) hinting() fields { return f.with(fields{"placeholder": may(placeholder)}) }

func inViews(c *check, at string, v any) {
	boolean(c, at, v)
	if c.on == message {
		c.fail(at, "focus_on_load is not allowed in messages")
	}
}

// address is a link: Slack takes 3,000 characters.
var address = characters(1, 3000)
