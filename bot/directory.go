package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/slack-go/slack"
	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
)

// errNamesNothing is a reply that does not name what was asked for. slack-go
// returns a reply of "ok: false" without an error as success, and an empty user is
// neither bot nor guest nor deactivated: such a reply is no answer.
var errNamesNothing = errors.New("the reply does not name what was asked for")

// people reads persons, groups and channels, and keeps the last reading of each
// person for the hour in which Slack cannot be read.
type people struct {
	users    *sharing[*slack.User]
	groups   *sharing[roster]
	channels *sharing[*slack.Channel]

	mu   sync.Mutex
	last map[string]guard.Person
}

// keptPeople bounds how many last readings are kept.
const keptPeople = 10000

func newPeople(o AdapterOptions) *people {
	return &people{
		users: newSharing[*slack.User](o), groups: newSharing[roster](o), channels: newSharing[*slack.Channel](o),
		last: map[string]guard.Person{},
	}
}

// Person reads somebody, and which of the groups contain them. Where that cannot
// be read, Unreadable says why, and the other fields are those of the last reading
// that could be made, with its time.
func (a *Adapter) Person(ctx context.Context, id string, groups []string) guard.Person {
	r, err := a.roster(ctx, groups)
	if err != nil {
		return a.people.unreadable(id, err)
	}
	return a.member(ctx, id, groups, r)
}

// member reads somebody whose groups were read already.
func (a *Adapter) member(ctx context.Context, id string, groups []string, r roster) guard.Person {
	p, err := a.person(ctx, id)
	if err == nil {
		p.Groups, err = r.of(id, groups)
	}
	if err != nil {
		return a.people.unreadable(id, err)
	}
	a.people.keep(p)
	return p
}

func (a *Adapter) person(ctx context.Context, id string) (guard.Person, error) {
	self, err := a.self.of(ctx)
	if err != nil {
		return guard.Person{}, err
	}
	u, err := a.people.users.get(ctx, id, func(ctx context.Context) (*slack.User, error) {
		u, err := a.api.GetUserInfoContext(ctx, id)
		switch {
		case word(err) == "user_not_visible":
			return &slack.User{ID: id, TeamID: "", IsStranger: true}, nil
		case err != nil:
			return nil, failed("users.info", "user "+id, err)
		case u == nil || u.ID != id:
			return nil, &guard.Error{Op: "slack.users.info", Subject: "user " + id, Kind: guard.Unavailable, Err: errNamesNothing}
		}
		return u, nil
	})
	if err != nil {
		return guard.Person{}, err
	}
	return guard.Person{
		ID: id, Name: u.Name, Bot: isBot(u), Guest: u.IsRestricted || u.IsUltraRestricted || u.IsInvitedUser,
		Deactivated: u.Deleted, External: isExternal(u, self), Zone: u.TZ, ReadAt: a.o.Now(),
	}, nil
}

// slackbot is Slack's own user, which is not flagged as a bot.
const slackbot = "USLACKBOT"

func isBot(u *slack.User) bool {
	return u.IsBot || u.IsAppUser || u.IsWorkflowBot || u.IsConnectorBot || u.ID == slackbot
}

// isExternal tells people of other workspaces by their team. The flag is_stranger
// alone would not do: it is false for those who share a channel with us.
func isExternal(u *slack.User, self slack.AuthTestResponse) bool {
	sameOrganisation := self.EnterpriseID != "" && u.Enterprise.EnterpriseID == self.EnterpriseID
	ours := u.TeamID == self.TeamID || sameOrganisation && slices.Contains(u.Enterprise.Teams, self.TeamID)
	return u.IsStranger || !ours
}

func (p *people) keep(who guard.Person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.last[who.ID]; !known && len(p.last) >= keptPeople {
		return
	}
	p.last[who.ID] = who
}

// unreadable is the last reading of a person, marked as one that could not be
// made again.
func (p *people) unreadable(id string, err error) guard.Person {
	p.mu.Lock()
	defer p.mu.Unlock()
	last, ok := p.last[id]
	if !ok {
		last = guard.Person{ID: id}
	}
	last.Unreadable = strings.TrimSuffix(guard.Plain(err), ".")
	return last
}

// readersAtOnce bounds how many people are read at the same time.
const readersAtOnce = 8

// Members reads everybody who is named, by user or by group. One who cannot be
// read is in the list with Unreadable set; unreadable says which group could not
// be, or why the first such person could not.
func (a *Adapter) Members(ctx context.Context, who guard.People) (members []guard.Person, unreadable string) {
	r, err := a.roster(ctx, who.Groups)
	ids := slices.Clone(who.Users)
	for _, g := range who.Groups {
		list, lerr := r.members(g)
		if err == nil {
			err = lerr
		}
		ids = append(ids, list...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	members = make([]guard.Person, len(ids))
	var readers errgroup.Group
	readers.SetLimit(readersAtOnce)
	for i, id := range ids {
		readers.Go(func() error {
			members[i] = a.member(ctx, id, who.Groups, r)
			return nil
		})
	}
	_ = readers.Wait() // what could not be read is said in each person
	if err != nil {
		return members, strings.TrimSuffix(guard.Plain(err), ".")
	}
	if i := slices.IndexFunc(members, func(p guard.Person) bool { return p.Unreadable != "" }); i >= 0 {
		unreadable = members[i].Unreadable
	}
	return members, unreadable
}
