package aliyunsim

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMetadata(t *testing.T) {
	const more = `
  - id: key-full
    region: cn-hangzhou
    state: Disabled
    description: <full>
    protection: true
    protection_description: payroll
    instance: kst-1
    level: HSM
    rotation: 90d
    created_at: 2026-01-01T00:00:00Z
    versions: 2
    rotated_at: 2026-10-01T00:00:00Z
`
	c := startCloud(t, more)
	a := c.kms("DescribeKey", "KeyId", "key-full")
	want := map[string]any{
		"KeyId": "key-full", "Arn": "acs:kms:cn-hangzhou:1234567890123456:key/key-full", "KeyState": "Disabled",
		"Creator": "1234567890123456", "Description": "<full>", "CreationDate": "2026-01-01T00:00:00Z", "Origin": "Aliyun_KMS",
		"ProtectionLevel": "HSM", "KeySpec": "Aliyun_AES_256", "KeyUsage": "ENCRYPT/DECRYPT", "DeletionProtection": "Enabled",
		"DeletionProtectionDescription": "payroll", "AutomaticRotation": "Suspended", "RotationInterval": "7776000s",
		"LastRotationDate": "2026-10-01T00:00:00Z", "NextRotationDate": "2026-12-30T00:00:00Z", "DKMSInstanceId": "kst-1",
		"MaterialExpireTime": "", "DeleteDate": "", "PrimaryKeyVersion": keyVersionID("key-full", 2),
	}
	if diff := cmp.Diff(want, a.at("KeyMetadata")); diff != "" {
		t.Errorf("metadata (-want +got):\n%s", diff)
	}
}

func TestDescribeKeyTakesAliasAndARN(t *testing.T) {
	c := startCloud(t, "")
	for _, tt := range []struct{ id, want string }{
		{testKey, "ok"},
		{"alias/orders", "ok"},
		{"acs:kms:cn-hangzhou:1234567890123456:alias/orders", "ok"},
		{"acs:kms:cn-hangzhou:1234567890123456:key/" + testKey, "ok"},
		{"alias/none", "Forbidden.AliasNotFound"},
		{"acs:kms:cn-beijing:1234567890123456:key/" + testKey, "Forbidden.KeyNotFound"},
		{"acs:kms:cn-hangzhou:9999999999999999:key/" + testKey, "Forbidden.NoPermission"},
		{"acs:oss:x", "InvalidParameter"},
		{strings.ToUpper(testKey), "Forbidden.KeyNotFound"},
	} {
		a := c.kms("DescribeKey", "KeyId", tt.id)
		if a.code() != tt.want {
			t.Errorf("%s: got %s, want %s", tt.id, a.code(), tt.want)
		}
		if tt.want == "ok" && a.at("KeyMetadata", "KeyId") != testKey {
			t.Errorf("%s is %v", tt.id, a.at("KeyMetadata", "KeyId"))
		}
	}
}

func TestListKeysPages(t *testing.T) {
	c := startCloud(t, "  - {id: key-many, region: cn-hangzhou, count: 243}\n")
	seen := map[any]bool{}
	for page := 1; page <= 4; page++ {
		a := c.kms("ListKeys", "PageNumber", fmt.Sprint(page), "PageSize", "100")
		if a.body["TotalCount"] != 245.0 || a.body["PageSize"] != 100.0 {
			t.Fatalf("page %d: %s", page, a.text[:100])
		}
		for _, r := range a.rows("Keys", "Key") {
			seen[r["KeyId"]] = true
		}
	}
	if len(seen) != 245 {
		t.Errorf("saw %d keys, want 245", len(seen))
	}
	if n := len(c.kms("ListKeys").rows("Keys", "Key")); n != 10 {
		t.Errorf("default page has %d rows, want 10", n)
	}
	for _, bad := range []string{"0", "101", "x"} {
		if a := c.kms("ListKeys", "PageSize", bad); a.code() != "InvalidParameter" {
			t.Errorf("page size %s: %s", bad, a.code())
		}
	}
}

func TestListKeysFilters(t *testing.T) {
	c := startCloud(t, stateWorld)
	for _, tt := range []struct {
		filters string
		total   any
		code    string
	}{
		{`[{"Key":"KeyState","Values":["PendingDeletion"]}]`, 1.0, "ok"},
		{`[{"Key":"KeyState","Values":["Enabled","Disabled"]},{"Key":"CreatorType","Values":["User"]}]`, 3.0, "ok"},
		{`[{"Key":"CreatorType","Values":["Service"]}]`, 1.0, "ok"},
		{`[{"Key":"Color","Values":["red"]}]`, nil, "InvalidParameter"},
		{`{"Key":"KeyState"}`, nil, "InvalidParameter"},
	} {
		a := c.kms("ListKeys", "Filters", tt.filters)
		if a.code() != tt.code || a.body["TotalCount"] != tt.total {
			t.Errorf("%s: got %s, %v", tt.filters, a.code(), a.body["TotalCount"])
		}
	}
}

