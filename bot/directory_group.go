package bot

import (
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// groupsOf returns which of the groups contain a person. One group that cannot be
// read makes the whole answer unreadable.
func (a *Adapter) groupsOf(ctx context.Context, id string, groups []string) ([]string, error) {
	var in []string
	for _, g := range groups {
		members, err := a.group(ctx, g)
		if err != nil {
			return nil, err
		}
		if slices.Contains(members, id) {
			in = append(in, g)
		}
	}
	return in, nil
}

// group returns the user IDs in a group. A group that is disabled, or that another
// organisation fills, is no answer to who may approve.
func (a *Adapter) group(ctx context.Context, id string) ([]string, error) {
	all, err := a.people.groups.get(ctx, "", a.allGroups)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(g slack.UserGroup) bool { return g.ID == id })
	switch {
	case i < 0:
		return nil, badGroup(id, guard.NotFound, "there is no such group in this workspace")
	case all[i].DateDelete != 0:
		return nil, badGroup(id, guard.Denied, "the group is disabled")
	case all[i].IsExternal:
		return nil, badGroup(id, guard.Denied, "the group belongs to another organisation")
	}
	return all[i].Users, nil
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
func (a *Adapter) allGroups(ctx context.Context) ([]slack.UserGroup, error) {
	all, err := a.api.GetUserGroupsContext(ctx, slack.GetUserGroupsOptionIncludeUsers(true), slack.GetUserGroupsOptionIncludeDisabled(true))
	if err != nil {
		return nil, failed("usergroups.list", "the groups of the workspace", err)
	}
	if all == nil {
		return nil, &guard.Error{Op: "slack.usergroups.list", Subject: "the groups of the workspace", Kind: guard.Unavailable, Err: errNamesNothing}
	}
	return all, nil
}
