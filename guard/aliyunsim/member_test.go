package aliyunsim

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	shopAccount = "2222222222222222"
	auditRole   = "acs:ram::" + shopAccount + ":role/kmsguard-audit"
	foreignARN  = "acs:kms:cn-hangzhou:" + testAccount + ":key/" + testKey
)

// shopMember is an account whose role trusts the guard of home, with a disk
// under a key of home and one under its own.
const shopMember = `
members:
  - account: "2222222222222222"
    name: shop
    principals:
      - {access_key: shop-id, secret: shop-secret, user: shop, policies: [AliyunReadOnlyAccess, AliyunSTSAssumeRoleAccess]}
      - {role: kmsguard-audit, trusts: ["acs:ram::1234567890123456:user/kmsguard"], policies: [AliyunReadOnlyAccess]}
      - {role: open-to-home, trusts: ["1234567890123456"], policies: [AliyunReadOnlyAccess]}
    keys: [{id: key-shop, region: cn-hangzhou, aliases: [alias/orders]}]
    resources:
      ecs_disks:
        - {id: d-foreign, region: cn-hangzhou, key: "acs:kms:cn-hangzhou:1234567890123456:key/key-hzz650a1b2c3d4e5f6g7h"}
        - {id: d-own, region: cn-hangzhou, key: key-shop}
      oss_buckets: [{name: shop-pictures, region: cn-hangzhou, key: key-shop}]
      polardb_clusters:
        - {id: pc-foreign, region: cn-hangzhou, tde: true, key: "acs:kms:cn-hangzhou:1234567890123456:key/key-hzz650a1b2c3d4e5f6g7h"}
`

// enter opens a session of the member's role as the guard of home.
func (c *cloud) enter() who {
	c.t.Helper()
	a, session := c.assume("RoleArn", auditRole)
	if a.code() != "ok" {
		c.t.Fatalf("AssumeRole %s: %s", auditRole, a.text)
	}
	return session
}

func disks(c *cloud, w who) []string {
	c.t.Helper()
	var ids []string
	for _, row := range c.call(w, ecsVersion, "DescribeDisks").rows("Disks", "Disk") {
		id, _ := row["DiskId"].(string)
		key, _ := row["KMSKeyId"].(string)
		ids = append(ids, id+" under "+key)
	}
	return ids
}

