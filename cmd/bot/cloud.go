package main

import (
	"maps"
	"slices"
	"time"

	"kmsguard/cmd/bot/config"
	"kmsguard/guard/aliyun"
)

// newCloud makes the client of the guarded account from the configuration.
func newCloud(conf config.Config, now func() time.Time, journal aliyun.Journal) (*aliyun.Client, error) {
	c := conf.Alicloud
	perSecond := map[string]float64{}
	for api, r := range c.Audit.Budgets {
		perSecond[api] = r.PerSecond()
	}
	var accounts []aliyun.Account
	for _, id := range slices.Sorted(maps.Keys(c.Accounts)) {
		accounts = append(accounts, aliyun.Account{ID: id, Role: c.Accounts[id]})
	}
	return aliyun.New(aliyun.Options{
		Account: c.Account, DefaultRegion: c.DefaultRegion, Regions: c.Regions, ExcludedRegions: c.ExcludedRegions,
		Credentials: aliyun.Static(aliyun.Credentials{
			AccessKeyID: c.Credentials.AccessKeyID.Reveal(), Secret: c.Credentials.AccessKeySecret.Reveal(), Token: c.Credentials.SecurityToken.Reveal(),
		}),
		Roles:       aliyun.Roles{Destroy: aliyun.RoleOptions{Name: c.Roles.Destroy}, Rescue: aliyun.RoleOptions{Name: c.Roles.Rescue}},
		QuotaCenter: c.Audit.QuotaCenter, LeftOut: c.Audit.LeaveOut, Journal: journal, Accounts: accounts, Directory: c.DirectoryRole,
		Endpoints: c.Endpoints, Insecure: c.Insecure, Timeout: time.Duration(c.Timeouts.Call), Now: now, Real: time.Now,
		Budget: aliyun.Budget{Share: c.Audit.Share, Concurrency: c.Audit.Concurrency, PerSecond: perSecond, Minute: minute(conf)},
	})
}

// minute is how long ECS closes an API that was called too often. A sandbox, in
// which days pass in a second, has shorter ones.
func minute(c config.Config) time.Duration {
	if c.SandboxClock != "" {
		return time.Second
	}
	return time.Minute
}
