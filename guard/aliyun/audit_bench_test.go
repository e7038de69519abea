package aliyun_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
	"kmsguard/guard/report"
)

// away is a client of a simulator in another process, by real time.
func away(b *testing.B, p process, change ...func(*aliyun.Options)) *aliyun.Client {
	b.Helper()
	return client(b, p.address, &clock{}, append([]func(*aliyun.Options){func(o *aliyun.Options) {
		o.Now, o.Real, o.Budget, o.Timeout = time.Now, time.Now, aliyun.Budget{}, 0
	}}, change...)...)
}

func over(connections int) func(*aliyun.Options) {
	return func(o *aliyun.Options) { o.Budget.Concurrency = connections }
}

// usual is how many connections a client has that is told nothing.
const usual = 16

// chart is where the benchmark "everywhere" draws where its time went.
var chart = flag.String("chart", "", "file in which to draw the time of an audit by category, as SVG")

func draw(b *testing.B, a guard.Audit) {
	b.Helper()
	if *chart == "" {
		return
	}
	var picture bytes.Buffer
	if err := report.WriteChart(&picture, a); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(*chart, picture.Bytes(), 0o644); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkAudit measures audits of a big account, 90 ms away, at the documented
// rates and the usual share of them.
func BenchmarkAudit(b *testing.B) {
	oneRegion := func(o *aliyun.Options) { o.Regions = []string{home} }
	for _, bb := range []struct {
		name   string
		world  aliyunsim.World
		change func(*aliyun.Options)
	}{
		{"region", bigWorld(true), oneRegion},
		{"everywhere", bigWorld(true), over(usual)},
		{"near", bigWorld(false), over(usual)},
		{"dependents", dependents(true), over(usual)},
		{"throttled", throttled(bigWorld(true)), over(usual)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			p := serve(b, bb.world)
			c := away(b, p, bb.change)
			for b.Loop() {
				m := sweep(b, p, c, []guard.KeyRef{key})
				m.report(b, bb.world, c, usual)
				b.ReportMetric(m.busiest(c), "of-quota")
				if bb.name == "everywhere" {
					draw(b, m.audits[0])
				}
			}
		})
	}
}

// BenchmarkAuditKeys measures 100 keys in one sweep beside one key alone: all in
// one region, and spread over five, where disks and snapshots of each are read.
func BenchmarkAuditKeys(b *testing.B) {
	for _, bb := range []struct {
		name    string
		regions []string
	}{{"one-region", []string{home}}, {"five-regions", bigRegions}} {
		b.Run(bb.name, func(b *testing.B) {
			w, keys := hundredKeys(bb.regions)
			p := serve(b, w)
			c := away(b, p, over(usual))
			for b.Loop() {
				one := sweep(b, p, c, keys[:1])
				all := sweep(b, p, c, keys)
				all.report(b, w, c, usual)
				b.ReportMetric(all.took.Seconds()/one.took.Seconds(), "x-time-of-one")
				b.ReportMetric(float64(len(all.log))/float64(len(one.log)), "x-calls-of-one")
			}
		})
	}
}

// hundredKeys is the big account with as many keys in each of the regions, a
// hundred together.
func hundredKeys(regions []string) (aliyunsim.World, []guard.KeyRef) {
	w := bigWorld(true)
	var refs []guard.KeyRef
	for _, region := range regions {
		each, name := 100/len(regions), "key-many-"+region
		w.Keys = append(w.Keys, aliyunsim.Key{ID: name, Region: region, Count: each})
		for n := range each {
			refs = append(refs, guard.KeyRef{Account: account, Region: region, ID: fmt.Sprintf("%s-%06d", name, n+1)})
		}
	}
	return w, refs
}

// BenchmarkAuditConnections measures what connections bring where no rate binds:
// against the same client that makes its calls one after another over one.
func BenchmarkAuditConnections(b *testing.B) {
	w := unlimited(bigWorld(true))
	p := serve(b, w)
	single := time.Duration(0)
	for _, connections := range []int{1, 16, 64} {
		b.Run(fmt.Sprint(connections), func(b *testing.B) {
			c := away(b, p, over(connections))
			aliyun.Unmetered(c)
			for b.Loop() {
				m := sweep(b, p, c, []guard.KeyRef{key})
				m.report(b, w, c, connections)
				if connections == 1 {
					single = m.took
				}
				b.ReportMetric(single.Seconds()/m.took.Seconds(), "x-faster")
			}
		})
	}
}