func TestSessionOfAMemberSeesTheMemberAlone(t *testing.T) {
	c := startCloud(t, "resources: {ecs_disks: [{id: d-home, region: cn-hangzhou, key: "+testKey+"}]}\n"+shopMember)
	session := c.enter()
	if diff := cmp.Diff([]string{"d-foreign under " + foreignARN, "d-own under key-shop"}, disks(c, session)); diff != "" {
		t.Errorf("the member's disks (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"d-home under " + testKey}, disks(c, admin)); diff != "" {
		t.Errorf("home's disks (-want +got):\n%s", diff)
	}
	me := c.call(session, stsVersion, "GetCallerIdentity")
	if me.at("AccountId") != shopAccount || me.at("Arn") != "acs:ram::"+shopAccount+":assumed-role/kmsguard-audit/op-1" {
		t.Errorf("identity %s", me.text)
	}
	if a := c.call(session, kmsVersion, "DescribeKey", "KeyId", testKey); a.status != http.StatusNotFound {
		t.Errorf("a key of home by its ID alone: %s", a.text)
	}
	if a := c.call(session, kmsVersion, "DescribeKey", "KeyId", "alias/orders"); a.at("KeyMetadata", "KeyId") != "key-shop" {
		t.Errorf("the member's own alias: %s", a.text)
	}
	if a := c.call(session, kmsVersion, "DisableKey", "KeyId", "key-shop"); a.code() != "Forbidden.NoPermission" {
		t.Errorf("the role reads only: %s", a.text)
	}
	if a := c.call(session, polardbVersion, "DescribeDBClusterTDE", "DBClusterId", "pc-foreign"); a.at("EncryptionKeyStatus") != "Enabled" {
		t.Errorf("state of a key of home: %s", a.text)
	}
}

func TestOSSServesTheAccountOfTheAccessKey(t *testing.T) {
	c := startCloud(t, "resources: {oss_buckets: [{name: home-archive, region: cn-hangzhou, key: "+testKey+"}]}\n"+shopMember)
	home := c.oss("cn-hangzhou")
	shop := home
	shop.who = c.enter()
	for _, tt := range []struct {
		client     ossClient
		has, lacks string
	}{
		{home, "<Name>home-archive</Name>", "shop-pictures"}, {shop, "<Name>shop-pictures</Name>", "home-archive"},
	} {
		a := tt.client.do(http.MethodGet, "/", "")
		if !strings.Contains(a.text, tt.has) || strings.Contains(a.text, tt.lacks) {
			t.Errorf("%s: status %d: %s", tt.client.who.id, a.status, a.text)
		}
	}
}

func TestControlAddsToMembers(t *testing.T) {
	c := startCloud(t, shopMember)
	if err := c.sim.addWorld([]byte(`{"keys@2222222222222222": [{"id": "key-new", "region": "cn-hangzhou"}]}`)); err != nil {
		t.Fatal(err)
	}
	shop, _ := c.sim.Member(shopAccount)
	if k, ok := shop.Key("key-new"); !ok || k.Creator != shopAccount {
		t.Errorf("the member's key: %+v", k)
	}
	if _, ok := c.sim.Key("key-new"); ok {
		t.Error("home has the member's key")
	}
}

func TestRolesOfMembersTrustWhomTheyName(t *testing.T) {
	c := startCloud(t, shopMember)
	shop := who{id: "shop-id", secret: "shop-secret"}
	for _, tt := range []struct {
		who        who
		role, want string
	}{
		{guard, auditRole, "ok"},
		{admin, auditRole, "NoPermission"},
		{shop, auditRole, "NoPermission"},
		{admin, "acs:ram::" + shopAccount + ":role/open-to-home", "ok"},
		{shop, "acs:ram::" + shopAccount + ":role/open-to-home", "NoPermission"},
		{guard, "acs:ram::" + shopAccount + ":role/kmsguard-destroy", "EntityNotExist.Role"},
		{guard, "acs:ram::3333333333333333:role/kmsguard-audit", "EntityNotExist.Role"},
		{shop, destroyRole, "NoPermission"},
	} {
		if a := c.call(tt.who, stsVersion, "AssumeRole", "RoleArn", tt.role, "RoleSessionName", "op-1"); a.code() != tt.want {
			t.Errorf("%s assumes %s: got %s, want %s", tt.who.id, tt.role, a.code(), tt.want)
		}
	}
}

func TestAccountsCountQuotasAndKeepTrailsApart(t *testing.T) {
	c := startCloud(t, "quotas: {ecs.DescribeDisks: 1/s}\n"+shopMember)
	session := c.enter()
	for _, want := range []string{"ok", "Throttling.User"} {
		for _, w := range []who{admin, session} {
			if a := c.call(w, ecsVersion, "DescribeDisks"); a.code() != want {
				t.Errorf("%s: got %s, want %s", w.id, a.code(), want)
			}
		}
	}
	calls := c.sim.LatestCalls(1, nil)
	if calls[0].Account != shopAccount || calls[0].Principal != "acs:ram::"+shopAccount+":assumed-role/kmsguard-audit/op-1" {
		t.Errorf("the log does not tell the account: %+v", calls[0])
	}
	shop, _ := c.sim.Member(shopAccount)
	c.call(session, kmsVersion, "DescribeKey", "KeyId", "key-shop")
	if events := shop.TrailEvents(10); len(events) != 1 || events[0].Key != "key-shop" {
		t.Errorf("the member's trail: %v", events)
	}
	if events := c.sim.TrailEvents(10); len(events) != 0 {
		t.Errorf("home's trail has what happened in the member: %v", events)
	}
}

func TestRowsOfMembersAreAddressedByAccount(t *testing.T) {
	c := startCloud(t, shopMember)
	kind := "ecs_disks@" + shopAccount
	changed := c.sim.Changed()
	if err := c.sim.Add(kind, []byte("{id: d-new, region: cn-shanghai, key: key-shop}")); err != nil {
		t.Fatal(err)
	}
	select {
	case <-changed:
	case <-time.After(5 * time.Second):
		t.Error("whoever watches home is not told of a member")
	}
	id, err := c.sim.AddDependent("secrets@"+shopAccount, testKey)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, d := range c.sim.Dependents() {
		lines = append(lines, d.Account+" "+d.Kind+" "+d.ID+" "+d.Key)
	}
	for _, want := range []string{
		shopAccount + " " + kind + " d-foreign " + foreignARN, shopAccount + " " + kind + " d-new key-shop",
		shopAccount + " secrets@" + shopAccount + " " + id + " " + foreignARN,
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("dependents lack %q:\n%s", want, strings.Join(lines, "\n"))
		}
	}
	state := c.sim.State()
	if rows, ok := state.Rows[kind].([]any); !ok || len(rows) != 3 || !slices.Equal(state.Members, []string{shopAccount}) {
		t.Errorf("state of members %v: %v", state.Members, state.Rows[kind])
	}
	if a := c.call(admin, ecsVersion, "DescribeDisks", "RegionId", "cn-shanghai"); a.code() != "ok" {
		t.Errorf("a region that a member uses exists for all: %s", a.text)
	}
	if err := c.sim.Remove(kind, "d-new"); err != nil {
		t.Error(err)
	}
	for _, wrong := range []string{"ecs_disks", "ecs_disks@3333333333333333"} {
		if err := c.sim.Remove(wrong, "d-own"); err == nil {
			t.Errorf("a disk of the member is removed as %s", wrong)
		}
	}
}

func TestFaultsOfOneAccount(t *testing.T) {
	c := startCloud(t, "faults: [{api: ecs.*, account: \"2222222222222222\", code: Throttling.User}]\n"+shopMember)
	session := c.enter()
	if a := c.call(session, ecsVersion, "DescribeDisks"); a.code() != "Throttling.User" {
		t.Errorf("member: %s", a.code())
	}
	if a := c.call(admin, ecsVersion, "DescribeDisks"); a.code() != "ok" {
		t.Errorf("home: %s", a.code())
	}
	if err := c.sim.SetFault(Fault{API: "ecs.*", Account: "3333333333333333"}); err == nil {
		t.Error("a fault of an account that is not there is taken")
	}
}

func TestMembersAreChecked(t *testing.T) {
	for text, want := range map[string]string{
		"members: [{account: x}]":                                                               "digits of an account ID",
		"members: [{account: \"1234567890123456\"}]":                                            "is there twice",
		"members: [{account: \"2\"}, {account: \"2\"}]":                                         "is there twice",
		"members: [{account: \"2\", status: Fine}]":                                             "status",
		"members: [{account: \"2\", principals: [{access_key: guard-id, secret: s, user: u}]}]": "guard-id is there twice",
	} {
		c := &cloud{t: t}
		if _, err := New(parseWorld(t, basicWorld+text), Options{Now: c.readNow, Real: c.readReal}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", text, err, want)
		}
	}
}
