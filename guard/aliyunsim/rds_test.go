package aliyunsim

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const rdsVersion = "2014-08-15"

type rdsList struct {
	PageNumber, PageRecordCount, TotalRecordCount int

	NextToken string
	Items     struct {
		DBInstance []struct {
			DBInstanceID string `json:"DBInstanceId"`
			Engine       string
		}
	}
}

func (l rdsList) ids() []string {
	var ids []string
	for _, i := range l.Items.DBInstance {
		ids = append(ids, i.DBInstanceID)
	}
	return ids
}

func TestRDSListsOneRowAZone(t *testing.T) {
	c := serveProducts(t, World{Regions: []string{"cn-beijing", "cn-hangzhou"}})
	got := read[struct {
		Regions struct {
			RDSRegion []struct {
				RegionID string `json:"RegionId"`
				ZoneID   string `json:"ZoneId"`
			}
		}
	}](c, rdsVersion, "DescribeRegions")
	regions, zones := map[string]int{}, map[string]bool{}
	for _, r := range got.Regions.RDSRegion {
		regions[r.RegionID]++
		zones[r.ZoneID] = true
	}
	if diff := cmp.Diff(map[string]int{"cn-beijing": 3, "cn-hangzhou": 3}, regions); diff != "" || len(zones) != 6 {
		t.Errorf("%d zones, rows by region (-want +got):\n%s", len(zones), diff)
	}
}

func TestRDSPagesInTwoStyles(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{RDSInstances: []RDSInstance{
		{ID: "rm", Region: "cn-hangzhou", Count: 130}, {ID: "rr-1", Region: "cn-hangzhou", Role: "Readonly"}, {ID: "rm-bj", Region: "cn-beijing"},
	}}})
	byNumber := read[rdsList](c, rdsVersion, "DescribeDBInstances", "PageSize=100", "PageNumber=2")
	if len(byNumber.ids()) != 31 || byNumber.PageRecordCount != 31 || byNumber.TotalRecordCount != 131 || byNumber.NextToken != "" {
		t.Errorf("page 2 has %d rows: %+v", len(byNumber.ids()), byNumber)
	}
	if first := read[rdsList](c, rdsVersion, "DescribeDBInstances"); len(first.ids()) != 30 {
		t.Errorf("a page has %d rows by default, want 30", len(first.ids()))
	}
	// With MaxResults the page parameters do not count.
	byToken := read[rdsList](c, rdsVersion, "DescribeDBInstances", "MaxResults=100", "PageSize=1", "PageNumber=9")
	rest := read[rdsList](c, rdsVersion, "DescribeDBInstances", "MaxResults=100", "PageSize=1", "PageNumber=9", "NextToken="+byToken.NextToken)
	if len(byToken.ids()) != 100 || len(rest.ids()) != 31 || rest.ids()[30] != "rr-1" || rest.NextToken != "" {
		t.Errorf("by token %d and %d rows, then token %q", len(byToken.ids()), len(rest.ids()), rest.NextToken)
	}
	if got := read[rdsList](c, rdsVersion, "DescribeDBInstances", "DBInstanceType=Readonly").ids(); len(got) != 1 || got[0] != "rr-1" {
		t.Errorf("read-only instances are %v", got)
	}
	for _, p := range []string{"PageSize=101", "PageSize=0", "MaxResults=101", "DBInstanceType=Other", "Engine=DB2", "SearchKey=x"} {
		c.refused(http.StatusBadRequest, "InvalidParameter", rdsVersion, "DescribeDBInstances", p)
	}
}

func rdsWorld() World {
	return World{
		Keys: []Key{
			{ID: testKey, Region: "cn-hangzhou", State: "Disabled"},
			{ID: "key-rds", Region: "cn-hangzhou", Creator: "RDS", Aliases: []string{"alias/acs/rds"}},
		},
		Resources: Resources{RDSInstances: []RDSInstance{
			{ID: "rm-tde", Region: "cn-hangzhou", TDE: true, Key: testKey},
			{ID: "rm-sql", Region: "cn-hangzhou", Engine: "SQLServer", TDE: true},
			{ID: "rm-disk", Region: "cn-hangzhou", Engine: "PostgreSQL", DiskKey: testKey},
			{ID: "rm-maria", Region: "cn-hangzhou", Engine: "MariaDB"},
			{ID: "rm-bj", Region: "cn-beijing", TDE: true, Key: "key-bj"},
		}},
	}
}

