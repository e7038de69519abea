package aliyunsim

import (
	"net"
	"strings"
)

// ossTarget is what one OSS request is addressed to: the service itself when
// bucket is empty, a bucket, or an object in it.
type ossTarget struct {
	bucket string
	object string
	// region is the one that the host name names, as in
	// bucket.oss-cn-hangzhou.aliyuncs.com; empty for an IP address or any
	// other name.
	region string
	// virtual says that the bucket was part of the host name and not of the
	// path.
	virtual bool
	// public says that the host is one of Alibaba Cloud's own names, which
	// take a bucket in the host name only.
	public bool
}

// parseOSSTarget reads host (with or without port) and the decoded path of a
// request. Both styles are understood: bucket.oss-REGION.DOMAIN/object and
// any-other-host/bucket/object.
func parseOSSTarget(host, path string) ossTarget {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	var t ossTarget
	labels := strings.Split(strings.ToLower(host), ".")
	t.public = strings.HasSuffix(strings.ToLower(host), ".aliyuncs.com")
	if region, ok := ossRegionLabel(labels[0]); ok {
		t.region = region
	} else if len(labels) > 1 {
		if region, ok := ossRegionLabel(labels[1]); ok {
			t.region, t.bucket, t.virtual = region, labels[0], true
		}
	}
	rest := strings.TrimPrefix(path, "/")
	if t.virtual {
		t.object = rest
		return t
	}
	t.bucket, t.object, _ = strings.Cut(rest, "/")
	return t
}

// ossRegionLabel reads the region out of a host label such as oss-cn-hangzhou
// or oss-cn-hangzhou-internal.
func ossRegionLabel(label string) (string, bool) {
	region, ok := strings.CutPrefix(label, "oss-")
	region = strings.TrimSuffix(region, "-internal")
	return region, ok && region != ""
}

// resource is the target as both signature versions spell it: the bucket
// stands in front even when the host name carries it.
func (t ossTarget) resource() string {
	if t.bucket == "" {
		return "/"
	}
	return "/" + t.bucket + "/" + t.object
}
