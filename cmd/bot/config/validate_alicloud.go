package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// alicloud checks what is needed to read an account.
func (k *checker) alicloud() {
	a := k.config.Alicloud
	if k.require("alicloud.account", a.Account) {
		k.matches("alicloud.account", a.Account, accountID, "is no account ID (10 to 20 digits)")
	}
	if k.require("alicloud.default_region", a.DefaultRegion) {
		k.matches("alicloud.default_region", a.DefaultRegion, regionID, "is no region ID")
	}
	k.secret("alicloud.credentials.access_key_id", a.Credentials.AccessKeyID, "")
	k.secret("alicloud.credentials.access_key_secret", a.Credentials.AccessKeySecret, "")
	if a.Credentials.SecurityToken.Given() {
		k.secret("alicloud.credentials.security_token", a.Credentials.SecurityToken, "")
	}
	k.regions()
	k.roles()
	k.accounts()
	k.endpoints()
	k.audit()
	k.between("alicloud.timeouts.call", a.Timeouts.Call, callShortest, callLongest)
}

func (k *checker) regions() {
	a := k.config.Alicloud
	for i, r := range a.Regions {
		k.matches("alicloud.regions", r, regionID, "is no region ID")
		if slices.Contains(a.Regions[:i], r) {
			k.wrong("alicloud.regions", r+" is named twice")
		}
	}
	for i, r := range a.ExcludedRegions {
		k.matches("alicloud.excluded_regions", r, regionID, "is no region ID")
		if slices.Contains(a.ExcludedRegions[:i], r) {
			k.wrong("alicloud.excluded_regions", r+" is named twice")
		}
		if slices.Contains(a.Regions, r) {
			k.wrong("alicloud.excluded_regions", r+" is also among alicloud.regions")
		}
	}
	if slices.Contains(a.ExcludedRegions, a.DefaultRegion) {
		k.wrong("alicloud.excluded_regions", a.DefaultRegion+" is the default region")
	}
	if len(a.Regions) > 0 && !slices.Contains(a.Regions, a.DefaultRegion) {
		k.wrong("alicloud.regions", "the default region "+a.DefaultRegion+" is not among them")
	}
}

func (k *checker) roles() {
	r := k.config.Alicloud.Roles
	k.matches("alicloud.roles.destroy", r.Destroy, roleName, "is no role name")
	k.matches("alicloud.roles.rescue", r.Rescue, roleName, "is no role name")
	if r.Destroy == r.Rescue {
		k.wrong("alicloud.roles.rescue", "is the role of destructive changes too; a rescue has one of its own")
	}
}

// accounts checks the other accounts that an audit looks into.
func (k *checker) accounts() {
	a := k.config.Alicloud
	for _, id := range slices.Sorted(maps.Keys(a.Accounts)) {
		path := "alicloud.accounts." + id
		k.matches(path, id, accountID, "is no account ID (10 to 20 digits)")
		if k.require(path, a.Accounts[id]) {
			k.matches(path, a.Accounts[id], roleName, "is no role name")
		}
		if id == a.Account {
			k.wrong(path, "is the guarded account itself, which is read with alicloud.credentials")
		}
	}
	if a.DirectoryRole != "" {
		k.matches("alicloud.directory_role", a.DirectoryRole, roleName, "is no role name")
	}
}

func (k *checker) endpoints() {
	a := k.config.Alicloud
	for _, product := range slices.Sorted(maps.Keys(a.Endpoints)) {
		path := "alicloud.endpoints." + product
		if !slices.Contains(products, product) {
			k.wrong(path, "there is no such product; "+among(product, products))
			continue
		}
		err := checkURL(a.Endpoints[product], a.Insecure)
		if err == nil {
			err = checkBare(a.Endpoints[product])
		}
		k.note(path, err)
	}
}

func (k *checker) audit() {
	a := k.config.Alicloud.Audit
	if a.Share <= 0 || a.Share > 1 {
		k.wrong("alicloud.audit.share", fmt.Sprintf("%g is not above 0 and at most 1", a.Share))
	}
	if a.Concurrency < 1 || a.Concurrency > maxConcurrency {
		k.wrong("alicloud.audit.concurrency", fmt.Sprintf("%d is not between 1 and %d", a.Concurrency, maxConcurrency))
	}
	for _, api := range slices.Sorted(maps.Keys(a.Budgets)) {
		path := "alicloud.audit.budgets." + api
		product, _, _ := strings.Cut(api, ".")
		switch {
		case !apiName.MatchString(api):
			k.wrong(path, "is no API name (product.Action, as ecs.DescribeDisks)")
		case !slices.Contains(products, product):
			k.wrong(path, "there is no such product; "+among(product, products))
		case a.Budgets[api].Calls == 0:
			k.wrong(path, "has no rate")
		}
	}
}
