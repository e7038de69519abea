package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard/aliyun/acs"
)

// readGateway counts the applications that may use the key through the gateway
// of its own KMS instance: what they do there is in no trail.
func readGateway(ctx context.Context, r *reading) error {
	f := r.findings[0]
	instance := f.subject.key.Instance
	if instance == "" {
		f.without = "the key lies in no KMS instance"
		return nil
	}
	points, err := paged(r.caller, "application access points", acs.Request{Product: acs.KMS, Action: "ListApplicationAccessPoints", Region: r.region},
		kmsPage, shape{rows: "ApplicationAccessPoints.ApplicationAccessPoint", total: "TotalCount"}, accessPoint.id).read(ctx)
	if err != nil {
		return err
	}
	names := make([]string, len(points))
	for i, p := range points {
		names[i] = "access point " + p.Name
	}
	// The gateway itself is there to be looked at, even where no access point is.
	f.unknowable(max(len(names), 1), fmt.Sprintf("use through the gateway of %s, by %s", instance, count(len(names), "access point")), names...)
	return nil
}

// accessPoint is a row of ListApplicationAccessPoints.
type accessPoint struct{ Name string }

func (p accessPoint) id() string { return p.Name }
