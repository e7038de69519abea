package guard

import (
	"slices"
	"time"
)

// lastReadingAge is how old the last reading of a rescuer may be where the
// directory cannot be read now.
const lastReadingAge = 24 * time.Hour

// accountable says why somebody may do nothing here, whatever the policy says.
func accountable(who Person) (why reasons) {
	if who.Unreadable != "" {
		why.add(because(CodeUnreadable, "Your membership could not be read ("+who.Unreadable+"), so nothing was recorded.", "Try again in a moment."))
	}
	return append(why, flagged(who)...)
}

// flagged says which properties of an account exclude it.
func flagged(who Person) (why reasons) {
	if who.ID == "" {
		why.add(because(CodeUnreadable, "It is not known who asked.", "Try again in a moment."))
	}
	if who.Bot {
		why.add(because(CodeBot, "A bot user may not do this.", "A person has to ask."))
	}
	if who.Guest {
		why.add(because(CodeGuest, "A guest of this workspace may not do this.", "Ask a full member to do it."))
	}
	if who.Deactivated {
		why.add(because(CodeDeactivated, "A deactivated account may not do this.", "Ask another member to do it."))
	}
	if who.External {
		why.add(because(CodeExternal, "Somebody of another workspace or organisation may not do this.", "Ask a member of this workspace to do it."))
	}
	return why
}

// accountableForRescue is accountable, but lets a rescuer who is listed by user
// ID act on the last reading where the directory cannot be read now.
func accountableForRescue(p Policy, who Person, now time.Time) reasons {
	recent := !who.ReadAt.IsZero() && now.Sub(who.ReadAt) <= lastReadingAge
	if who.Unreadable != "" && recent && slices.Contains(p.Rescuers.Users, who.ID) {
		return flagged(who)
	}
	return accountable(who)
}

// postable says why a request cannot live in a channel.
func postable(c Channel) (why reasons) {
	if c.Unreadable != "" {
		why.add(because(CodeChannelUnreadable, "The channel of this key could not be read ("+c.Unreadable+").", "Try again in a moment."))
		return why
	}
	if c.Shared {
		why.add(because(CodeChannelShared, "The channel of this key is shared with another organisation.", "Name a channel of this workspace alone in the policy."))
	}
	if c.Archived {
		why.add(because(CodeChannelArchived, "The channel of this key is archived.", "Restore it, or name another one in the policy."))
	}
	if !c.Member {
		why.add(because(CodeChannelNotMember, "The bot is not in the channel of this key.", "Invite it there."))
	}
	return why
}
