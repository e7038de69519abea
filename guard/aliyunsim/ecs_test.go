package aliyunsim

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const ecsVersion = "2014-05-26"

type ecsDisks struct {
	NextToken  string
	TotalCount int
	Disks      struct {
		Disk []struct {
			DiskID    string `json:"DiskId"`
			KMSKeyID  string `json:"KMSKeyId"`
			Encrypted bool
			Type      string
			Status    string
		}
	}
}

func (d ecsDisks) ids() []string {
	var ids []string
	for _, disk := range d.Disks.Disk {
		ids = append(ids, disk.DiskID)
	}
	return ids
}

func TestDescribeDisksFilters(t *testing.T) {
	c := serveProducts(t, World{
		Keys: []Key{
			{ID: testKey, Region: "cn-hangzhou", Aliases: []string{"alias/orders"}},
			{ID: "key-service", Region: "cn-hangzhou", Creator: "ECS", Aliases: []string{"alias/acs/ecs"}},
		},
		Resources: Resources{ECSDisks: []ECSDisk{
			{ID: "d-own", Region: "cn-hangzhou", Kind: "system", Instance: "i-1", Key: testKey},
			{ID: "d-arn", Region: "cn-hangzhou", Key: "acs:kms:cn-hangzhou:" + testAccount + ":key/" + testKey},
			{ID: "d-service", Region: "cn-hangzhou", Encrypted: true},
			{ID: "d-plain", Region: "cn-hangzhou"},
			{ID: "d-else", Region: "cn-beijing", Key: testKey},
		}},
	})
	rows := []struct {
		name   string
		params []string
		want   []string
	}{
		{"all of the region", nil, []string{"d-own", "d-arn", "d-service", "d-plain"}},
		{"encrypted", []string{"Encrypted=true"}, []string{"d-own", "d-arn", "d-service"}},
		{"Encrypted=false hides what is encrypted", []string{"Encrypted=false"}, []string{"d-plain"}},
		{"by key", []string{"KMSKeyId=" + testKey}, []string{"d-own", "d-arn"}},
		{"by kind", []string{"DiskType=system"}, []string{"d-own"}},
		{"by status", []string{"Status=Available"}, []string{"d-arn", "d-service", "d-plain"}},
		{"by instance", []string{"InstanceId=i-1"}, []string{"d-own"}},
		{"by ID", []string{`DiskIds=["d-plain","d-else","d-gone"]`}, []string{"d-plain"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got := read[ecsDisks](c, ecsVersion, "DescribeDisks", row.params...)
			if diff := cmp.Diff(row.want, got.ids()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	service := read[ecsDisks](c, ecsVersion, "DescribeDisks", `DiskIds=["d-service"]`).Disks.Disk[0]
	if service.KMSKeyID != "key-service" || !service.Encrypted {
		t.Errorf("a disk under the service key shows %+v, want key-service and encrypted", service)
	}
}

func TestDescribeDisksRefusals(t *testing.T) {
	c := serveProducts(t, World{Regions: []string{"cn-hangzhou"}})
	rows := []struct {
		status int
		code   string
		params []string
	}{
		{http.StatusBadRequest, "DryRunOperation", []string{"DryRun=true"}},
		{http.StatusBadRequest, "InvalidParameter", []string{"DiskType=tape"}},
		{http.StatusBadRequest, "InvalidParameter", []string{"DiskIds=d-1"}},
		{http.StatusBadRequest, "InvalidParameter", []string{"MaxResults=many"}},
		{http.StatusBadRequest, "InvalidParameter", []string{"NextToken=guess"}},
		{http.StatusBadRequest, "InvalidParameter", []string{"PageSize=101"}},
		{http.StatusBadRequest, "InvalidParameter", []string{"Portable=true"}},
		{http.StatusNotFound, "InvalidRegionId.NotFound", []string{"RegionId=cn-beijing"}},
	}
	for _, row := range rows {
		c.refused(row.status, row.code, ecsVersion, "DescribeDisks", row.params...)
	}
	c.refused(http.StatusBadRequest, "MissingParameter", ecsVersion, "DescribeDisks", "RegionId=")
}

func TestDescribeDisksClampsMaxResults(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{ECSDisks: []ECSDisk{{ID: "d", Region: "cn-hangzhou", Count: 1200}}}})
	for asked, want := range map[string]int{"": 10, "1": 10, "10": 10, "499": 499, "500": 500, "501": 500, "9999": 500} {
		params := []string{"MaxResults=" + asked}
		if asked == "" {
			params = nil
		}
		got := read[ecsDisks](c, ecsVersion, "DescribeDisks", params...)
		if len(got.Disks.Disk) != want || got.TotalCount != 1200 || got.NextToken == "" {
			t.Errorf("MaxResults=%q: %d rows of %d, token %q; want %d of 1200 and a token", asked, len(got.Disks.Disk), got.TotalCount, got.NextToken, want)
		}
	}
	if got := read[ecsDisks](c, ecsVersion, "DescribeDisks", "PageSize=100", "PageNumber=12"); len(got.Disks.Disk) != 100 || got.NextToken != "" {
		t.Errorf("page 12: %d rows and token %q, want 100 and none", len(got.Disks.Disk), got.NextToken)
	}
}

func TestPagesReachTheEndOfAHundredThousandDisks(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{
		ECSDisks: []ECSDisk{{ID: "d", Region: "cn-hangzhou", Key: testKey, Count: 99_999}, {ID: "d-last", Region: "cn-hangzhou"}},
	}})
	for page, want := range map[string][2]string{
		"1": {"d-000001", "d-000100"}, "500": {"d-049901", "d-050000"}, "1000": {"d-099901", "d-last"},
	} {
		got := read[ecsDisks](c, ecsVersion, "DescribeDisks", "PageSize=100", "PageNumber="+page).ids()
		if len(got) != 100 || got[0] != want[0] || got[99] != want[1] {
			t.Errorf("page %s has %d disks from %s on, want 100 from %s to %s", page, len(got), got[0], want[0], want[1])
		}
	}
	if got := read[ecsDisks](c, ecsVersion, "DescribeDisks", "PageSize=100", "PageNumber=1001"); len(got.ids()) != 0 || got.TotalCount != 100_000 {
		t.Errorf("the page after the last has %d disks of %d", len(got.ids()), got.TotalCount)
	}
}

