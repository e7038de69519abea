package aliyunsim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// kmsNamespace is the namespace of KMS in CloudMonitor.
const kmsNamespace = "acs_kms"

// cmsActions are what the simulator serves of CloudMonitor 2019-01-01.
func cmsActions() []action {
	optional := []string{"Dimensions", "Period", "StartTime", "EndTime", "Length", "NextToken"}
	required := []string{"Namespace", "MetricName"}
	return []action{
		// CloudMonitor: 50 calls a second for the account.
		{name: "DescribeMetricList", rate: perSecond(50), required: required, optional: optional, handle: describeMetric(false)},
		{name: "DescribeMetricLast", rate: perSecond(50), required: required, optional: optional, handle: describeMetric(true)},
	}
}

// kmsMetrics are counts of calls by minute for the account; no metric is per key.
var kmsMetrics = map[string]func(event) bool{
	"code_4xx_1m": func(e event) bool { return e.code != "" && statusOf(e.code) < 500 },
	"code_5xx_1m": func(e event) bool { return e.code != "" && statusOf(e.code) >= 500 },
}

// describeMetric answers the data points of a metric of KMS, counted from the
// calls that were served; last: only the newest.
func describeMetric(last bool) func(*Sim, *call) (any, *apiError) {
	return func(s *Sim, c *call) (any, *apiError) {
		q, err := readMetricQuery(c)
		if err != nil {
			return nil, err
		}
		points := s.metricPoints(c, q)
		if last {
			points = points[max(0, len(points)-1):]
		}
		return metricReply(c, q, points)
	}
}

// metricQuery is a query of data points, read from its parameters.
type metricQuery struct {
	counts     func(event) bool
	start, end time.Time
	period     time.Duration
	length     int
}

func readMetricQuery(c *call) (metricQuery, *apiError) {
	q := metricQuery{counts: kmsMetrics[c.str("MetricName")], start: c.now.Add(-time.Hour), end: c.now}
	if c.str("Namespace") != kmsNamespace || q.counts == nil {
		return q, refuse(http.StatusNotFound, "ResourceNotFound", "The specified metric is not found.")
	}
	seconds, err := c.integer("Period", 60, 60, 86400)
	if err != nil {
		return q, err
	}
	q.period = time.Duration(seconds) * time.Second
	if q.length, err = c.integer("Length", 1000, 1, 1440); err != nil {
		return q, err
	}
	for name, at := range map[string]*time.Time{"StartTime": &q.start, "EndTime": &q.end} {
		if text := c.str(name); text != "" {
			if *at, err = metricTime(name, text); err != nil {
				return q, err
			}
		}
	}
	return q, nil
}

// metricTime reads milliseconds since 1970, or a date and time.
func metricTime(name, text string) (time.Time, *apiError) {
	if ms, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.UnixMilli(ms).UTC(), nil
	}
	for _, layout := range []string{"2006-01-02 15:04:05", rpcTime} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, invalidParameter(name, "must be milliseconds since 1970, or like 2006-01-02 15:04:05")
}

// metricPoints counts events by period; a period without any has no point.
func (s *Sim) metricPoints(c *call, q metricQuery) []object {
	points, at := []object{}, time.Time{}
	count := 0
	flush := func() {
		if count > 0 {
			points = append(points, object{"timestamp": at.UnixMilli(), "userId": s.account, "regionId": c.region, "Value": count})
		}
		count = 0
	}
	for _, e := range s.trail.events {
		if e.at.Before(q.start) || e.at.After(q.end) || !e.product.kms || e.region != c.region || !q.counts(e) {
			continue
		}
		if period := e.at.Truncate(q.period); !period.Equal(at) {
			flush()
			at = period
		}
		count++
	}
	flush()
	return points
}

// metricReply answers a page of points as JSON text inside a string, as
// CloudMonitor does.
func metricReply(c *call, q metricQuery, points []object) (any, *apiError) {
	query := queryPrint(c)
	offset, err := pageOffset(c, query)
	if err != nil {
		return nil, err
	}
	end := min(offset+q.length, len(points))
	text, failure := json.Marshal(points[min(offset, end):end])
	if failure != nil {
		return nil, refuse(http.StatusInternalServerError, "InternalError", "The data points cannot be encoded.")
	}
	reply := object{"Code": "200", "Success": true, "Period": fmt.Sprint(int(q.period.Seconds())), "Datapoints": string(text)}
	if end < len(points) {
		reply["NextToken"] = pageToken(query, end)
	}
	return reply, nil
}
