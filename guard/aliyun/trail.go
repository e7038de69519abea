package aliyun

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

const (
	// trailDepth is how far back ActionTrail answers: 90 days, less an hour for
	// clocks that differ.
	trailDepth = 90*24*time.Hour - time.Hour
	// trailSpan is the longest span of one query that every version of its documentation allows.
	trailSpan = 30 * 24 * time.Hour
	// trailPage is the largest page that ActionTrail gives.
	trailPage = "50"
	// trailPages bounds one query: ActionTrail answers two a second for the whole account.
	trailPages = 4
)

// event is one recorded call. Of its many fields these are read; what an event
// lacks stays empty. Fields whose form is not documented are read as they come.
type event struct {
	ID         string    `json:"eventId"`
	Name       string    `json:"eventName"`
	Time       time.Time `json:"eventTime"`
	Code       string    `json:"errorCode"`
	SourceIP   string    `json:"sourceIpAddress"`
	Region     string    `json:"acsRegion"`
	Resource   string    `json:"resourceName"`
	Referenced any       `json:"referencedResources"`
	Parameters any       `json:"requestParameters"`
	Identity   struct {
		Type        string `json:"type"`
		UserName    string `json:"userName"`
		PrincipalID string `json:"principalId"`
	} `json:"userIdentity"`
}

// concerns reports whether the event names the key as what it was about.
func (e event) concerns(key guard.KeyRef) bool {
	return e.Resource == key.ID || mentions(e.Parameters, key) || mentions(e.Referenced, key)
}

// mentions reports whether a value, or any value inside it, is the key's ID or ARN.
func mentions(v any, key guard.KeyRef) bool {
	switch v := v.(type) {
	case string:
		return v == key.ID || v == key.ARN()
	case []any:
		return slices.ContainsFunc(v, func(x any) bool { return mentions(x, key) })
	case map[string]any:
		for _, x := range v {
			if mentions(x, key) {
				return true
			}
		}
	}
	return false
}

// by names who did it, as people know them.
func (e event) by() string {
	name := e.Identity.UserName
	if name == "" {
		name = e.Identity.PrincipalID
	}
	switch e.Identity.Type {
	case "ram-user":
		return "user/" + name
	case "assumed-role":
		return "role/" + name
	case "root-account":
		return "root account"
	}
	return name
}

// attribute is one filter of a query. ActionTrail takes two at most, compares
// them exactly, and of two with the same key only the second counts.
type attribute struct{ key, value string }

// lookup is one query of the trail of a region, newest event first.
type lookup struct {
	region   string
	from, to time.Time
	filters  [2]attribute
	pages    int // read at most; 0 means trailPages
}

// found is what a query brought.
type found struct {
	events  []event
	horizon time.Time // every event of the query back to here is among them
}

// trailMode remembers that the account's trail refuses long spans.
type trailMode struct{ short atomic.Bool }

// look reads the events of a query. When it has more pages than are read, the
// horizon says how far back they reach.
func (c *Client) look(ctx context.Context, q lookup) (found, error) {
	f := found{horizon: q.to}
	for to := q.to; to.After(q.from); {
		from := q.from
		if c.trail.short.Load() && to.Sub(from) > trailSpan {
			from = to.Add(-trailSpan)
		}
		whole, err := c.lookSpan(ctx, q, from, to, &f)
		if guard.KindOf(err) == guard.Invalid && to.Sub(from) > trailSpan {
			c.trail.short.Store(true)
			continue
		}
		if err != nil {
			return found{}, err
		}
		if !whole {
			return f, nil
		}
		f.horizon, to = from, from
	}
	return f, nil
}

// lookSpan reads one span into f; whole is false when pages were left unread.
func (c *Client) lookSpan(ctx context.Context, q lookup, from, to time.Time, f *found) (whole bool, err error) {
	limit := q.pages
	if limit == 0 {
		limit = trailPages
	}
	seen := map[string]bool{}
	for token, n := "", 0; n < limit; n++ {
		reply, err := c.call(ctx, acs.Request{
			Product: acs.ActionTrail, Action: "LookupEvents", Region: q.region, Query: q.parameters(from, to, token),
		})
		if err != nil {
			return false, err
		}
		p, err := eventPage(reply)
		if err != nil {
			return false, err
		}
		f.events = append(f.events, p.rows...)
		if p.next == "" {
			return true, nil
		}
		if seen[p.next] {
			return false, incomplete("LookupEvents", "a page leads back to one that was read", reply.RequestID)
		}
		seen[p.next], token = true, p.next
		if len(p.rows) > 0 {
			f.horizon = p.rows[len(p.rows)-1].Time
		}
	}
	return false, nil
}

func (q lookup) parameters(from, to time.Time, token string) map[string]string {
	m := map[string]string{
		"StartTime": from.UTC().Format(time.RFC3339), "EndTime": to.UTC().Format(time.RFC3339),
		"Direction": "BACKWARD", "MaxResults": trailPage,
	}
	for i, a := range q.filters {
		if a.key != "" {
			m[fmt.Sprintf("LookupAttribute.%d.Key", i+1)] = a.key
			m[fmt.Sprintf("LookupAttribute.%d.Value", i+1)] = a.value
		}
	}
	if token != "" {
		m["NextToken"] = token
	}
	return m
}

func eventPage(reply acs.Reply) (page[event], error) {
	var v struct {
		NextToken string
		Events    *[]event
	}
	if err := reply.Decode(&v); err != nil {
		return page[event]{}, err
	}
	if v.Events == nil {
		return page[event]{}, incomplete("LookupEvents", "the answer holds no list of events", reply.RequestID)
	}
	for _, e := range *v.Events {
		if e.Name == "" || e.Time.IsZero() {
			return page[event]{}, incomplete("LookupEvents", "an event has no name or time", reply.RequestID)
		}
	}
	return page[event]{rows: *v.Events, next: v.NextToken}, nil
}
