package aliyun_test

import (
	"fmt"
	"time"

	"kmsguard/guard/aliyun/acs"
	"kmsguard/guard/aliyunsim"
)

// The network is 30 ms away and a product works for 60 ms.
const (
	latency        = 30 * time.Millisecond
	serviceLatency = 60 * time.Millisecond
	roundTrip      = latency + serviceLatency
)

// bigRegions are those of the benchmarks' world, which is spread evenly over them.
var bigRegions = []string{home, "cn-beijing", "cn-shanghai", "cn-shenzhen", "eu-central-1"}

// bigSnapshots is how many snapshots the big world has.
const bigSnapshots = 100_000

// bigWorld is an account with 1,000 buckets, 20,000 disks, 100,000 snapshots, 300
// RDS instances, 50 PolarDB clusters, 200 listeners and 500 secrets. One in ten
// is under the key of its region; the audited key is that of home, which has 99
// keys more.
func bigWorld(far bool) aliyunsim.World {
	w := world()
	w.Regions, w.Quotas = bigRegions, map[string]string{}
	if far {
		w.Latency, w.ServiceLatency = aliyunsim.Duration(latency), aliyunsim.Duration(serviceLatency)
	}
	for _, region := range bigRegions {
		if region != home {
			w.Keys = append(w.Keys, aliyunsim.Key{ID: keyOf(region), Region: region})
		}
		fill(&w.Resources, region)
	}
	return w
}

func keyOf(region string) string {
	if region == home {
		return keyID
	}
	return "key-far-" + region
}

func fill(r *aliyunsim.Resources, region string) {
	for _, part := range []struct {
		name, key string
		tenths    int
	}{{"ours", keyOf(region), 1}, {"others", "", 9}} {
		id := func(kind string) string { return fmt.Sprintf("%s-%s-%s", kind, part.name, region) }
		of := func(all int) int { return all / 10 / len(bigRegions) * part.tenths }
		tde := part.key != ""
		r.OSSBuckets = append(r.OSSBuckets, aliyunsim.OSSBucket{Name: id("bucket"), Region: region, Key: part.key, Count: of(1000)})
		r.ECSDisks = append(r.ECSDisks, aliyunsim.ECSDisk{ID: id("d"), Region: region, Key: part.key, Count: of(20_000)})
		r.ECSSnapshots = append(r.ECSSnapshots, snapshots(id("s"), region, part.key, of(bigSnapshots)))
		r.RDSInstances = append(r.RDSInstances, aliyunsim.RDSInstance{ID: id("rm"), Region: region, TDE: tde, Key: part.key, Count: of(300)})
		r.PolarDBClusters = append(r.PolarDBClusters, aliyunsim.PolarDBCluster{ID: id("pc"), Region: region, TDE: tde, Key: part.key, Count: of(50)})
		r.Secrets = append(r.Secrets, aliyunsim.Secret{Name: id("secret"), Region: region, Key: part.key, Count: of(500)})
	}
	for n := range 200 / len(bigRegions) {
		balancer := []string{"lb", "alb"}[n%2]
		r.Certificates = append(r.Certificates, aliyunsim.Certificate{
			ID: fmt.Sprintf("cert-%s-%d", region, n), Region: region, Listener: fmt.Sprintf("%s-%s-%d/443", balancer, region, n),
		})
	}
}

// snapshots are made one an hour, the newest of them an hour ago.
func snapshots(id, region, key string, count int) aliyunsim.ECSSnapshot {
	return aliyunsim.ECSSnapshot{
		ID: id, Region: region, Key: key, Disk: "d-" + region, Count: count,
		CreatedAt: time.Now().Add(-time.Hour), CreatedEvery: aliyunsim.Duration(time.Hour),
	}
}

// dependents is the big world with every snapshot in the key's region and under it.
func dependents(far bool) aliyunsim.World {
	w := bigWorld(far)
	w.Resources.ECSSnapshots = []aliyunsim.ECSSnapshot{snapshots("s", home, keyID, bigSnapshots)}
	return w
}

// throttled lets every twentieth call of each product be refused for its rate.
func throttled(w aliyunsim.World) aliyunsim.World {
	for _, p := range []acs.Product{acs.OSS, acs.ECS, acs.RDS, acs.PolarDB, acs.SLB, acs.ALB, acs.KMS} {
		w.Faults = append(w.Faults, aliyunsim.Fault{API: string(p) + ".*", Code: "Throttling", Status: 400, Every: 20})
	}
	return w
}

// unlimited lifts the quotas that the simulator keeps.
func unlimited(w aliyunsim.World) aliyunsim.World {
	for _, group := range []string{"kms.key-reads", "kms.secret-reads", "kms.ListResourceTags", "actiontrail.LookupEvents"} {
		w.Quotas[group] = "1000000/s"
	}
	return w
}
