package aliyunsim

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const quotasVersion = "2020-05-10"

// listQuotas calls ListProductQuotas with NAME=VALUE pairs in the form body.
func (c *cloud) listQuotas(params ...string) answer {
	c.t.Helper()
	form := url.Values{}
	for _, p := range params {
		name, value, _ := strings.Cut(p, "=")
		form.Set(name, value)
	}
	q := c.query(admin, quotasVersion, "ListProductQuotas")
	all := url.Values{}
	for _, values := range []url.Values{q, form} {
		for name := range values {
			all.Set(name, values.Get(name))
		}
	}
	signRPC(all, http.MethodPost, admin.secret)
	q.Set("Signature", all.Get("Signature"))
	a, err := c.send(http.MethodPost, q.Encode(), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, []byte(form.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	return a
}

// rates writes each listed quota as ACTION REGION CALLS/UNIT.
func rates(a answer) []string {
	var list []string
	for _, row := range a.rows("Quotas") {
		r := answer{body: row}
		region, _ := r.at("Dimensions", "regionId").(string)
		unit, _ := r.at("Period", "PeriodUnit").(string)
		code, _ := row["QuotaActionCode"].(string)
		list = append(list, strings.Join([]string{code, region, fmt.Sprint(row["TotalQuota"]) + "/" + unit}, " "))
	}
	return list
}

const rateWorld = "quotas: {ecs.DescribeDisks: 50/s, ecs.DescribeSnapshots: 100/m, kms.key-reads: 20/s, sts.AssumeRole: 9/h}"

func TestQuotaCenterListsWhatTheWorldNames(t *testing.T) {
	c := startCloud(t, rateWorld)
	for _, tt := range []struct{ params, want []string }{
		{[]string{"ProductCode=ecs"}, []string{
			"DescribeDisks cn-beijing 50/second", "DescribeDisks cn-hangzhou 50/second",
			"DescribeSnapshots cn-beijing 100/minute", "DescribeSnapshots cn-hangzhou 100/minute",
		}},
		{[]string{"ProductCode=ecs", "Dimensions.1.Key=regionId", "Dimensions.1.Value=cn-beijing", "QuotaActionCode=DescribeDisks"}, []string{
			"DescribeDisks cn-beijing 50/second",
		}},
		{[]string{"ProductCode=kms", "KeyWord=reads"}, []string{"key-reads cn-beijing 20/second", "key-reads cn-hangzhou 20/second"}},
		{[]string{"ProductCode=sts"}, []string{"AssumeRole  9/hour"}},
		{[]string{"ProductCode=rds"}, nil},
	} {
		a := c.listQuotas(append(tt.params, "QuotaCategory=FlowControl")...)
		if diff := cmp.Diff(tt.want, rates(a)); diff != "" {
			t.Errorf("%v (-want +got):\n%s\n%s", tt.params, diff, a.text)
		}
	}
	if a := c.listQuotas("ProductCode=ecs"); a.status != http.StatusOK || len(a.rows("Quotas")) != 0 {
		t.Errorf("the default category has rates: %s", a.text)
	}
}

func TestQuotaCenterPages(t *testing.T) {
	c := startCloud(t, rateWorld)
	var all []string
	token := ""
	for range 5 {
		params := []string{"ProductCode=ecs", "QuotaCategory=FlowControl", "MaxResults=3"}
		if token != "" {
			params = append(params, "NextToken="+token)
		}
		a := c.listQuotas(params...)
		all = append(all, rates(a)...)
		if token, _ = a.at("NextToken").(string); token == "" {
			break
		}
	}
	slices.Sort(all)
	if len(all) != 4 || len(slices.Compact(all)) != 4 {
		t.Errorf("pages give %v, want 4 different rates", all)
	}
	if a := c.listQuotas("ProductCode=rds", "QuotaCategory=FlowControl", "NextToken=x"); a.code() != "InvalidParameter" {
		t.Errorf("a token of no query: %s", a.text)
	}
}

func TestQuotaCenterRefusals(t *testing.T) {
	c := startCloud(t, rateWorld)
	for _, wrong := range []string{"MaxResults=0", "MaxResults=101", "QuotaCategory=Rates", "Color=red", "Dimensions.1.Key=zoneId", "ProductCode=moon"} {
		params := []string{"ProductCode=ecs", wrong}
		if a := c.listQuotas(params...); a.code() != "InvalidParameter" {
			t.Errorf("%s: %s", wrong, a.text)
		}
	}
	if a := c.call(admin, quotasVersion, "ListProductQuotas", "ProductCode", "ecs"); a.code() != "MissingParameter" {
		t.Errorf("parameters in the query are read: %s", a.text)
	}
}
