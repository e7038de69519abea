package aliyunsim

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func ossWorld() World {
	return World{
		Keys: []Key{{ID: testKey, Region: "cn-hangzhou"}},
		Resources: Resources{OSSBuckets: []OSSBucket{
			{
				Name: "orders", Region: "cn-hangzhou", Key: testKey, Versioning: "Enabled",
				Objects: []OSSObject{
					{Name: "a.bin", Size: 7}, {Name: "b/own key.bin", Key: "key-own"}, {Name: "c.bin", SSE: "AES256"}, {Name: "d.bin", SSE: "none"},
					{Name: "a.bin", Version: "v1", Key: "key-old"},
				},
				Replication: []OSSReplication{{ID: "r1", Bucket: "copy", Region: "cn-beijing", Key: "key-bj"}},
				Inventories: []OSSInventory{{ID: "weekly", Key: testKey}},
			},
			{Name: "service", Region: "cn-hangzhou", SSE: "KMS"},
			{Name: "aes", Region: "cn-hangzhou", SSE: "AES256"},
			{Name: "plain", Region: "cn-hangzhou"},
			{Name: "north", Region: "cn-beijing", Key: "key-bj"},
		}},
	}
}

type bucketList struct {
	IsTruncated bool
	NextMarker  string
	MaxKeys     int
	Buckets     []struct{ Name, Location, Region string } `xml:"Buckets>Bucket"`
}

func TestListBucketsIsTheAccounts(t *testing.T) {
	o := serveProducts(t, ossWorld()).oss("cn-hangzhou")
	got := map[string]string{}
	list := readXML[bucketList](t, o.do(http.MethodGet, "/", ""))
	for _, b := range list.Buckets {
		got[b.Name] = b.Location + " " + b.Region
	}
	hangzhou, beijing := "oss-cn-hangzhou cn-hangzhou", "oss-cn-beijing cn-beijing"
	want := map[string]string{"orders": hangzhou, "service": hangzhou, "aes": hangzhou, "plain": hangzhou, "north": beijing}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if list.IsTruncated || list.MaxKeys != 100 {
		t.Errorf("truncated %v, max-keys %d; want false and 100", list.IsTruncated, list.MaxKeys)
	}
}

func TestListBucketsPagesByMarker(t *testing.T) {
	o := serveProducts(t, World{Resources: Resources{OSSBuckets: []OSSBucket{
		{Name: "many", Region: "cn-hangzhou", Count: 2500}, {Name: "many-001000x", Region: "cn-beijing"}, {Name: "zoo", Region: "cn-beijing"},
	}}}).oss("cn-hangzhou")
	var names []string
	for marker := ""; ; {
		query := "max-keys=1000"
		if marker != "" {
			query = "marker=" + marker + "&" + query
		}
		list := readXML[bucketList](t, o.do(http.MethodGet, "/", query))
		for _, b := range list.Buckets {
			names = append(names, b.Name)
		}
		if !list.IsTruncated {
			break
		}
		marker = list.NextMarker
	}
	if len(names) != 2502 || names[1000] != "many-001000x" || names[2501] != "zoo" {
		t.Errorf("%d names, of which 1000 is %s and the last is %s", len(names), names[1000], names[len(names)-1])
	}
	if list := readXML[bucketList](t, o.do(http.MethodGet, "/", "prefix=zo")); len(list.Buckets) != 1 {
		t.Errorf("%d buckets begin with zo, want 1", len(list.Buckets))
	}
	for _, size := range []string{"0", "1001", "x"} {
		if code := ossCode(t, o.do(http.MethodGet, "/", "max-keys="+size)); code != "InvalidArgument" {
			t.Errorf("max-keys=%s: %s, want InvalidArgument", size, code)
		}
	}
}

