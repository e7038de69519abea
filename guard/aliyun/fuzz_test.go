package aliyun

import (
	"encoding/json"
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// decoders are the readers of the cloud's replies. Each returns how many rows,
// names or numbers it took from the body.
var decoders = map[string]func(acs.Reply) (int, error){
	"LookupEvents":                    counting(eventPage),
	"nested page":                     counting(shaped[disk](shape{rows: "Disks.Disk", total: "TotalCount", next: "NextToken"})),
	"numbered page":                   counting(shaped[image](shape{rows: "Images.Image", total: "TotalCount"})),
	"bare page":                       counting(shaped[listenerRow](shape{rows: "Listeners", total: "TotalCount", next: "NextToken"})),
	"ListKeys":                        counting(keyPage),
	"ListAliasesByKeyId":              counting(aliasPage),
	"DescribeRegions":                 func(r acs.Reply) (int, error) { ids, err := regionsIn("Regions", r); return len(ids), err },
	"DescribeRDSRegions":              func(r acs.Reply) (int, error) { ids, err := regionsIn("Regions.RDSRegion", r); return len(ids), err },
	"ListPoliciesForRole":             func(r acs.Reply) (int, error) { names, err := policyNames(r); return len(names), err },
	"DescribeServerCertificates":      func(r acs.Reply) (int, error) { n, err := clbCertificateRows(r); return len(n.numbers), err },
	"DescribeKmsAssociateResources":   func(r acs.Reply) (int, error) { ids, err := associatedInstances(r); return len(ids), err },
	"DescribeDBInstanceEncryptionKey": func(r acs.Reply) (int, error) { k, err := instanceKeys("rm-1", r); return len(k), err },
	"DescribeDBInstanceTDE":           func(r acs.Reply) (int, error) { k, err := tdeKey("rm-1", r); return len(k), err },
	"DescribeDBClusterTDE":            func(r acs.Reply) (int, error) { k, _, err := clusterKey("pc-1", r); return len(k), err },
	"DescribeDBInstanceTDEInfo":       func(r acs.Reply) (int, error) { k, err := mongodbKey("dds-1", r); return len(k), err },
	"DescribeInstance":                func(r acs.Reply) (int, error) { k, err := hbaseKey("hb-1", r); return len(k), err },
	"adb DescribeDBClusterAttribute":  func(r acs.Reply) (int, error) { k, err := adbKey("am-1", r); return len(k), err },
	"DescribeDBInstanceAttribute":     func(r acs.Reply) (int, error) { k, err := greenplumKey("gp-1", r); return len(k), err },
	"DescribeDBClusterAttribute":      func(r acs.Reply) (int, error) { k, err := clickhouseKey("cc-1", r); return len(k), err },
	"DescribeInstanceTDEStatus":       func(r acs.Reply) (int, error) { _, err := redisTDE("r-1", r); return 0, err },
	"DescribeEncryptionKey":           func(r acs.Reply) (int, error) { k, err := redisKey("r-1", r); return len(k), err },
	"GetKeyPolicy":                    func(r acs.Reply) (int, error) { p, err := admittedBy(r); return len(p), err },
	"DescribeMetricList":              func(r acs.Reply) (int, error) { n, _, err := metricPage(r); return n, err },
	"DescribeKey": func(r acs.Reply) (int, error) {
		f, err := factsFrom(r, guard.KeyRef{Account: "1", Region: "cn-hangzhou", ID: "k"}, r.Date)
		return len(f.State), err
	},
}

func shaped[T any](s shape) func(acs.Reply) (page[T], error) {
	return func(r acs.Reply) (page[T], error) { return readPage[T]("Describe", r, s) }
}

func counting[T any](decode func(acs.Reply) (page[T], error)) func(acs.Reply) (int, error) {
	return func(r acs.Reply) (int, error) {
		p, err := decode(r)
		return len(p.rows), err
	}
}

// FuzzReplies holds for every decoder that a body which is no JSON object, or
// lacks the part that was asked for, is incomplete and never read as empty.
func FuzzReplies(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[]`, `null`, `{"RequestId":"R"}`, `{"Disks":{"Disk":[{"DiskId":"d-1"}]},"TotalCount":1}`, `{"Events":[{"eventName":"Decrypt"}]}`,
		`{"TDEStatus":"Enabled","EncryptionKey":"key-1"}`, `{"Policy":"{\"Statement\":[{\"Principal\":{\"RAM\":[\"*\"]}}]}"}`,
		`{"Datapoints":"[{\"Value\":3}]","Code":"200"}`, `{"KeyMetadata":{"KeyId":"k","Arn":"acs:kms:cn-hangzhou:1:key/k","KeyState":"Enabled"}}`,
		`{"Items":{"DBCluster":[{"DBClusterId":"am-1","KmsId":"key-1"}]}}`, `{"DBCluster":{"DBClusterId":"cc-1","EncryptionType":"off"}}`,
		`{"Items":{"DBInstanceAttribute":[{"DBInstanceId":"gp-1","EncryptionType":"CloudDisk"}]}}`,
		`{"Regions":{"RDSRegion":[{"RegionId":"cn-hangzhou"}]}}`, `{"Listeners":[{"LoadBalancerId":"lb","ListenerProtocol":"https"}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		object := map[string]json.RawMessage{}
		isObject := json.Unmarshal(body, &object) == nil
		for name, decode := range decoders {
			n, err := decode(acs.Reply{Body: body, RequestID: "R"})
			switch {
			case err != nil && guard.KindOf(err) != guard.Incomplete:
				t.Errorf("%s of %q: %v is not incomplete", name, body, err)
			case err == nil && !isObject:
				t.Errorf("%s of %q was read as %d", name, body, n)
			case n < 0:
				t.Errorf("%s of %q was read as %d", name, body, n)
			}
		}
	})
}

// TestRepliesWithoutTheirPart: an object without the list that was asked for is
// no empty list.
func TestRepliesWithoutTheirPart(t *testing.T) {
	for name, decode := range decoders {
		if n, err := decode(acs.Reply{Body: []byte(`{"RequestId":"R"}`), RequestID: "R"}); err == nil {
			t.Errorf("%s without its part was read as %d", name, n)
		}
	}
}
