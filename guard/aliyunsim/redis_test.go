package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const redisVersion = "2015-01-01"

func redisWorld() World {
	return World{
		Keys: []Key{
			{ID: testKey, Region: "cn-hangzhou"},
			{ID: "key-redis", Region: "cn-hangzhou", Creator: "Redis", Aliases: []string{"alias/acs/kvstore"}},
		},
		Resources: Resources{RedisInstances: []RedisInstance{
			{ID: "r-own", Region: "cn-hangzhou", TDE: true, Key: testKey, Tags: map[string]string{"team": "shop"}},
			{ID: "r-service", Region: "cn-hangzhou", TDE: true},
			{ID: "r-plain", Region: "cn-hangzhou"},
		}},
	}
}

// One call tells whether, another by which key.
func TestRedisTDE(t *testing.T) {
	c := serveProducts(t, redisWorld())
	for id, want := range map[string]string{"r-own": "Enabled", "r-service": "Enabled", "r-plain": "Disabled"} {
		got := read[struct{ TDEStatus, EncryptionKey string }](c, redisVersion, "DescribeInstanceTDEStatus", "InstanceId="+id)
		if got.TDEStatus != want || got.EncryptionKey != "" {
			t.Errorf("%s: %+v, want %s and no key", id, got, want)
		}
	}
	type key struct{ EncryptionKey, EncryptionKeyStatus, Creator string }
	for id, want := range map[string]key{"r-own": {testKey, "Enabled", testAccount}, "r-service": {"key-redis", "Enabled", "Redis"}} {
		if diff := cmp.Diff(want, read[key](c, redisVersion, "DescribeEncryptionKey", "InstanceId="+id)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	c.refused(http.StatusBadRequest, "IncorrectTDEStatus", redisVersion, "DescribeEncryptionKey", "InstanceId=r-plain")
	for _, action := range []string{"DescribeInstanceTDEStatus", "DescribeEncryptionKey"} {
		c.refused(http.StatusNotFound, "InvalidInstanceId.NotFound", redisVersion, action, "InstanceId=r-ghost")
	}
}

func TestRedisListsByIDAndWithTags(t *testing.T) {
	c := serveProducts(t, redisWorld())
	rows := c.call(admin, redisVersion, "DescribeInstances", "InstanceIds", "r-plain,r-own,r-ghost").rows("Instances", "KVStoreInstance")
	if len(rows) != 2 || rows[0]["InstanceId"] != "r-plain" {
		t.Fatalf("rows: %v", rows)
	}
	tags := answer{body: rows[1]}.rows("Tags", "Tag")
	if diff := cmp.Diff([]map[string]any{{"Key": "team", "Value": "shop"}}, tags); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
}

// RAM knows Redis as kvstore.
func TestRedisPermissions(t *testing.T) {
	w := redisWorld()
	c := serveProducts(t, w)
	must(t, c.sim.Add("principals", []byte(`{access_key: reader-id, secret: reader-secret, user: reader, policies: [{name: r, document: {Version: "1",
		Statement: [{Effect: Allow, Action: "kvstore:DescribeInstances", Resource: "*"}]}}]}`)))
	reader := who{id: "reader-id", secret: "reader-secret"}
	if a := c.call(reader, redisVersion, "DescribeInstances"); a.status != http.StatusOK {
		t.Errorf("the list is refused: %s", a.text)
	}
	if a := c.call(reader, redisVersion, "DescribeEncryptionKey", "InstanceId", "r-own"); a.status != http.StatusForbidden {
		t.Errorf("the key is not refused: %s", a.text)
	}
}

func TestRedisRegions(t *testing.T) {
	c := serveProducts(t, World{Regions: []string{"cn-beijing", "cn-hangzhou"}})
	if rows := c.call(admin, redisVersion, "DescribeRegions").rows("RegionIds", "KVStoreRegion"); len(rows) != 2 || rows[0]["RegionId"] != "cn-beijing" {
		t.Errorf("regions: %v", rows)
	}
}