func TestAliasesAndTags(t *testing.T) {
	c := startCloud(t, "")
	if rows := c.kms("ListAliases").rows("Aliases", "Alias"); len(rows) != 2 {
		t.Errorf("%d aliases in the region, want 2", len(rows))
	}
	want := []map[string]any{{"AliasName": "alias/orders", "KeyId": testKey, "AliasArn": "acs:kms:cn-hangzhou:1234567890123456:alias/orders"}}
	if diff := cmp.Diff(want, c.kms("ListAliasesByKeyId", "KeyId", testKey).rows("Aliases", "Alias")); diff != "" {
		t.Errorf("aliases (-want +got):\n%s", diff)
	}
	tags := []map[string]any{
		{"TagKey": "app", "TagValue": "shop", "KeyId": testKey}, {"TagKey": "team", "TagValue": "orders", "KeyId": testKey},
	}
	if diff := cmp.Diff(tags, c.kms("ListResourceTags", "KeyId", testKey).rows("Tags", "Tag")); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
	a := c.kms("ListTagResources", "RegionId", "cn-hangzhou", "ResourceType", "key", "Tag.1.Key", "team")
	if rows := a.rows("TagResources", "TagResource"); len(rows) != 1 || rows[0]["ResourceId"] != testKey {
		t.Errorf("by tag: %s", a.text)
	}
}

func TestTagResourcesGoOnByToken(t *testing.T) {
	c := startCloud(t, "  - {id: key-many, region: cn-hangzhou, count: 450, tags: {a: b}}\n")
	total, token := 0, ""
	for range 3 {
		pairs := []string{"ResourceType", "key"}
		if token != "" {
			pairs = append(pairs, "NextToken", token)
		}
		a := c.kms("ListTagResources", pairs...)
		total += len(a.rows("TagResources", "TagResource"))
		token, _ = a.body["NextToken"].(string)
	}
	if total != 452 || token != "" {
		t.Errorf("%d tags, then token %q", total, token)
	}
	if a := c.kms("ListTagResources", "ResourceType", "secret", "NextToken", "forged"); a.code() != "InvalidParameter" {
		t.Errorf("a forged token: %s", a.code())
	}
}

func TestVersionsAndRotation(t *testing.T) {
	c := startCloud(t, "")
	if a := c.kms("UpdateRotationPolicy", "KeyId", testKey, "EnableAutomaticRotation", "true"); a.code() != "MissingParameter" {
		t.Errorf("no interval: %s", a.code())
	}
	for interval, want := range map[string]string{"6d": "InvalidParameter", "731d": "InvalidParameter", "30": "InvalidParameter", "d": "InvalidParameter", "2592000s": "ok"} {
		if a := c.kms("UpdateRotationPolicy", "KeyId", testKey, "EnableAutomaticRotation", "true", "RotationInterval", interval); a.code() != want {
			t.Errorf("interval %s: got %s, want %s", interval, a.code(), want)
		}
	}
	first := c.kms("DescribeKey", "KeyId", testKey).at("KeyMetadata", "PrimaryKeyVersion")
	a := c.kms("CreateKeyVersion", "KeyId", testKey)
	if a.code() != "ok" || a.at("KeyVersion", "KeyVersionId") == first {
		t.Errorf("new version: %s", a.text)
	}
	before := c.kms("ListKeyVersions", "KeyId", testKey).body["TotalCount"].(float64)
	c.advance(31 * 24 * time.Hour)
	if after := c.kms("ListKeyVersions", "KeyId", testKey).body["TotalCount"].(float64); after != before+1 {
		t.Errorf("automatic rotation took the versions from %v to %v", before, after)
	}
}

func TestRotationModes(t *testing.T) {
	const more = `
  - {id: key-asym, region: cn-hangzhou, spec: EC_P256}
  - {id: key-soft, region: cn-hangzhou, instance: kst-1}
`
	for _, tt := range []struct{ mode, key, want string }{
		{"any", testKey, "ok"}, {"any", "key-asym", "ok"},
		{"asymmetric", testKey, "Rejected.UnsupportedOperation"}, {"asymmetric", "key-asym", "ok"},
		{"symmetric", testKey, "Rejected.UnsupportedOperation"}, {"symmetric", "key-soft", "ok"}, {"symmetric", "key-asym", "Rejected.UnsupportedOperation"},
	} {
		c := startCloud(t, more+"settings: {rotation_mode: "+tt.mode+"}")
		if a := c.kms("CreateKeyVersion", "KeyId", tt.key); a.code() != tt.want {
			t.Errorf("mode %s, %s: got %s, want %s", tt.mode, tt.key, a.code(), tt.want)
		}
	}
}

