package aliyun_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// witness is a row of the simulated cloud that names a key.
type witness struct {
	kind, row string
	category  guard.Category
}

// witnesses are, for each kind of row of the simulated cloud that can name a
// key, one that does, and the category that must find it. A category without a
// kind of its own is shown by what makes it tell something.
var witnesses = []witness{
	{"oss_buckets", "{name: bucket-w, region: cn-hangzhou, key: KEY}", guard.OSS},
	{"ecs_disks", "{id: d-w, region: cn-hangzhou, key: KEY}", guard.ECSDisk},
	{"ecs_snapshots", "{id: s-w, region: cn-hangzhou, key: KEY}", guard.ECSSnapshot},
	{"ecs_images", "{id: m-w, region: cn-hangzhou, snapshots: [s-w]}", guard.ECSSnapshot},
	{"ecs_snapshot_policies", "{id: sp-w, region: cn-hangzhou, target: cn-hangzhou, key: KEY}", guard.SnapshotPolicy},
	{"ecs_default_keys", "{region: cn-hangzhou, key: KEY}", guard.DefaultKey},
	{"rds_instances", "{id: rm-w, region: cn-hangzhou, tde: true, key: KEY}", guard.RDS},
	{"rds_instances", "{id: rm-v, region: cn-hangzhou, disk_key: KEY}", guard.RDS},
	{"polardb_clusters", "{id: pc-w, region: cn-hangzhou, tde: true, key: KEY}", guard.PolarDB},
	{"nas_file_systems", "{id: nas-w, region: cn-hangzhou, encrypted: true, key: KEY}", guard.NAS},
	{"mongodb_instances", "{id: dds-w, region: cn-hangzhou, tde: true, key: KEY}", guard.MongoDB},
	{"mongodb_instances", "{id: dds-v, region: cn-hangzhou, disk_encrypted: true, disk_key: KEY}", guard.MongoDB},
	{"redis_instances", "{id: r-w, region: cn-hangzhou, tde: true, key: KEY}", guard.Redis},
	{"hbase_clusters", "{id: hb-w, region: cn-hangzhou, key: KEY}", guard.HBase},
	{"hbase_clusters", "{id: hb-v, region: cn-hangzhou, multi_zone: true, key: KEY}", guard.HBase},
	{"adb_mysql_clusters", "{id: am-w, region: cn-hangzhou, key: KEY}", guard.AnalyticDBMySQL},
	{"adb_pg_instances", "{id: gp-w, region: cn-hangzhou, key: KEY}", guard.AnalyticDBPostgreSQL},
	{"clickhouse_clusters", "{id: cc-w, region: cn-hangzhou, key: KEY}", guard.ClickHouse},
	{"sls_logstores", "{project: shop-w, name: logs, region: cn-hangzhou, key: KEY}", guard.SLS},
	{"oceanbase_tenants", "{id: t-w, region: cn-hangzhou, instance: ob-w, key: KEY}", guard.OceanBase},
	{"dbfs_file_systems", "{id: dbfs-w, region: cn-hangzhou, key: KEY}", guard.DBFS},
	{"ebs_dedicated_disks", "{id: d-dedicated, region: cn-hangzhou, cluster: dbsc-w, key: KEY}", guard.DedicatedStorage},
	{"gateway_shares", "{id: share-w, region: cn-hangzhou, gateway: gw-w, bucket: bucket-w, key: KEY}", guard.StorageGateway},
	{"gateway_shares", "{id: share-v, region: cn-hangzhou, gateway: gw-w, bucket: bucket-w, client_key: KEY}", guard.StorageGateway},
	{"kafka_instances", "{id: alikafka-w, region: cn-hangzhou, key: KEY}", guard.Kafka},
	{"scaling_configurations", "{id: asc-w, region: cn-hangzhou, group: asg-w, key: KEY}", guard.AutoScaling},
	{"scaling_configurations", "{id: asc-v, region: cn-hangzhou, group: asg-w, data_disks: [{key: KEY}]}", guard.AutoScaling},
	{"desktops", "{id: ecd-w, region: cn-hangzhou, key: KEY, users: [ann]}", guard.Desktop},
	{"secrets", "{name: secret-w, region: cn-hangzhou, key: KEY}", guard.Secret},
	{"certificates", "{id: cert-w, region: cn-hangzhou, listener: lb-w/443}", guard.Certificate},
	{"kms_instances", "{id: kst-w, region: cn-hangzhou}", guard.Gateway},
	{"kms_applications", "{name: app-w, region: cn-hangzhou, keys: [KEY]}", guard.Gateway},
}

// unread are the kinds that name a key and are not read, each with the product
// under which an audit says so. There is none.
var unread = map[string]string{}

const admitting = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":{"RAM":["acs:ram::9999999999999999:*"]},"Action":["kms:*"],"Resource":["*"]}]}`

// witnessed is a world with all witnesses, of a key whose policy admits another account.
func witnessed(t *testing.T) *ground {
	w := world()
	w.Keys[0].Instance, w.Keys[0].Policy = "kst-w", admitting
	g := behind(t, w, &front{})
	for _, x := range witnesses {
		if err := g.sim.Add(x.kind, []byte(strings.ReplaceAll(x.row, "KEY", keyID))); err != nil {
			t.Fatal(err)
		}
	}
	return g
}

