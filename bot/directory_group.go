package bot

import (
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// roster is every group of the workspace with its members, as one reading showed it.
type roster []slack.UserGroup

// roster reads the groups, unless there is nothing to look for in them.
func (a *Adapter) roster(ctx context.Context, groups []string) (roster, error) {
	if len(groups) == 0 {
		return nil, nil
	}
	return a.people.groups.get(ctx, "", a.allGroups)
}

// of returns which of the groups contain a person. One group that cannot be used
// makes the whole answer unreadable.
func (r roster) of(id string, groups []string) ([]string, error) {
	var in []string
	for _, g := range groups {
		members, err := r.members(g)
		if err != nil {
			return nil, err
		}
		if slices.Contains(members, id) {
			in = append(in, g)
		}
	}
	return in, nil
}

// members returns the user IDs in a group. A group that is disabled, or that
// another organisation fills, is no answer to who may approve.
func (r roster) members(id string) ([]string, error) {
	i := slices.IndexFunc(r, func(g slack.UserGroup) bool { return g.ID == id })
	switch {
	case i < 0:
		return nil, badGroup(id, guard.NotFound, "there is no such group in this workspace")
	case r[i].DateDelete != 0:
		return nil, badGroup(id, guard.Denied, "the group is disabled")
	case r[i].IsExternal:
		return nil, badGroup(id, guard.Denied, "the group belongs to another organisation")
	}
	return r[i].Users, nil
}

func badGroup(id string, k guard.Kind, why string) error {
	return &guard.Error{
		Op: "bot.Group", Subject: id, Kind: k, Err: errors.New("group " + id + " cannot be used: " + why),
		Hint: "Correct the policy or the group.",
	}
}

// allGroups reads every group with its members in one call: Slack lets these
// methods be called about 20 times a minute, which one call for each group of a
// policy would soon exceed. The number of members is not asked for, because a
// number that comes as text would make the reply unreadable to slack-go.
func (a *Adapter) allGroups(ctx context.Context) (roster, error) {
	all, err := a.api.GetUserGroupsContext(ctx, slack.GetUserGroupsOptionIncludeUsers(true), slack.GetUserGroupsOptionIncludeDisabled(true))
	if err != nil {
		return nil, failed("usergroups.list", "the groups of the workspace", err)
	}
	if all == nil {
		return nil, &guard.Error{Op: "slack.usergroups.list", Subject: "the groups of the workspace", Kind: guard.Unavailable, Err: errNamesNothing}
	}
	return all, nil
}