func TestCryptoRoundTrip(t *testing.T) {
	c := startCloud(t, "")
	sealed := c.kms("Encrypt", "KeyId", "alias/orders", "Plaintext", "aGVsbG8=").body["CiphertextBlob"].(string)
	c.kms("CreateKeyVersion", "KeyId", testKey)
	if a := c.kms("Decrypt", "CiphertextBlob", sealed); a.body["Plaintext"] != "aGVsbG8=" || a.body["KeyId"] != testKey {
		t.Errorf("an old version still decrypts: %s", a.text)
	}
	if a := c.kms("Decrypt", "CiphertextBlob", sealed[:len(sealed)-8]+"AAAAAAA="); a.code() != "InvalidParameter" {
		t.Errorf("a changed ciphertext: %s", a.code())
	}
	c.kms("DisableKey", "KeyId", testKey)
	if a := c.kms("Decrypt", "CiphertextBlob", sealed); a.code() != "Rejected.Disabled" || a.status != 409 {
		t.Errorf("a disabled key: %s", a.text)
	}
}

func TestPublicKey(t *testing.T) {
	c := startCloud(t, "  - {id: key-sign, region: cn-hangzhou, spec: EC_P256, versions: 2}\n")
	var keys []any
	for _, v := range c.kms("ListKeyVersions", "KeyId", "key-sign").rows("KeyVersions", "KeyVersion") {
		keys = append(keys, c.kms("GetPublicKey", "KeyId", "key-sign", "KeyVersionId", v["KeyVersionId"].(string)).body["PublicKey"])
	}
	want, err := publicKeyPEM(&keyPair("key-sign").PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	if len(keys) != 2 || keys[0] != want || keys[1] == want {
		t.Errorf("public keys %v; the first must be that of the key ID", keys)
	}
	version := keyVersionID(testKey, 1)
	if a := c.kms("GetPublicKey", "KeyId", testKey, "KeyVersionId", version); a.code() != "Rejected.UnsupportedOperation" {
		t.Errorf("a symmetric key: %s", a.code())
	}
}

func TestSecrets(t *testing.T) {
	const more = `
resources:
  secrets: [{name: orders/db, region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h, tags: {a: b}}, {name: many, region: cn-hangzhou, count: 25}]
`
	c := startCloud(t, more)
	a := c.kms("ListSecrets", "PageNumber", "2", "PageSize", "20")
	if a.body["TotalCount"] != 26.0 || len(a.rows("SecretList", "Secret")) != 6 || strings.Contains(a.text, "EncryptionKeyId") {
		t.Errorf("second page: %s", a.text)
	}
	one := c.kms("DescribeSecret", "SecretName", "orders/db")
	if one.body["EncryptionKeyId"] != testKey || one.body["SecretType"] != "Generic" {
		t.Errorf("detail: %s", one.text)
	}
	if a := c.kms("DescribeSecret", "SecretName", "many-000025"); a.code() != "ok" {
		t.Errorf("a counted secret: %s", a.code())
	}
	if a := c.kms("DescribeSecret", "SecretName", "many-000026"); a.code() != "Forbidden.ResourceNotFound" || a.status != 404 {
		t.Errorf("one too many: %s", a.text)
	}
}

func TestInstancesApplicationsAndKeyPolicy(t *testing.T) {
	const more = `
  - id: key-shared
    region: cn-hangzhou
    policy: {Version: "1", Statement: [{Effect: Allow, Principal: {RAM: ["acs:ram::9999999999999999:user/partner"]}, Action: ["kms:Decrypt"], Resource: ["*"]}]}
resources:
  kms_instances: [{id: kst-1, region: cn-hangzhou, ends_at: 2027-01-01T00:00:00Z}]
  kms_applications: [{name: shop, region: cn-hangzhou, keys: [key-hzz650a1b2c3d4e5f6g7h]}]
`
	c := startCloud(t, more)
	if a := c.kms("ListKmsInstances"); len(a.rows("KmsInstances", "KmsInstance")) != 1 || a.body["PageSize"] != 20.0 {
		t.Errorf("instances: %s", a.text)
	}
	if a := c.kms("GetKmsInstance", "KmsInstanceId", "kst-1"); a.at("KmsInstance", "EndDate") != "2027-01-01T00:00:00Z" {
		t.Errorf("instance: %s", a.text)
	}
	names := c.kms("DescribeApplicationAccessPoint", "Name", "shop").body["Policies"]
	if names != `["policy-of-shop"]` {
		t.Errorf("policies of the application: %v", names)
	}
	if a := c.kms("DescribePolicy", "Name", "policy-of-shop"); !strings.Contains(a.text, "key/"+testKey) {
		t.Errorf("policy: %s", a.text)
	}
	if p, _ := c.kms("GetKeyPolicy", "KeyId", "key-shared").body["Policy"].(string); !strings.Contains(p, "9999999999999999") {
		t.Errorf("key policy: %s", p)
	}
	if a := c.kms("GetKeyPolicy", "KeyId", "key-shared", "PolicyName", "other"); a.status != 404 {
		t.Errorf("another policy name: %s", a.text)
	}
	if a := c.kms("DescribeAccountKmsStatus"); a.body["AccountStatus"] != "Enabled" {
		t.Errorf("account: %s", a.text)
	}
}
