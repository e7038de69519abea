package aliyunsim

import (
	"encoding/json"
	"testing"
	"time"
)

func TestMetricsCountRefusals(t *testing.T) {
	c := startCloud(t, "")
	for range 3 {
		c.kms("DescribeKey", "KeyId", "key-none")
	}
	c.advance(2 * time.Minute)
	c.kms("DescribeKey", "KeyId", "key-none")
	a := c.call(admin, cmsVersion, "DescribeMetricList", "Namespace", "acs_kms", "MetricName", "code_4xx_1m", "Period", "60")
	text, isText := a.body["Datapoints"].(string)
	var points []struct {
		Timestamp int64 `json:"timestamp"`
		Value     float64
	}
	if err := json.Unmarshal([]byte(text), &points); !isText || err != nil {
		t.Fatalf("data points are not JSON in a text: %s", a.text)
	}
	if len(points) != 2 || points[0].Value != 3 || points[1].Value != 1 || points[1].Timestamp-points[0].Timestamp != 120_000 {
		t.Errorf("points %+v", points)
	}
	if a.body["Code"] != "200" || a.body["Success"] != true {
		t.Errorf("envelope %s", a.text)
	}
	last := c.call(admin, cmsVersion, "DescribeMetricLast", "Namespace", "acs_kms", "MetricName", "code_4xx_1m")
	if err := json.Unmarshal([]byte(last.body["Datapoints"].(string)), &points); err != nil || len(points) != 1 {
		t.Errorf("last: %s", last.text)
	}
	if a := c.call(admin, cmsVersion, "DescribeMetricList", "Namespace", "acs_kms", "MetricName", "key_uses"); a.status != 404 {
		t.Errorf("a metric that is not there: %s", a.text)
	}
}
