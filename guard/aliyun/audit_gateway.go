package aliyun

import (
	"context"
	"fmt"
	"strconv"

	"kmsguard/guard/aliyun/acs"
)

// readGateway counts the applications that may use the key through the gateway
// of its own KMS instance: what they do there is in no trail.
func readGateway(ctx context.Context, r *reading) error {
	if r.key.Instance == "" {
		r.without = "the key lies in no KMS instance"
		return nil
	}
	l := numbered("application access points", kmsPage, func(ctx context.Context, n int) (page[string], error) {
		reply, err := r.call(ctx, acs.Request{
			Product: acs.KMS, Action: "ListApplicationAccessPoints", Region: r.region,
			Query: present("PageNumber", strconv.Itoa(n), "PageSize", strconv.Itoa(kmsPage)),
		})
		if err != nil {
			return page[string]{}, err
		}
		return accessPointRows(reply)
	})
	l.id = func(name string) string { return name }
	names, err := l.read(ctx)
	if err != nil {
		return err
	}
	// The gateway itself is there to be looked at, even where no access point is.
	r.unknowable(max(len(names), 1), fmt.Sprintf("use through the gateway of %s, by %s", r.key.Instance, count(len(names), "access point")))
	return nil
}

func accessPointRows(reply acs.Reply) (page[string], error) {
	var v struct {
		TotalCount int
		Points     *struct {
			Point []struct{ Name string } `json:"ApplicationAccessPoint"`
		} `json:"ApplicationAccessPoints"`
	}
	if err := reply.Decode(&v); err != nil {
		return page[string]{}, err
	}
	if v.Points == nil {
		return page[string]{}, incomplete("ListApplicationAccessPoints", "the answer holds no list of access points", reply.RequestID)
	}
	p := page[string]{total: v.TotalCount}
	for _, a := range v.Points.Point {
		p.rows = append(p.rows, a.Name)
	}
	return p, nil
}