func TestBucketEncryptionHasTwoShapes(t *testing.T) {
	o := serveProducts(t, ossWorld()).oss("cn-hangzhou")
	type rule struct{ SSEAlgorithm, KMSMasterKeyID string }
	rows := []struct {
		bucket    string
		want      rule // of GetBucketInfo
		wantsCode string
	}{
		{"orders", rule{"KMS", testKey}, "ok"},
		{"service", rule{"KMS", ""}, "ok"},
		{"aes", rule{"AES256", ""}, "ok"},
		{"plain", rule{"None", ""}, "NoSuchServerSideEncryptionRule"},
	}
	for _, row := range rows {
		info := readXML[struct {
			Rule rule `xml:"Bucket>ServerSideEncryptionRule"`
		}](t, o.do(http.MethodGet, "/"+row.bucket+"/", "bucketInfo"))
		if diff := cmp.Diff(row.want, info.Rule); diff != "" {
			t.Errorf("GetBucketInfo of %s (-want +got):\n%s", row.bucket, diff)
		}
		a := o.do(http.MethodGet, "/"+row.bucket+"/", "encryption")
		if code := ossCode(t, a); code != row.wantsCode {
			t.Errorf("GetBucketEncryption of %s: %s, want %s", row.bucket, code, row.wantsCode)
		}
		if row.wantsCode != "ok" {
			continue
		}
		deep := readXML[struct {
			Rule rule `xml:"ApplyServerSideEncryptionByDefault"`
		}](t, a)
		if diff := cmp.Diff(row.want, deep.Rule); diff != "" {
			t.Errorf("GetBucketEncryption of %s (-want +got):\n%s", row.bucket, diff)
		}
		if row.want.KMSMasterKeyID == "" && strings.Contains(a.text, "KMSMasterKeyID") {
			t.Errorf("%s names a key: %s", row.bucket, a.text)
		}
	}
}

func TestABucketMustBeAddressedInItsRegion(t *testing.T) {
	c := serveProducts(t, ossWorld())
	v1 := c.oss("")
	v1.v1 = true
	virtual := c.oss("cn-beijing")
	virtual.host = "north.oss-cn-beijing.aliyuncs.com"
	wrongHost := c.oss("cn-hangzhou")
	wrongHost.host = "north.oss-cn-hangzhou.aliyuncs.com"
	twoRegions := c.oss("cn-hangzhou")
	twoRegions.host = "north.oss-cn-beijing.aliyuncs.com"
	virtualV1 := v1
	virtualV1.host = "north.oss-cn-hangzhou.localhost"
	rows := []struct {
		name   string
		client ossClient
		path   string
		status int
		want   string
	}{
		{"signed for its region", c.oss("cn-beijing"), "/north/", 200, "ok"},
		{"signed for another region", c.oss("cn-hangzhou"), "/north/", 403, "AccessDenied"},
		{"version 1 at an address names no region", v1, "/north/", 200, "ok"},
		{"its host", virtual, "/", 200, "ok"},
		{"another region's host", wrongHost, "/", 403, "AccessDenied"},
		{"another region's host, version 1", virtualV1, "/", 403, "AccessDenied"},
		{"host and signature disagree", twoRegions, "/", 400, "InvalidArgument"},
		{"no such bucket", c.oss("cn-beijing"), "/ghost/", 404, "NoSuchBucket"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			a := row.client.do(http.MethodGet, row.path, "encryption")
			if code := ossCode(t, a); code != row.want || a.status != row.status {
				t.Errorf("got %d %s, want %d %s: %s", a.status, code, row.status, row.want, a.text)
			}
			if row.want == "AccessDenied" && !strings.Contains(a.text, "must be addressed using the specified endpoint") {
				t.Errorf("the refusal does not say why: %s", a.text)
			}
		})
	}
}

func TestOnlyHeadObjectTellsTheKeyOfAnObject(t *testing.T) {
	o := serveProducts(t, ossWorld()).oss("cn-hangzhou")
	rows := []struct {
		path, query, wantSSE, wantKey string
	}{
		{"/orders/a.bin", "", "KMS", testKey},
		{"/orders/a.bin", "versionId=v1", "KMS", "key-old"},
		{"/orders/b/own%20key.bin", "", "KMS", "key-own"},
		{"/orders/c.bin", "", "AES256", ""},
		{"/orders/d.bin", "", "", ""},
	}
	for _, row := range rows {
		a := o.do(http.MethodHead, row.path, row.query)
		sse, key := a.header.Get("x-oss-server-side-encryption"), a.header.Get("x-oss-server-side-encryption-key-id")
		if a.status != http.StatusOK || sse != row.wantSSE || key != row.wantKey {
			t.Errorf("%s %s: status %d, %q under %q; want %q under %q", row.path, row.query, a.status, sse, key, row.wantSSE, row.wantKey)
		}
	}
	for path, want := range map[string]string{"/orders/gone": "NoSuchKey", "/orders/a.bin?versionId=v9": "NoSuchVersion"} {
		path, query, _ := strings.Cut(path, "?")
		a := o.do(http.MethodHead, path, query)
		if code := ossCode(t, a); code != want || a.status != http.StatusNotFound || a.text != "" {
			t.Errorf("%s: %d %s with body %q, want 404 %s and none", path, a.status, code, a.text, want)
		}
	}
}

