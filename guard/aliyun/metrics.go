package aliyun

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

const (
	metricPeriod = time.Minute
	// metricLength is the most data points that CloudMonitor puts on a page.
	metricLength = "1440"
	metricPages  = 10
)

// Errors counts the 4xx answers of KMS in a region since a time, as CloudMonitor
// shows them. The count is of the whole account, never of one key.
func (c *Client) Errors(ctx context.Context, region string, since time.Time) (int, error) {
	total, token := 0, ""
	for range metricPages {
		reply, err := c.call(ctx, acs.Request{
			Product: acs.CMS, Action: "DescribeMetricList", Region: region, Query: metricQuery(since, c.o.Now(), token),
		})
		if err != nil {
			return 0, retold(err, "Errors", region)
		}
		count, next, err := metricPage(reply)
		if err != nil {
			return 0, retold(err, "Errors", region)
		}
		total += count
		if next == "" || next == token {
			return total, nil
		}
		token = next
	}
	return 0, &guard.Error{Op: "aliyun.Errors", Subject: region, Kind: guard.Incomplete, Err: errTooManyPages}
}

func metricQuery(from, to time.Time, token string) map[string]string {
	m := map[string]string{
		"Namespace": "acs_kms", "MetricName": "code_4xx_1m", "Period": strconv.Itoa(int(metricPeriod / time.Second)),
		"StartTime": strconv.FormatInt(from.UnixMilli(), 10), "EndTime": strconv.FormatInt(to.UnixMilli(), 10), "Length": metricLength,
	}
	if token != "" {
		m["NextToken"] = token
	}
	return m
}

// metricPage sums the data points of a page, which are JSON text inside a
// string. Which statistic a point carries is not documented for this metric.
func metricPage(reply acs.Reply) (count int, next string, err error) {
	var v struct {
		Code, Datapoints, NextToken string
	}
	if err := reply.Decode(&v); err != nil {
		return 0, "", err
	}
	if v.Code != "200" {
		return 0, "", incomplete("DescribeMetricList", "the metric was answered with the code "+strconv.Quote(v.Code), reply.RequestID)
	}
	if v.Datapoints == "" {
		return 0, v.NextToken, nil
	}
	var points []struct{ Value, Sum, Count *float64 }
	if json.Unmarshal([]byte(v.Datapoints), &points) != nil {
		return 0, "", incomplete("DescribeMetricList", "the data points cannot be read", reply.RequestID)
	}
	for _, p := range points {
		value := firstNumber(p.Value, p.Sum, p.Count)
		if value == nil || *value < 0 {
			return 0, "", incomplete("DescribeMetricList", "a data point has no value", reply.RequestID)
		}
		count += int(*value)
	}
	return count, v.NextToken, nil
}

func firstNumber(numbers ...*float64) *float64 {
	for _, n := range numbers {
		if n != nil {
			return n
		}
	}
	return nil
}

var errTooManyPages = errors.New("the list has more pages than are read")
