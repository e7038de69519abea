package aliyunsim

import (
	"fmt"
	"time"
)

// readLookup reads a query. A result that grows while it is read repeats rows on later pages, so clients fix EndTime
// before the delay.
func (s *Sim) readLookup(c *call) (lookup, *apiError) {
	q := lookup{backward: true}
	var err *apiError
	if q.limit, err = c.integer("MaxResults", 20, 1, 50); err != nil {
		return q, err
	}
	switch d := firstOf(c.str("Direction"), "BACKWARD"); d {
	case "BACKWARD":
	case "FORWARD":
		q.backward = false
	default:
		return q, invalidParameter("Direction", "must be FORWARD or BACKWARD")
	}
	if q.start, q.end, err = s.lookupSpan(c); err != nil {
		return q, err
	}
	if q.match, err = s.lookupFilters(c); err != nil {
		return q, err
	}
	q.print = queryPrint(c)
	q.after, err = pageOffset(c, q.print)
	return q, err
}

// lookupSpan reads the span of time: both ends or neither, seven days by
// default, and no longer than the setting allows.
func (s *Sim) lookupSpan(c *call) (start, end time.Time, refusal *apiError) {
	from, to := c.str("StartTime"), c.str("EndTime")
	if (from == "") != (to == "") {
		return start, end, invalidParameter("StartTime", "goes with EndTime: give both or neither")
	}
	if from == "" {
		return c.now.AddDate(0, 0, -7), c.now, nil
	}
	start, errStart := time.Parse(rpcTime, from)
	end, errEnd := time.Parse(rpcTime, to)
	switch {
	case errStart != nil:
		return start, end, invalidParameter("StartTime", "must look like 2006-01-02T15:04:05Z")
	case errEnd != nil:
		return start, end, invalidParameter("EndTime", "must look like 2006-01-02T15:04:05Z")
	case end.Before(start):
		return start, end, invalidParameter("EndTime", "must not be before StartTime")
	case start.Before(c.now.Add(-trailDepth).Add(-time.Minute)):
		return start, end, invalidParameter("StartTime", "must be within the last 90 days")
	case s.settings.TrailSpanDays > 0 && end.Sub(start) > time.Duration(s.settings.TrailSpanDays)*24*time.Hour:
		return start, end, invalidParameter("EndTime", fmt.Sprintf("must be within %d days of StartTime", s.settings.TrailSpanDays))
	}
	return start, end, nil
}

// lookupFilters reads the attributes: one or two, compared exactly and with
// case. Of two with the same key only the second counts.
func (s *Sim) lookupFilters(c *call) ([]func(event) bool, *apiError) {
	byKey := map[string]func(event) bool{}
	for name := range c.params {
		if startsWith("LookupAttribute.")(name) && !startsWith("LookupAttribute.1.", "LookupAttribute.2.")(name) {
			return nil, invalidParameter("LookupAttribute", "takes at most two attributes")
		}
	}
	for _, n := range []string{"1", "2"} {
		key, value := c.str("LookupAttribute."+n+".Key"), c.str("LookupAttribute."+n+".Value")
		if key == "" && value == "" {
			continue
		}
		of, known := lookupKeys[key]
		if !known || value == "" {
			return nil, invalidParameter("LookupAttribute."+n, fmt.Sprintf("needs a known Key and a Value, not %q and %q", key, value))
		}
		byKey[key] = func(e event) bool { return of(s, e) == value }
	}
	filters := make([]func(event) bool, 0, len(byKey))
	for _, f := range byKey {
		filters = append(filters, f)
	}
	return filters, nil
}

// lookupKeys are the attributes by which events can be looked up.
var lookupKeys = map[string]func(*Sim, event) string{
	"ServiceName":      func(_ *Sim, e event) string { return e.product.service },
	"EventName":        func(_ *Sim, e event) string { return e.name },
	"User":             func(_ *Sim, e event) string { return e.actor.user },
	"EventId":          func(_ *Sim, e event) string { return e.id() },
	"EventRW":          func(_ *Sim, e event) string { return e.rw() },
	"EventAccessKeyId": func(_ *Sim, e event) string { return e.actor.accessKey },
	"SourceIpAddress":  func(_ *Sim, e event) string { return e.sourceIP },
	"EventType":        func(*Sim, event) string { return "ApiCall" },
	"RoleName":         func(_ *Sim, e event) string { return e.actor.role },
	"ResourceName": func(s *Sim, e event) string {
		resource, _ := e.resources(s.settings.DecryptNamesKey)
		return resource
	},
	"ResourceType": func(s *Sim, e event) string {
		if resource, _ := e.resources(s.settings.DecryptNamesKey); resource == "" {
			return ""
		}
		return keyResourceType
	},
}