func TestListsOfObjectsSayNothingOfEncryption(t *testing.T) {
	o := serveProducts(t, ossWorld()).oss("cn-hangzhou")
	type list struct {
		KeyCount int
		Next     string `xml:"NextContinuationToken"`
		Contents []struct{ Key string }
	}
	first := o.do(http.MethodGet, "/orders/", "list-type=2&max-keys=3")
	if strings.Contains(first.text, "key-own") || strings.Contains(first.text, "KMS") {
		t.Errorf("the list tells of encryption: %s", first.text)
	}
	page := readXML[list](t, first)
	rest := readXML[list](t, o.do(http.MethodGet, "/orders/", "continuation-token="+ossEscape(page.Next, true)+"&encoding-type=url&list-type=2"))
	got := fmt.Sprint(page.KeyCount, page.Contents, rest.KeyCount, rest.Contents)
	if want := "3 [{a.bin} {b/own key.bin} {c.bin}] 1 [{d.bin}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	versions := readXML[struct {
		Version []struct {
			Key       string
			VersionID string `xml:"VersionId"`
			IsLatest  bool
		}
	}](t, o.do(http.MethodGet, "/orders/", "prefix=a&versions"))
	if len(versions.Version) != 2 || !versions.Version[0].IsLatest || versions.Version[1].VersionID != "v1" || versions.Version[1].IsLatest {
		t.Errorf("versions of a.bin are %+v, want the current one and v1", versions.Version)
	}
}