func TestRDSTDETellsTheKeyAtTheTop(t *testing.T) {
	c := serveProducts(t, rdsWorld())
	type tde struct{ TDEStatus, TDEMode, EncryptionKey string }
	for id, want := range map[string]tde{
		"rm-tde":  {"Enabled", "Customer_Provided_Key", testKey},
		"rm-sql":  {"Enabled", "Aliyun_Generate_Key", "key-rds"},
		"rm-disk": {"Disabled", "", ""},
	} {
		if diff := cmp.Diff(want, read[tde](c, rdsVersion, "DescribeDBInstanceTDE", "DBInstanceId="+id)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	c.refused(http.StatusBadRequest, "InstanceEngineType.NotSupport", rdsVersion, "DescribeDBInstanceTDE", "DBInstanceId=rm-maria")
	c.refused(http.StatusNotFound, "InvalidDBInstanceId.NotFound", rdsVersion, "DescribeDBInstanceTDE", "DBInstanceId=rm-bj")
	c.refused(http.StatusBadRequest, "MissingParameter", rdsVersion, "DescribeDBInstanceTDE")
	if got := read[tde](c, rdsVersion, "DescribeDBInstanceTDE", "DBInstanceId=rm-bj", "RegionId=cn-beijing"); got.EncryptionKey != "key-bj" {
		t.Errorf("in its region rm-bj answers %+v", got)
	}
}

func TestRDSDiskEncryption(t *testing.T) {
	c := serveProducts(t, rdsWorld())
	type key struct {
		EncryptionKey, EncryptionKeyStatus, KeyUsage string
		EncryptionKeyList                            []struct{ EncryptionKey, UsedBy string }
	}
	got := read[key](c, rdsVersion, "DescribeDBInstanceEncryptionKey", "DBInstanceId=rm-disk")
	if got.EncryptionKey != testKey || got.EncryptionKeyStatus != "Disabled" || got.KeyUsage != "ENCRYPT/DECRYPT" || len(got.EncryptionKeyList) != 1 {
		t.Errorf("the disk key is %+v", got)
	}
	for id, want := range map[string]string{"rm-tde": "NoActiveBYOK", "rm-maria": "InvaildEngineInRegion.ValueNotSupported"} {
		c.refused(http.StatusBadRequest, want, rdsVersion, "DescribeDBInstanceEncryptionKey", "DBInstanceId="+id)
	}
	c.refused(http.StatusNotFound, "InvalidDBInstanceId.NotFound", rdsVersion, "DescribeDBInstanceEncryptionKey", "DBInstanceId=rm-ghost")
	c.fault(Fault{API: "rds.DescribeDBInstanceEncryptionKey", Kind: FaultHTML, Times: 1})
	a := c.call(admin, rdsVersion, "DescribeDBInstanceEncryptionKey", "DBInstanceId", "rm-tde")
	if a.status != http.StatusBadGateway || strings.Contains(a.text, "NoActiveBYOK") {
		t.Errorf("a proxy's page in place of a refusal: %d %s", a.status, a.text)
	}
}

func TestRDSLooksUpByKey(t *testing.T) {
	c := serveProducts(t, rdsWorld())
	type uses struct {
		AssociateStatus      bool
		AssociateDBInstances []struct {
			DBInstanceID string `json:"DBInstanceId"`
			KeyUsedBy    string
		}
	}
	ask := []string{"KmsResourceType=key", "KmsResourceUser=" + testAccount}
	got := read[uses](c, rdsVersion, "DescribeKmsAssociateResources", append(ask, "KmsResourceId="+testKey)...)
	var have []string
	for _, i := range got.AssociateDBInstances {
		have = append(have, i.DBInstanceID+" "+i.KeyUsedBy)
	}
	if diff := cmp.Diff("rm-tde TDE, rm-disk DiskEncryption", strings.Join(have, ", ")); diff != "" || !got.AssociateStatus {
		t.Errorf("status %v (-want +got):\n%s", got.AssociateStatus, diff)
	}
	if none := read[uses](c, rdsVersion, "DescribeKmsAssociateResources", append(ask, "KmsResourceId=key-unused")...); none.AssociateStatus || none.AssociateDBInstances == nil {
		t.Errorf("an unused key: %+v, want false and an empty list", none)
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", rdsVersion, "DescribeKmsAssociateResources", append(ask, "KmsResourceId=alias/orders")...)
	c.refused(http.StatusForbidden, "Forbidden.RAM", rdsVersion, "DescribeKmsAssociateResources", "KmsResourceType=key", "KmsResourceUser=999", "KmsResourceId="+testKey)
}
