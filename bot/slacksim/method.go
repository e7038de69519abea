package slacksim

// method is one Web API method.
type method struct {
	name   string
	app    bool     // takes the app-level token, not the bot's
	scopes []string // each is needed
	tier   tier
	effect bool // changes something when it succeeds
	run    func(*Sim, *call) (object, *apiError)
}

// methods is everything that the Web API answers, in Slack's names. Methods
// about conversations check their scopes themselves, by the kind of the channel.
var methods = []method{
	{name: "auth.test", tier: tierSpecial, run: authTest},
	{name: "apps.connections.open", app: true, scopes: []string{"connections:write"}, tier: tier1, run: connectionsOpen},

	{name: "chat.postMessage", scopes: []string{"chat:write"}, tier: tierSpecial, effect: true, run: postMessage},
	{name: "chat.update", scopes: []string{"chat:write"}, tier: tier3, effect: true, run: updateMessage},
	{name: "chat.delete", scopes: []string{"chat:write"}, tier: tier3, effect: true, run: deleteMessage},
	{name: "chat.postEphemeral", scopes: []string{"chat:write"}, tier: tier4, effect: true, run: postEphemeral},
	{name: "chat.scheduleMessage", scopes: []string{"chat:write"}, tier: tier3, effect: true, run: scheduleMessage},
	{name: "chat.deleteScheduledMessage", scopes: []string{"chat:write"}, tier: tier3, effect: true, run: deleteScheduled},
	{name: "chat.scheduledMessages.list", tier: tier3, run: listScheduled},
	{name: "chat.getPermalink", tier: tierSpecial, run: getPermalink},

	{name: "views.open", tier: tier4, effect: true, run: viewsOpen},
	{name: "views.push", tier: tier4, effect: true, run: viewsPush},
	{name: "views.update", tier: tier4, effect: true, run: viewsUpdate},
	{name: "views.publish", tier: tier4, effect: true, run: viewsPublish},

	{name: "users.info", scopes: []string{"users:read"}, tier: tier4, run: usersInfo},
	{name: "users.list", scopes: []string{"users:read"}, tier: tier2, run: usersList},
	{name: "usergroups.list", scopes: []string{"usergroups:read"}, tier: tier2, run: groupsList},
	{name: "usergroups.users.list", scopes: []string{"usergroups:read"}, tier: tier2, run: groupUsersList},

	{name: "conversations.info", tier: tier3, run: conversationsInfo},
	{name: "conversations.members", tier: tier4, run: conversationsMembers},
	{name: "conversations.history", tier: tier3, run: conversationsHistory},
	{name: "conversations.replies", tier: tier3, run: conversationsReplies},
	{name: "conversations.open", scopes: []string{"im:write"}, tier: tier3, run: conversationsOpen},

	{name: "files.getUploadURLExternal", scopes: []string{"files:write"}, tier: tier4, run: getUploadURL},
	{name: "files.completeUploadExternal", scopes: []string{"files:write"}, tier: tier4, effect: true, run: completeUpload},

	{name: "pins.add", scopes: []string{"pins:write"}, tier: tier2, effect: true, run: pinsAdd},
	{name: "reactions.add", scopes: []string{"reactions:write"}, tier: tier3, effect: true, run: reactionsAdd},
}

func methodNamed(name string) (method, bool) {
	for _, m := range methods {
		if m.name == name {
			return m, true
		}
	}
	return method{}, false
}