func TestVersionsPageByBothMarkers(t *testing.T) {
	o := serveProducts(t, ossWorld()).oss("cn-hangzhou")
	var got []string
	for query := "max-keys=2&versions"; ; {
		list := readXML[struct {
			IsTruncated         bool
			NextKeyMarker       string
			NextVersionIDMarker string `xml:"NextVersionIdMarker"`
			Version             []struct{ Key string }
		}](t, o.do(http.MethodGet, "/orders/", query))
		for _, v := range list.Version {
			got = append(got, v.Key)
		}
		if !list.IsTruncated {
			break
		}
		query = "key-marker=" + ossEscape(list.NextKeyMarker, true) + "&max-keys=2&version-id-marker=" + list.NextVersionIDMarker + "&versions"
	}
	if diff := cmp.Diff([]string{"a.bin", "a.bin", "b/own key.bin", "c.bin", "d.bin"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReplicationInventoryAndLocation(t *testing.T) {
	o := serveProducts(t, ossWorld()).oss("cn-hangzhou")
	rows := []struct {
		path, query, want string
	}{
		{"/orders/", "replication", "<ReplicaKmsKeyID>key-bj</ReplicaKmsKeyID>"},
		{"/orders/", "inventory", "<KeyId>" + testKey + "</KeyId>"},
		{"/orders/", "inventory&inventoryId=weekly", "<Id>weekly</Id>"},
		{"/orders/", "location", "<LocationConstraint>oss-cn-hangzhou</LocationConstraint>"},
	}
	for _, row := range rows {
		if a := o.do(http.MethodGet, row.path, row.query); a.status != http.StatusOK || !strings.Contains(a.text, row.want) {
			t.Errorf("%s?%s: %d %s, want %s", row.path, row.query, a.status, a.text, row.want)
		}
	}
	for query, want := range map[string]string{
		"replication": "NoSuchReplicationConfiguration", "inventory": "NoSuchInventory", "inventory&inventoryId=x": "NoSuchInventory",
	} {
		if code := ossCode(t, o.do(http.MethodGet, "/plain/", query)); code != want {
			t.Errorf("%s of a bucket without: %s, want %s", query, code, want)
		}
	}
}

func TestWhatOSSRefuses(t *testing.T) {
	c := serveProducts(t, ossWorld())
	as := func(w who) ossClient { o := c.oss("cn-hangzhou"); o.who = w; return o }
	noRegion := c.oss("")
	v1 := c.oss("")
	v1.v1 = true
	rows := []struct {
		name                string
		client              ossClient
		method, path, query string
		status              int
		want                string
	}{
		{"unknown access key", as(who{id: "ghost", secret: "x"}), "GET", "/", "", 403, "InvalidAccessKeyId"},
		{"wrong secret", as(who{id: admin.id, secret: "x"}), "GET", "/", "", 403, "SignatureDoesNotMatch"},
		{"token of nobody", as(who{admin.id, admin.secret, "t"}), "GET", "/", "", 403, "InvalidSecurityToken"},
		{"no permission", as(guard), "GET", "/", "", 403, "AccessDenied"},
		{"no region in version 4", noRegion, "GET", "/", "", 400, "InvalidArgument"},
		{"operation that is not served", c.oss("cn-hangzhou"), "PUT", "/orders/", "encryption", 501, "NotImplemented"},
		{"old list of objects", c.oss("cn-hangzhou"), "GET", "/orders/", "", 501, "NotImplemented"},
		{"unknown parameter", c.oss("cn-hangzhou"), "GET", "/", "tag-key=a", 400, "InvalidArgument"},
		{"parameter twice", v1, "GET", "/", "prefix=a&prefix=b", 400, "InvalidArgument"},
		{"list-type 1", c.oss("cn-hangzhou"), "GET", "/orders/", "list-type=1", 400, "InvalidArgument"},
		{"list by delimiter", c.oss("cn-hangzhou"), "GET", "/orders/", "delimiter=%2F&list-type=2", 400, "InvalidArgument"},
		{"version marker alone", c.oss("cn-hangzhou"), "GET", "/orders/", "version-id-marker=v1&versions", 400, "InvalidArgument"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			a := row.client.do(row.method, row.path, row.query)
			if code := ossCode(t, a); code != row.want || a.status != row.status {
				t.Errorf("got %d %s, want %d %s: %s", a.status, code, row.status, row.want, a.text)
			}
		})
	}
	c.advanceReal(time.Hour)
	late := c.oss("cn-hangzhou")
	late.cloud = &cloud{t: t, server: c.server, client: c.client, real: c.readReal().Add(-16 * time.Minute)}
	if code := ossCode(t, late.do(http.MethodGet, "/", "")); code != "RequestTimeTooSkewed" {
		t.Errorf("a date 16 minutes ago: %s, want RequestTimeTooSkewed", code)
	}
}

func TestASessionReadsOSSUntilItExpires(t *testing.T) {
	c := serveWorld(t, basicWorld+`
  - {id: key-more, region: cn-beijing}
resources:
  oss_buckets: [{name: orders, region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h}]
`)
	c.mustAddRole(t)
	a := c.call(guard, stsVersion, "AssumeRole", "RoleArn", "acs:ram::"+testAccount+":role/reader", "RoleSessionName", "audit",
		"Policy", `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetBucketEncryption","Resource":"acs:oss:*:*:orders"}]}`)
	credential := func(name string) string { text, _ := a.at("Credentials", name).(string); return text }
	o := c.oss("cn-hangzhou")
	o.who = who{credential("AccessKeyId"), credential("AccessKeySecret"), credential("SecurityToken")}
	if code := ossCode(t, o.do(http.MethodGet, "/orders/", "encryption")); code != "ok" {
		t.Errorf("what the session policy allows: %s", code)
	}
	if code := ossCode(t, o.do(http.MethodGet, "/orders/", "bucketInfo")); code != "AccessDenied" {
		t.Errorf("what the session policy does not allow: %s", code)
	}
	c.advance(2 * time.Hour)
	if code := ossCode(t, o.do(http.MethodGet, "/orders/", "encryption")); code != "SecurityTokenExpired" {
		t.Errorf("after an hour: %s, want SecurityTokenExpired", code)
	}
}

func (c *cloud) mustAddRole(t *testing.T) {
	t.Helper()
	if err := c.sim.Add("principals", []byte(`{role: reader, trusts: [kmsguard], policies: [{name: all, document: {Version: "1", Statement: [{Effect: Allow, Action: "oss:*", Resource: "*"}]}}]}`)); err != nil {
		t.Fatal(err)
	}
}

func TestOSSFaults(t *testing.T) {
	c := serveProducts(t, ossWorld())
	o := c.oss("cn-hangzhou")
	c.fault(Fault{API: "oss.GetBucketEncryption", Code: "AccessDenied", Times: 1})
	if a := o.do(http.MethodGet, "/orders/", "encryption"); ossCode(t, a) != "AccessDenied" || a.status != http.StatusForbidden {
		t.Errorf("an ordered refusal: %d %s", a.status, a.text)
	}
	c.fault(Fault{API: "oss.GetBucketEncryption", Kind: FaultTruncate, Times: 1})
	if a := o.do(http.MethodGet, "/orders/", "encryption"); a.status != http.StatusOK || strings.Contains(a.text, "</ServerSideEncryptionRule>") {
		t.Errorf("a truncated answer: %d %s", a.status, a.text)
	}
	c.fault(Fault{API: "oss.GetBucketEncryption", Kind: FaultUnknownValue, Times: 1})
	if a := o.do(http.MethodGet, "/orders/", "encryption"); strings.Contains(a.text, ">KMS<") {
		t.Errorf("an unknown algorithm: %s", a.text)
	}
	c.fault(Fault{API: "oss.*", Kind: FaultHTML, Times: 1})
	if a := o.do(http.MethodGet, "/orders/", "encryption"); a.status != http.StatusBadGateway || !strings.HasPrefix(a.text, "<html>") {
		t.Errorf("a proxy's page: %d %s", a.status, a.text)
	}
	c.fault(Fault{API: "oss.*", Kind: FaultHTML, Times: 1})
	if a := o.do(http.MethodGet, "/plain/", "encryption"); a.status != http.StatusBadGateway || a.header.Get("x-oss-request-id") != "" {
		t.Errorf("a proxy's page in place of a refusal: %d %s", a.status, a.text)
	}
	c.fault(Fault{API: "oss.*", Kind: FaultTruncate, Times: 1})
	if a := o.do(http.MethodGet, "/plain/", "encryption"); a.status != http.StatusNotFound || strings.Contains(a.text, "</Error>") {
		t.Errorf("a truncated refusal: %d %s", a.status, a.text)
	}
	c.fault(Fault{API: "oss.ListBuckets", Code: "Throttling.User", Times: 1})
	if code := ossCode(t, o.do(http.MethodGet, "/", "")); code != "Throttling.User" {
		t.Errorf("an ordered code was changed to %s", code)
	}
	for kind, want := range map[FaultKind]int{FaultDropRow: 4, FaultEmptyPage: 0} {
		c.fault(Fault{API: "oss.ListBuckets", Kind: kind, Times: 1})
		if list := readXML[bucketList](t, o.do(http.MethodGet, "/", "")); len(list.Buckets) != want {
			t.Errorf("%s: %d buckets, want %d", kind, len(list.Buckets), want)
		}
	}
	c.fault(Fault{API: "oss.ListBuckets", Kind: FaultRepeatToken, Times: 1})
	if list := readXML[bucketList](t, o.do(http.MethodGet, "/", "marker=north")); list.NextMarker != "north" || !list.IsTruncated {
		t.Errorf("a repeated marker: %+v", list)
	}
	if calls := c.sim.Calls(); len(calls) != 10 || calls[0].Product != "oss" || calls[0].Action != "GetBucketEncryption" ||
		calls[0].Parameters["bucket"] != "orders" || calls[0].Outcome != "AccessDenied" {
		t.Errorf("the call log is %+v", calls)
	}
}

func TestOSSThrottlesInItsOwnWords(t *testing.T) {
	w := ossWorld()
	w.Quotas = map[string]string{"oss.ListBuckets": "2/s"}
	o := serveProducts(t, w).oss("cn-hangzhou")
	var codes []string
	for range 3 {
		codes = append(codes, ossCode(t, o.do(http.MethodGet, "/", "")))
	}
	if diff := cmp.Diff([]string{"ok", "ok", "QpsLimitExceeded"}, codes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzOSSAuthorization asserts that what is taken can be written down again.
func FuzzOSSAuthorization(f *testing.F) {
	f.Add("OSS ak:sig")
	f.Add("OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,Signature=e21d")
	f.Add("OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,AdditionalHeaders=abc;zabc,Signature=00")
	f.Add("OSS4-HMAC-SHA256 Credential=ak/20231216//oss/aliyun_v4_request,Signature=e21d")
	f.Add("")
	f.Fuzz(func(t *testing.T, header string) {
		a, refusal := parseOSSAuthorization(header)
		if refusal != nil {
			if refusal.Status < 400 || refusal.Code == "" {
				t.Errorf("%q was refused with %+v", header, refusal)
			}
			return
		}
		if a.accessKey == "" || a.signature == "" || a.v4 && a.region == "" {
			t.Errorf("%q was taken as %+v", header, a)
		}
	})
}

// FuzzOSSListToken asserts that a token leads back to the name it was made of.
func FuzzOSSListToken(f *testing.F) {
	f.Add("a.bin")
	f.Add("订单/\x00.bin")
	f.Fuzz(func(t *testing.T, name string) {
		c := &call{params: map[string]string{"continuation-token": ossListToken(name)}}
		got, refusal := ossListStart(c)
		if refusal != nil || got != name {
			t.Errorf("the token of %q leads to %q, %v", name, got, refusal)
		}
		c.params["continuation-token"] = base64.StdEncoding.EncodeToString([]byte(name)) + "!"
		if _, refusal := ossListStart(c); refusal == nil {
			t.Error("a spoiled token was taken")
		}
	})
}
