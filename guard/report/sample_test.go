package report_test

import (
	"fmt"
	"time"

	"kmsguard/guard"
)

var (
	at  = time.Date(2026, 11, 2, 10, 14, 3, 0, time.UTC)
	key = guard.KeyRef{Account: "1234567890123456", Region: "cn-hangzhou", ID: "key-hzz650a1b2c3d4e5f6g7h"}
)

// sample is an audit with something of everything: listed, empty, unknowable, not applicable, not covered.
func sample() guard.Audit {
	a := guard.Audit{
		Key: guard.KeyFacts{
			Ref: key, ARN: key.ARN(), State: guard.StateEnabled, Spec: "Aliyun_AES_256", Usage: "ENCRYPT/DECRYPT", Origin: "Aliyun_KMS",
			Creator: key.Account, Description: "orders database", Aliases: []string{"alias/orders"}, Created: at.AddDate(-2, 0, 0), ReadAt: at,
		},
		Purpose: guard.Purpose{Plan: guard.Plan{Action: guard.Delete, WindowDays: 7}},
		Started: at.Add(-2900 * time.Millisecond), Finished: at, Calls: 341,
		Dependencies: []guard.Dependency{
			dependency(guard.OSS, "orders-archive", guard.AtRest, "reads fail with 409 at once", "1 bucket's objects are lost", "default encryption"),
			dependency(guard.ECSSnapshot, "s-bp1", guard.AtRest, "cannot be used to create a disk", "is lost", "of disk d-bp1"),
		},
		NotCovered: []guard.Product{
			{Name: "Lindorm", Why: "its API names no key", Open: true},
			{Name: "Elasticsearch", Why: "its API names no key"},
		},
		LastUse: guard.LastUse{
			Known: true, Found: true, Horizon: at.AddDate(0, 0, -90),
			Use: guard.Use{At: at.Add(-80 * time.Hour), Event: "Decrypt", By: "user/etl"},
		},
	}
	for _, c := range guard.Required() {
		a.Coverage = append(a.Coverage, guard.Coverage{Category: c, Account: key.Account, Region: key.Region, Status: guard.StatusComplete, Calls: 3})
	}
	a.Coverage = append(a.Coverage,
		guard.Coverage{Category: guard.OSS, Account: key.Account, Region: key.Region, Status: guard.StatusUnknowable, Reason: "objects with a key of their own in 14 buckets", Population: 14},
		guard.Coverage{Category: guard.ECSDisk, Account: key.Account, Region: "cn-beijing", Status: guard.StatusNotApplicable, Reason: "disks use keys of their own region"},
	)
	a.Sort()
	return a
}

func dependency(c guard.Category, id string, s guard.Severity, disable, deletion, detail string) guard.Dependency {
	return guard.Dependency{
		Category: c, Account: key.Account, Region: key.Region, ID: id, Group: id, Relation: "uses", Severity: s,
		OnDisable: disable, OnDeletion: deletion, Detail: detail, CloudRequestID: "req-" + id,
	}
}

// thorough is an audit with all that can be known: owners, onsets, things to look at, evidence, callers, imported
// material, and what reading it took.
func thorough() guard.Audit {
	a := sample()
	a.Key.Origin, a.Key.MaterialExpires, a.Key.Tags = "EXTERNAL", at.AddDate(0, 0, 12), map[string]string{"team": "orders"}
	a.Purpose.ScanObjects = 10_000
	later := dependency(guard.ECSDisk, "d-bp1", guard.InUse, "the instance runs on and fails at its next start", "the data on it is lost", "data disk of i-bp1")
	later.Onset, later.Owner, later.Relation = guard.Later, "team=orders", "disk"
	now := dependency(guard.RDS, "rm-bp1", guard.InUse, "the instance is locked at once", "the data and every backup of it are lost", "TDE of a MySQL instance, Running")
	now.Onset, now.Owner, now.Name, now.Relation = guard.AtOnce, "team=orders", "orders", "TDE"
	a.Dependencies = append(a.Dependencies, later, now)
	for i := range a.Coverage {
		c := &a.Coverage[i]
		c.Took, c.Throttled = time.Duration(i)*100*time.Millisecond, i%3
		if c.Status == guard.StatusUnknowable {
			c.Evidence = "4,210 objects in 2 buckets looked at, none under the key"
			for n := range 23 {
				c.Items = append(c.Items, fmt.Sprintf("orders-%02d: 1,204 objects", n))
			}
		}
	}
	a.LastUse.Callers = []guard.Caller{
		{By: "role/batch", Region: key.Region, Events: []string{"GenerateDataKey"}, Count: 1, Last: at.Add(-400 * time.Hour)},
		{By: "user/etl", Service: "rds.aliyuncs.com", Region: "cn-beijing", Events: []string{"Decrypt", "GenerateDataKey"}, Count: 12, Refused: 3, Last: at.Add(-80 * time.Hour)},
	}
	a.Sort()
	return a
}

// none is an audit that found nothing and leaves nothing open.
func none() guard.Audit {
	a := sample()
	a.Key.State, a.Dependencies, a.NotCovered = guard.StateDisabled, nil, nil
	a.Coverage = a.Coverage[:0]
	for _, c := range guard.Required() {
		a.Coverage = append(a.Coverage, guard.Coverage{Category: c, Account: key.Account, Region: key.Region, Status: guard.StatusComplete, Calls: 3})
	}
	a.LastUse = guard.LastUse{Known: true, Horizon: at.AddDate(0, 0, -90)}
	return a
}

// incomplete is an audit in which a list could not be read.
func incomplete() guard.Audit {
	a := sample()
	for i, c := range a.Coverage {
		if c.Category == guard.RDS {
			a.Coverage[i].Status, a.Coverage[i].Reason, a.Coverage[i].Code = guard.StatusIncomplete, "no permission", "Forbidden.RAM"
		}
	}
	return a
}

// evil is a text by somebody who means harm.
const evil = "=cmd|' /C calc'!A1\r\n*x* `y` <b> | forged,row\n\u202e\x1b[31m</script><script>alert(1)</script>"

// hostile is an audit of which every text was chosen by somebody who means harm.
func hostile() guard.Audit {
	a := thorough()
	a.Key.Description, a.Key.Aliases = evil, []string{"alias/" + evil}
	for i := range a.Dependencies {
		d := &a.Dependencies[i]
		d.Name, d.Detail, d.OnDisable, d.OnDeletion, d.ID = evil, evil, evil, evil, fmt.Sprintf("%s%d", evil, i)
		d.Owner, d.Group, d.Relation = evil, evil, evil
	}
	for i := range a.Coverage {
		a.Coverage[i].Reason, a.Coverage[i].Evidence, a.Coverage[i].Code = evil, evil, evil
		for n := range a.Coverage[i].Items {
			a.Coverage[i].Items[n] = evil
		}
	}
	a.NotCovered[0].Name, a.NotCovered[0].Why = evil, evil
	a.LastUse.Use.By, a.LastUse.Use.Event = evil, evil
	for i := range a.LastUse.Callers {
		c := &a.LastUse.Callers[i]
		c.By, c.Service, c.Region, c.Events = evil, evil, evil, []string{evil}
	}
	return a
}
