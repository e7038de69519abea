package aliyunsim

import (
	"slices"
	"sort"
	"time"
)

// actiontrailActions are what the simulator serves of ActionTrail 2020-07-06.
func actiontrailActions() []action {
	return []action{
		{
			// ActionTrail: two calls a second for the account, at most 50 events a page.
			name: "LookupEvents", rate: perSecond(2), handle: lookupEvents,
			optional: []string{"StartTime", "EndTime", "LookupAttribute.N.Key", "LookupAttribute.N.Value", "Direction", "MaxResults", "NextToken"},
		},
		{name: "DescribeTrails", optional: []string{"IncludeOrganizationTrail", "IncludeShadowTrails", "NameList"}, handle: describeTrails},
		{name: "DescribeRegions", optional: []string{"AcceptLanguage"}, handle: describeRegions("Regions", "Region")},
	}
}

// lookup is one query of the trail, read from its parameters.
type lookup struct {
	start, end time.Time
	backward   bool
	limit      int
	after      int // position in the result from which to go on
	match      []func(event) bool
	print      string // what must stay equal from page to page
}

func lookupEvents(s *Sim, c *call) (any, *apiError) {
	q, err := s.readLookup(c)
	if err != nil {
		return nil, err
	}
	found := s.trail.find(q, c.region, c.now, s.delay)
	rows := []object{}
	for _, e := range found[min(q.after, len(found)):min(q.after+q.limit, len(found))] {
		rows = append(rows, e.object(s.account, s.settings.DecryptNamesKey))
	}
	reply := object{"Events": rows, "StartTime": stamp(q.start), "EndTime": stamp(q.end)}
	if next := q.after + len(rows); next < len(found) {
		reply["NextToken"] = pageToken(q.print, next)
	}
	return reply, nil
}

// find returns the events of a query in its direction. What is younger than
// the delay is not there yet.
func (t *trail) find(q lookup, region string, now time.Time, delay time.Duration) []event {
	t.prune(now)
	last := earliest(q.end, now.Add(-delay))
	first := sort.Search(len(t.events), func(i int) bool { return !t.events[i].at.Before(q.start) })
	var found []event
	for _, e := range t.events[first:] {
		if e.at.After(last) {
			break
		}
		if e.region == region && e.fits(q.match) {
			found = append(found, e)
		}
	}
	if q.backward {
		slices.Reverse(found)
	}
	return found
}

func (e event) fits(match []func(event) bool) bool {
	for _, m := range match {
		if !m(e) {
			return false
		}
	}
	return true
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func describeTrails(*Sim, *call) (any, *apiError) { return object{"TrailList": []object{}}, nil }
