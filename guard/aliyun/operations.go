package aliyun

import (
	"context"
	"strings"
	"time"

	"kmsguard/guard"
)

// operationPages bounds how many pages of one role's changes are read: two
// thousand calls, newest first, of which one that is not known is enough.
const operationPages = 40

// sessionPrefix begins the name of each session that is opened for an operation.
const sessionPrefix = "op-"

// Operations lists the calls that change keys and that the trail shows under the
// bot's two roles by sessions named after operations, since a time, in every region
// that is looked into. It reaches back 90 days at most, and misses what the trail
// does not show yet. A region that cannot be read is an error.
func (c *Client) Operations(ctx context.Context, since time.Time) ([]guard.Trace, error) {
	regions, err := c.lookedInto(ctx, kmsRegions)
	if err != nil {
		return nil, retold(err, "Operations", "regions")
	}
	now := c.o.Now()
	if oldest := now.Add(-trailDepth); since.Before(oldest) {
		since = oldest
	}
	var all []guard.Trace
	for _, region := range regions {
		for _, role := range []string{c.o.Roles.Destroy.Name, c.o.Roles.Rescue.Name} {
			f, err := c.look(ctx, lookup{
				region: region, from: since, to: now, pages: operationPages,
				filters: [2]attribute{{"RoleName", role}, {"EventRW", "Write"}},
			})
			if err != nil {
				return nil, retold(err, "Operations", role+" in "+region)
			}
			all = append(all, traces(f.events, region)...)
		}
	}
	return all, nil
}

// traces picks the calls that change keys.
func traces(events []event, region string) (list []guard.Trace) {
	for _, e := range events {
		operation := e.session()
		if _, changes := mutations[guard.Call(e.Name)]; !changes || !strings.HasPrefix(operation, sessionPrefix) {
			continue
		}
		list = append(list, guard.Trace{Operation: operation, Call: guard.Call(e.Name), Key: e.Resource, Region: region, At: e.Time})
	}
	return list
}

// session is the name of the session that made a call; empty where the event names none.
func (e event) session() string {
	for _, name := range []string{e.Identity.UserName, e.Identity.PrincipalID} {
		if _, session, ok := strings.Cut(name, ":"); ok {
			return session
		}
	}
	return ""
}
