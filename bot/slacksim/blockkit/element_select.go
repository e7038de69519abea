package blockkit

import "math"

// menu is what every select has.
func menu(own fields) rule { return element(own.hinting().asking().focusable()) }

// multiMenu is what every select of several entries has.
func multiMenu(own fields) rule {
	return menu(own.with(fields{"max_selected_items": may(integer(1, math.MaxInt32))}))
}

// options of a static select: up to a hundred, or up to a hundred groups.
var staticOptions = fields{
	"options":       may(list(1, 100, menuOption)),
	"option_groups": may(list(1, 100, optionGroup)),
}

var conversationFilter = both(eitherOf("include", "exclude_external_shared_channels", "exclude_bot_users"),
	object(fields{
		"include":                          may(list(1, 4, oneOf("im", "mpim", "private", "public"))),
		"exclude_external_shared_channels": may(boolean),
		"exclude_bot_users":                may(boolean),
	}))

var identifier = characters(1, 255)

var (
	staticSelect = both(exactlyOneOf("options", "option_groups"), initialAmongOptions,
		menu(staticOptions.with(fields{"initial_option": may(menuOption)})))
	externalSelect = menu(fields{
		"initial_option":   may(menuOption),
		"min_query_length": may(integer(0, math.MaxInt32)),
	})
	usersSelect         = menu(fields{"initial_user": may(identifier)})
	conversationsSelect = menu(fields{
		"initial_conversation":            may(identifier),
		"default_to_current_conversation": may(boolean),
		"filter":                          may(conversationFilter),
		"response_url_enabled":            may(inModals),
	})
	channelsSelect = menu(fields{
		"initial_channel":      may(identifier),
		"response_url_enabled": may(inModals),
	})
)

var (
	multiStaticSelect = both(exactlyOneOf("options", "option_groups"), initialAmongOptions,
		multiMenu(staticOptions.with(fields{"initial_options": may(list(1, 100, menuOption))})))
	multiExternalSelect = multiMenu(fields{
		"initial_options":  may(list(1, 100, menuOption)),
		"min_query_length": may(integer(0, math.MaxInt32)),
	})
	multiUsersSelect         = multiMenu(fields{"initial_users": may(identifiers)})
	multiConversationsSelect = multiMenu(fields{
		"initial_conversations":           may(identifiers),
		"default_to_current_conversation": may(boolean),
		"filter":                          may(conversationFilter),
	})
	multiChannelsSelect = multiMenu(fields{"initial_channels": may(identifiers)})
)

var identifiers = list(1, math.MaxInt32, identifier)

// inModals: a response URL follows a submission, and only modals are submitted.
func inModals(c *check, at string, v any) {
	boolean(c, at, v)
	if c.on != modal {
		c.fail(at, "response_url_enabled is only allowed in modals")
	}
}