// TestEveryKindHasAReader: what names a key in the simulated cloud is found, or
// an audit names the product that is not read.
func TestEveryKindHasAReader(t *testing.T) {
	a := whole(t, witnessed(t), key)
	for kind := range kindsWithKeys() {
		has := slices.ContainsFunc(witnesses, func(w witness) bool { return w.kind == kind })
		product, known := unread[kind]
		switch told := slices.ContainsFunc(a.NotCovered, func(p guard.Product) bool { return p.Name == product }); {
		case has && known:
			t.Errorf("%s is both among the witnesses and unread", kind)
		case !has && !known:
			t.Errorf("%s can name a key, and nothing shows that it is found: add a row to witnesses", kind)
		case known && !told:
			t.Errorf("%s is unread, and no audit says that %q is not covered: when it is read, add a row to witnesses", kind, product)
		}
	}
	if silent := silentIn(a); len(silent) != 0 {
		t.Errorf("nothing is told of %v: %v", silent, rows(a))
	}
}

// TestEveryRowOfTheCatalogueIsNeeded takes each row out: exactly that category
// falls silent.
func TestEveryRowOfTheCatalogueIsNeeded(t *testing.T) {
	g := witnessed(t)
	for _, category := range aliyun.Catalogue() {
		restore := aliyun.Without(category)
		a := whole(t, g, key)
		restore()
		if d := cmp.Diff([]guard.Category{category}, silentIn(a)); d != "" {
			t.Errorf("without %s, silent categories (-want +got):\n%s", category, d)
		}
	}
}

// silentIn returns the categories of the catalogue and of the witnesses of
// which an audit shows nothing: not every witness, nor that something cannot be told.
func silentIn(a guard.Audit) []guard.Category {
	want := map[guard.Category]int{}
	for _, x := range witnesses {
		want[x.category]++
	}
	for _, category := range aliyun.Catalogue() {
		want[category] = max(want[category], 1)
	}
	want[guard.KeyPolicy] = 1
	var silent []guard.Category
	for category, n := range want {
		unknowable := slices.ContainsFunc(a.UnknowableRows(), func(c guard.Coverage) bool { return c.Category == category })
		if len(foundIn(a, account, category)) < n && (!unknowable || category == guard.OSS) {
			silent = append(silent, category)
		}
	}
	slices.Sort(silent)
	return silent
}

// kindsWithKeys are the kinds of rows of a world that have a field for a key,
// themselves or within.
func kindsWithKeys() map[string]bool {
	kinds := map[string]bool{"ecs_images": true} // names keys through its snapshots
	var walk func(kind string, of reflect.Type)
	walk = func(kind string, of reflect.Type) {
		for _, f := range reflect.VisibleFields(of) {
			typ := f.Type
			if typ.Kind() == reflect.Slice {
				typ = typ.Elem()
			}
			name := kind
			if name == "" {
				name = strings.Split(f.Tag.Get("yaml"), ",")[0]
			}
			switch {
			case typ.Kind() == reflect.Struct && !f.Anonymous:
				walk(name, typ)
			case typ.Kind() == reflect.String && (strings.HasSuffix(f.Name, "Key") || strings.HasSuffix(f.Name, "Keys")):
				kinds[name] = true
			}
		}
	}
	walk("", reflect.TypeFor[aliyunsim.Resources]())
	return kinds
}

// Each code that means nothing means it for its own API alone, and no code that
// is near to it does.
func TestCodesThatMeanNothing(t *testing.T) {
	for api, codes := range aliyun.CodesOfNothing() {
		for _, code := range codes {
			if !aliyun.SaysNone(api, 404, code) || !aliyun.SaysNone(api, 400, code) {
				t.Errorf("%s %s does not mean that there is nothing", api, code)
			}
			for _, near := range []string{code + "x", strings.ToLower(code), strings.TrimSuffix(code, code[len(code)-1:]), ""} {
				if near != code && aliyun.SaysNone(api, 404, near) {
					t.Errorf("%s %q means that there is nothing", api, near)
				}
			}
			for _, status := range []int{200, 500, 503} {
				if aliyun.SaysNone(api, status, code) {
					t.Errorf("%s %s with %d means that there is nothing", api, code, status)
				}
			}
			for other, theirs := range aliyun.CodesOfNothing() {
				if other != api && !slices.Contains(theirs, code) && aliyun.SaysNone(other, 404, code) {
					t.Errorf("%s takes %s for nothing, which is of %s", other, code, api)
				}
			}
		}
	}
}

// TestCodesThatMeanNothingAreReadSo lets each API answer each of its codes:
// nothing is found there, and the category that reads it is not incomplete. The
// same code with a letter more is.
func TestCodesThatMeanNothingAreReadSo(t *testing.T) {
	for category, apis := range readBy {
		for _, api := range apis {
			for _, code := range aliyun.CodesOfNothing()[api] {
				for _, more := range []string{"", "x"} {
					t.Run(fmt.Sprintf("%s %s%s", api, code, more), func(t *testing.T) {
						t.Parallel()
						g := behind(t, full(), &front{})
						g.fault(t, aliyunsim.Fault{API: api, Code: code + more, Status: 404})
						if a := audit(t, g, key); completeIn(a, account, category) != (more == "") {
							// What the list says of another source than this call may yet disagree.
							if more == "" && api != "rds.DescribeDBInstanceTDE" && api != "rds.DescribeDBInstanceEncryptionKey" {
								t.Errorf("incomplete: %v", rows(a, category))
							}
							if more != "" {
								t.Errorf("counts as read: %v", rows(a, category))
							}
						}
					})
				}
			}
		}
	}
}