func TestTokensLeadThroughTheWholeList(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{
		ECSDisks: []ECSDisk{{ID: "d", Region: "cn-hangzhou", Count: 2100}, {ID: "d-last", Region: "cn-hangzhou"}},
	}})
	seen, calls := map[string]bool{}, 0
	for params := []string{"MaxResults=500"}; ; calls++ {
		got := read[ecsDisks](c, ecsVersion, "DescribeDisks", params...)
		for _, id := range got.ids() {
			seen[id] = true
		}
		if got.NextToken == "" {
			break
		}
		params = []string{"MaxResults=500", "NextToken=" + got.NextToken}
	}
	if len(seen) != 2101 || calls != 4 {
		t.Errorf("%d disks and %d further pages, want 2101 and 4", len(seen), calls)
	}
}

func TestATokenIsGoodForItsOwnQueryOnly(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{ECSDisks: []ECSDisk{{ID: "d", Region: "cn-hangzhou", Count: 50}}}})
	token := read[ecsDisks](c, ecsVersion, "DescribeDisks").NextToken
	c.refused(http.StatusBadRequest, "InvalidParameter", ecsVersion, "DescribeDisks", "DiskType=data", "NextToken="+token)
	if got := read[ecsDisks](c, ecsVersion, "DescribeDisks", "MaxResults=20", "NextToken="+token).ids(); got[0] != "d-000011" {
		t.Errorf("the next page begins with %s, want d-000011", got[0])
	}
}

