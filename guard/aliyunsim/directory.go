package aliyunsim

import (
	"net/http"
	"slices"
	"strings"
)

// directory is the Resource Directory: the tree that a company's accounts hang in.
type directory struct {
	used    bool
	members []Member // in the order of the world, without what they hold
}

// memberStatuses are what the directory reports of a member.
var memberStatuses = []string{
	"CreateSuccess", "CreateVerifying", "CreateFailed", "CreateExpired", "CreateCancelled", "InviteSuccess",
	"PromoteSuccess", "PromoteVerifying", "PromoteFailed", "PromoteExpired", "PromoteCancelled", "Removed",
}

// activeStatus is how a world says that nothing is the matter with a member.
const activeStatus = "Active"

func (m Member) check() error {
	return oneOf("account "+m.Account, "status", m.Status, append([]string{activeStatus}, memberStatuses...)...)
}

func (m Member) status() string {
	if m.Status == "" || m.Status == activeStatus {
		return "CreateSuccess"
	}
	return m.Status
}

// enrol puts an account into the directory.
func (d *directory) enrol(m Member) {
	m.Principals, m.Keys, m.Resources = nil, nil, Resources{}
	d.members = append(d.members, m)
}

// directoryAPI is the catalogue of ResourceManager 2020-03-31, as far as it is
// about the directory.
func directoryAPI() product {
	return product{
		code: "resourcemanager", service: "ResourceManager", version: "2020-03-31", central: true,
		actions: []action{
			{name: "GetResourceDirectory", handle: getResourceDirectory},
			{name: "ListAccounts", optional: []string{"PageNumber", "PageSize", "IncludeTags"}, handle: listAccounts},
		},
	}
}

// directoryNotInUse is ResourceManager's answer where no directory is.
func directoryNotInUse() *apiError {
	return refuse(http.StatusNotFound, "ResourceDirectoryNotInUse",
		"The specified account is not an Alibaba Cloud account or a member account of the resource directory.")
}

// directoryID and rootFolder name the directory and the top of its tree by the
// account that manages it.
func (s *Sim) directoryID() string { return "rd-" + s.home.account[:min(6, len(s.home.account))] }
func (s *Sim) rootFolder() string  { return "r-" + s.home.account[:min(6, len(s.home.account))] }

// getResourceDirectory serves GetResourceDirectory, to members as to the
// account that manages the directory.
func getResourceDirectory(s *Sim, _ *call) (any, *apiError) {
	if !s.directory.used {
		return nil, directoryNotInUse()
	}
	return object{"ResourceDirectory": object{
		"ResourceDirectoryId": s.directoryID(), "MasterAccountId": s.home.account, "MasterAccountName": "home-" + s.home.account,
		"RootFolderId": s.rootFolder(), "CreateTime": policyDate, "ControlPolicyStatus": onOff(false), "MemberDeletionStatus": onOff(false),
	}}, nil
}

// listAccounts serves ListAccounts: the members, without the account that
// manages them. ResourceManager: PageSize 1 to 100, 10 by default. Members may
// not ask.
func listAccounts(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	if _, err := c.boolean("IncludeTags"); err != nil {
		return nil, err
	}
	switch {
	case !s.directory.used:
		return nil, directoryNotInUse()
	case s != s.home:
		return nil, refuse(http.StatusForbidden, "NoPermission", "Only the management account of the resource directory may list its members.")
	}
	rows := objects(cut(s.directory.members, (number-1)*size, size), s.memberRow)
	return object{
		"Accounts": object{"Account": rows}, "TotalCount": len(s.directory.members), "PageNumber": number, "PageSize": size,
	}, nil
}

// memberRow is a member as ListAccounts shows it.
func (s *Sim) memberRow(m Member) object {
	folder := firstOf(m.Folder, s.rootFolder())
	path := slices.Compact([]string{s.directoryID(), s.rootFolder(), folder, m.Account})
	return object{
		"AccountId": m.Account, "DisplayName": firstOf(m.Name, "member-"+m.Account), "Status": m.status(), "Type": "ResourceAccount",
		"FolderId": folder, "ResourceDirectoryId": s.directoryID(), "ResourceDirectoryPath": strings.Join(path, "/"),
		"JoinMethod": "created", "JoinTime": policyDate, "ModifyTime": policyDate,
	}
}
