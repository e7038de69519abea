package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const ecdVersion = "2020-09-30"

type desktopList struct {
	NextToken  string
	TotalCount int
	Desktops   []desktopEntry
}

type desktopEntry struct {
	DesktopID               string `json:"DesktopId"`
	DesktopStatus           string
	VolumeEncryptionEnabled bool
	VolumeEncryptionKey     string
}

func TestDesktopsNameTheKey(t *testing.T) {
	c := serveProducts(t, World{
		Keys: []Key{{ID: "key-service", Region: "cn-hangzhou", Creator: "ECD", Aliases: []string{"alias/acs/ecd"}}},
		Resources: Resources{Desktops: []Desktop{
			{ID: "ecd-own", Region: "cn-hangzhou", Key: testKey, Users: []string{"ada"}, Status: "Stopped"},
			{ID: "ecd-service", Region: "cn-hangzhou", Encrypted: true},
			{ID: "ecd-plain", Region: "cn-hangzhou"},
			{ID: "ecd-else", Region: "cn-beijing", Key: testKey},
		}},
	})
	want := []desktopEntry{{"ecd-own", "Stopped", true, testKey}, {"ecd-service", "Running", true, "key-service"}, {"ecd-plain", "Running", false, ""}}
	got := read[desktopList](c, ecdVersion, "DescribeDesktops")
	if diff := cmp.Diff(want, got.Desktops); diff != "" || got.TotalCount != 3 {
		t.Errorf("%d in all (-want +got):\n%s", got.TotalCount, diff)
	}
	for param, want := range map[string]int{"DesktopStatus=Stopped": 1, "DesktopId.1=ecd-plain": 1, "DesktopId.1=ecd-else": 0, "DesktopName=none": 0} {
		if got := read[desktopList](c, ecdVersion, "DescribeDesktops", param); len(got.Desktops) != want || got.TotalCount != want {
			t.Errorf("%s: %d desktops of %d, want %d", param, len(got.Desktops), got.TotalCount, want)
		}
	}
	regions := read[struct {
		Regions []struct {
			RegionID string `json:"RegionId"`
		}
	}](c, ecdVersion, "DescribeRegions").Regions
	if len(regions) != 2 {
		t.Errorf("regions are %+v, want two", regions)
	}
}

func TestDesktopsGoOnByToken(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{Desktops: []Desktop{{ID: "ecd", Region: "cn-hangzhou", Count: 230}}}})
	if n := len(read[desktopList](c, ecdVersion, "DescribeDesktops").Desktops); n != 10 {
		t.Errorf("%d desktops by default, want 10", n)
	}
	var pages []int
	for token := ""; len(pages) == 0 || token != ""; {
		got := read[desktopList](c, ecdVersion, "DescribeDesktops", "MaxResults=100", "NextToken="+token)
		pages, token = append(pages, len(got.Desktops)), got.NextToken
	}
	if diff := cmp.Diff([]int{100, 100, 30}, pages); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	for _, param := range []string{"MaxResults=101", "MaxResults=0", "NextToken=guess", "PageSize=10"} {
		c.refused(http.StatusBadRequest, "InvalidParameter", ecdVersion, "DescribeDesktops", param)
	}
}