func TestDescribeSnapshotsLimits(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{ECSSnapshots: []ECSSnapshot{
		{ID: "s", Region: "cn-hangzhou", Disk: "d-1", Key: testKey, Count: 130}, {ID: "s-img", Region: "cn-hangzhou", Usage: "image"},
	}}})
	type list struct {
		NextToken  string
		TotalCount int
		Snapshots  struct {
			Snapshot []struct {
				SnapshotID   string `json:"SnapshotId"`
				SourceDiskID string `json:"SourceDiskId"`
				KMSKeyID     string `json:"KMSKeyId"`
				Encrypted    bool
			}
		}
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", ecsVersion, "DescribeSnapshots", "MaxResults=101")
	first := read[list](c, ecsVersion, "DescribeSnapshots", "MaxResults=100", "Encrypted=true")
	if len(first.Snapshots.Snapshot) != 100 || first.TotalCount != 130 {
		t.Fatalf("%d snapshots of %d, want 100 of 130", len(first.Snapshots.Snapshot), first.TotalCount)
	}
	if s := first.Snapshots.Snapshot[0]; s.SnapshotID != "s-000001" || s.SourceDiskID != "d-1" || s.KMSKeyID != testKey || !s.Encrypted {
		t.Errorf("the first snapshot is %+v", s)
	}
	rest := read[list](c, ecsVersion, "DescribeSnapshots", "MaxResults=100", "Encrypted=true", "NextToken="+first.NextToken)
	if len(rest.Snapshots.Snapshot) != 30 || rest.NextToken != "" {
		t.Errorf("the second page has %d snapshots and token %q, want 30 and none", len(rest.Snapshots.Snapshot), rest.NextToken)
	}
	if got := read[list](c, ecsVersion, "DescribeSnapshots", "Usage=image").TotalCount; got != 1 {
		t.Errorf("%d snapshots are used by images, want 1", got)
	}
}

func TestDescribeImagesJoinsThroughSnapshots(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{
		ECSSnapshots: []ECSSnapshot{{ID: "s-1", Region: "cn-hangzhou", Key: testKey}},
		ECSImages:    []ECSImage{{ID: "m-1", Region: "cn-hangzhou", Snapshots: []string{"s-1"}}, {ID: "m-2", Region: "cn-hangzhou", Status: "Creating"}},
	}})
	type list struct {
		TotalCount int
		Images     struct {
			Image []struct {
				ImageID            string `json:"ImageId"`
				DiskDeviceMappings struct {
					DiskDeviceMapping []struct {
						SnapshotID string `json:"SnapshotId"`
						Encrypted  bool
					}
				}
			}
		}
	}
	got := read[list](c, ecsVersion, "DescribeImages", "ImageOwnerAlias=self", "PageSize=100")
	if got.TotalCount != 1 {
		t.Fatalf("%d images are listed, want the available one", got.TotalCount)
	}
	m := got.Images.Image[0].DiskDeviceMappings.DiskDeviceMapping[0]
	if m.SnapshotID != "s-1" || !m.Encrypted {
		t.Errorf("the image's device is %+v, want s-1, encrypted", m)
	}
	if n := read[list](c, ecsVersion, "DescribeImages", "ImageOwnerAlias=system").TotalCount; n != 0 {
		t.Errorf("%d system images, want none", n)
	}
	if n := read[list](c, ecsVersion, "DescribeImages", "SnapshotId=s-1").TotalCount; n != 1 {
		t.Errorf("%d images of s-1, want 1", n)
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", ecsVersion, "DescribeImages", "MaxResults=10")
}

