package aliyunsim

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const resourceManagerVersion = "2020-03-31"

type memberPage struct {
	TotalCount, PageNumber, PageSize int

	Accounts struct {
		Account []struct{ AccountID, DisplayName, Status, Type, FolderID string }
	}
}

func TestListAccountsPages(t *testing.T) {
	w := World{Directory: true}
	for n := range 23 {
		w.Members = append(w.Members, Member{Account: fmt.Sprintf("2%015d", n)})
	}
	w.Members[22].Status, w.Members[22].Name, w.Members[22].Folder = "InviteSuccess", "shop", "fd-sales"
	c := serveProducts(t, w)
	for _, tt := range []struct {
		params []string
		want   int
	}{
		{nil, 10}, {[]string{"PageNumber=3"}, 3}, {[]string{"PageSize=100"}, 23}, {[]string{"PageSize=1", "PageNumber=24"}, 0},
	} {
		if got := read[memberPage](c, resourceManagerVersion, "ListAccounts", tt.params...); len(got.Accounts.Account) != tt.want || got.TotalCount != 23 {
			t.Errorf("%v: %d members of %d, want %d of 23", tt.params, len(got.Accounts.Account), got.TotalCount, tt.want)
		}
	}
	last := c.call(admin, resourceManagerVersion, "ListAccounts", "PageNumber", "3").rows("Accounts", "Account")
	first := c.call(admin, resourceManagerVersion, "ListAccounts").rows("Accounts", "Account")[0]
	got := []any{first["Status"], first["FolderId"], last[2]["AccountId"], last[2]["DisplayName"], last[2]["Status"], last[2]["Type"], last[2]["FolderId"]}
	want := []any{"CreateSuccess", "r-123456", "2000000000000022", "shop", "InviteSuccess", "ResourceAccount", "fd-sales"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	for _, wrong := range []string{"PageSize=0", "PageSize=101", "Color=red"} {
		c.refused(http.StatusBadRequest, "InvalidParameter", resourceManagerVersion, "ListAccounts", wrong)
	}
}

func TestDirectoryFaults(t *testing.T) {
	c := serveProducts(t, World{Directory: true, Members: []Member{{Account: shopAccount}, {Account: "3333333333333333"}}})
	for kind, want := range map[FaultKind]memberPage{FaultDropRow: {TotalCount: 2}, FaultWrongTotal: {TotalCount: 3}, FaultEmptyPage: {TotalCount: 2}} {
		c.fault(Fault{API: "resourcemanager.ListAccounts", Kind: kind, Times: 1})
		rows := map[FaultKind]int{FaultDropRow: 1, FaultWrongTotal: 2, FaultEmptyPage: 0}[kind]
		got := read[memberPage](c, resourceManagerVersion, "ListAccounts")
		if len(got.Accounts.Account) != rows || got.TotalCount != want.TotalCount {
			t.Errorf("%s: %d of %d, want %d of %d", kind, len(got.Accounts.Account), got.TotalCount, rows, want.TotalCount)
		}
	}
}

func TestGetResourceDirectory(t *testing.T) {
	c := startCloud(t, "directory: true\n"+shopMember)
	if a := c.call(admin, resourceManagerVersion, "GetResourceDirectory"); a.at("ResourceDirectory", "MasterAccountId") != testAccount {
		t.Errorf("home: %s", a.text)
	}
	session := c.enter()
	if a := c.call(session, resourceManagerVersion, "GetResourceDirectory"); a.at("ResourceDirectory", "MasterAccountId") != testAccount {
		t.Errorf("member: %s", a.text)
	}
	if a := c.call(session, resourceManagerVersion, "ListAccounts"); a.code() != "NoPermission" || a.status != http.StatusForbidden {
		t.Errorf("a member lists members: %s", a.text)
	}
}

func TestWithoutADirectory(t *testing.T) {
	c := startCloud(t, shopMember)
	for _, action := range []string{"GetResourceDirectory", "ListAccounts"} {
		c.refused(http.StatusNotFound, "ResourceDirectoryNotInUse", resourceManagerVersion, action)
	}
}
