package aliyunsim

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const dependentWorld = `
resources:
  ecs_disks:
    - {id: d-many, region: cn-hangzhou, kind: data, key: key-hzz650a1b2c3d4e5f6g7h, count: 20000}
    - {id: d-own, region: cn-hangzhou, kind: system, instance: i-1, key: key-hzz650a1b2c3d4e5f6g7h}
    - {id: d-plain, region: cn-hangzhou}
  oss_buckets:
    - {name: archive, region: cn-hangzhou, key: alias/orders, objects: [{name: a.bin, key: key-bjother}]}
    - {name: by-service, region: cn-hangzhou, sse: KMS}
  rds_instances:
    - {id: rm-1, region: cn-hangzhou, engine: MySQL, tde: true, key: key-hzz650a1b2c3d4e5f6g7h, disk_key: key-bjother}
  secrets: [{name: db, region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h}]
`

func TestDependentsAreAllRowsThatNameAKey(t *testing.T) {
	c := startCloud(t, dependentWorld)
	var got []string
	for _, d := range c.sim.Dependents() {
		got = append(got, fmt.Sprintf("%s %s×%d %s: %s", d.Kind, d.ID, d.Count, d.Key, d.Detail))
	}
	want := []string{
		"ecs_disks d-many×20000 key-hzz650a1b2c3d4e5f6g7h: data disk, unattached",
		"ecs_disks d-own×1 key-hzz650a1b2c3d4e5f6g7h: system disk of i-1, attached",
		"oss_buckets archive×1 alias/orders: bucket, encrypted by default",
		"oss_buckets archive×1 key-bjother: object a.bin with a key of its own",
		"rds_instances rm-1×1 key-hzz650a1b2c3d4e5f6g7h: MySQL instance, transparent encryption",
		"rds_instances rm-1×1 key-bjother: MySQL instance, disk encryption",
		"secrets db×1 key-hzz650a1b2c3d4e5f6g7h: generic secret",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever a colleague adds is there, names the key, and can be removed again.
func TestAddDependentOfEveryKind(t *testing.T) {
	c := startCloud(t, "")
	for _, kind := range DependentKinds() {
		var ids []string
		for range 2 {
			id, err := c.sim.AddDependent(kind, testKey)
			must(t, err)
			ids = append(ids, id)
		}
		for _, id := range ids {
			if !slices.ContainsFunc(c.sim.Dependents(), func(d Dependent) bool { return d.Kind == kind && d.ID == id && d.Key == testKey && d.Region == "cn-hangzhou" }) {
				t.Errorf("%s: %s does not name the key", kind, id)
			}
			must(t, c.sim.Remove(kind, id))
		}
	}
	if left := c.sim.Dependents(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	for _, wrong := range [][2]string{{"ecs_images", testKey}, {"ecs_disks", "key-none"}} {
		if _, err := c.sim.AddDependent(wrong[0], wrong[1]); err == nil {
			t.Errorf("%v was added", wrong)
		}
	}
}

// A disk that a colleague adds is in the very list that an audit reads.
func TestAnAddedDependentIsListed(t *testing.T) {
	c := startCloud(t, "")
	id, err := c.sim.AddDependent("secrets", testKey)
	must(t, err)
	a := c.kms("ListSecrets")
	if a.code() != "ok" || !strings.Contains(a.text, id) {
		t.Errorf("%s is not in %s", id, a.text)
	}
}