func TestInstancesThatOnlyADiskNamesExist(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{
		ECSInstances: []ECSInstance{{ID: "i-1", Region: "cn-hangzhou", Status: "Stopped"}},
		ECSDisks: []ECSDisk{
			{ID: "d-1", Region: "cn-hangzhou", Instance: "i-1"}, {ID: "d-2", Region: "cn-hangzhou", Instance: "i-2"},
			{ID: "d-3", Region: "cn-hangzhou", Instance: "i-2"},
		},
	}})
	type list struct {
		Instances struct {
			Instance []struct {
				InstanceID string `json:"InstanceId"`
				Status     string
			}
		}
	}
	got := map[string]string{}
	for _, i := range read[list](c, ecsVersion, "DescribeInstances", "MaxResults=100").Instances.Instance {
		got[i.InstanceID] = i.Status
	}
	if diff := cmp.Diff(map[string]string{"i-1": "Stopped", "i-2": "Running"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", ecsVersion, "DescribeInstances", "MaxResults=101")
}

func TestKeysThatFutureDisksWillUse(t *testing.T) {
	c := serveProducts(t, World{
		Regions: []string{"cn-beijing", "cn-hangzhou"},
		Keys:    []Key{{ID: "key-service", Region: "cn-beijing", Creator: "ECS", Aliases: []string{"alias/acs/ecs"}}},
		Resources: Resources{
			ECSDefaultKeys:      []ECSDefaultKey{{Region: "cn-hangzhou", Key: testKey, Encrypted: true}},
			ECSSnapshotPolicies: []ECSSnapshotPolicy{{ID: "sp-1", Region: "cn-hangzhou", Key: testKey, Target: "cn-beijing"}},
		},
	})
	type key struct {
		KMSKeyID string `json:"KMSKeyId"`
	}
	for region, want := range map[string]string{"cn-hangzhou": testKey, "cn-beijing": "key-service"} {
		if got := read[key](c, ecsVersion, "DescribeDiskDefaultKMSKeyId", "RegionId="+region).KMSKeyID; got != want {
			t.Errorf("the default key of %s is %q, want %q", region, got, want)
		}
	}
	if !read[struct{ Encrypted bool }](c, ecsVersion, "DescribeDiskEncryptionByDefaultStatus").Encrypted {
		t.Error("encryption by default is off, want on")
	}
	got := read[struct {
		AutoSnapshotPolicies struct {
			AutoSnapshotPolicy []struct {
				CopyEncryptionConfiguration struct {
					Encrypted bool
					KMSKeyID  string `json:"KMSKeyId"`
				}
			}
		}
	}](c, ecsVersion, "DescribeAutoSnapshotPolicyEx").AutoSnapshotPolicies.AutoSnapshotPolicy
	if len(got) != 1 || got[0].CopyEncryptionConfiguration.KMSKeyID != testKey || !got[0].CopyEncryptionConfiguration.Encrypted {
		t.Errorf("snapshot policies are %+v, want one whose copies are under the key", got)
	}
}

func TestECSListFaults(t *testing.T) {
	rows := []struct {
		kind       FaultKind
		wantRows   int
		wantTotal  int
		wantsToken string
	}{
		{FaultWrongTotal, 10, 26, "next"},
		{FaultEmptyPage, 0, 25, "next"},
		{FaultDropRow, 9, 25, "next"},
		{FaultRepeatToken, 10, 25, "same"},
	}
	for _, row := range rows {
		t.Run(string(row.kind), func(t *testing.T) {
			c := serveProducts(t, World{Resources: Resources{ECSDisks: []ECSDisk{{ID: "d", Region: "cn-hangzhou", Count: 25}}}})
			token := read[ecsDisks](c, ecsVersion, "DescribeDisks").NextToken
			c.fault(Fault{API: "ecs.DescribeDisks", Kind: row.kind})
			got := read[ecsDisks](c, ecsVersion, "DescribeDisks", "NextToken="+token)
			same := "next"
			if got.NextToken == token {
				same = "same"
			}
			want := fmt.Sprint(row.wantRows, row.wantTotal, row.wantsToken)
			if have := fmt.Sprint(len(got.Disks.Disk), got.TotalCount, same); have != want {
				t.Errorf("rows, total, token are %s, want %s", have, want)
			}
		})
	}
}
