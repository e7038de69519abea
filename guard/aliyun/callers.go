package aliyun

import (
	"cmp"
	"slices"
	"strings"

	"kmsguard/guard"
)

// callers sums up the uses of a key, newest first, by who made them: the latest
// caller first. at is the region of the trail, for events that name none.
func callers(uses []event, at string) []guard.Caller {
	type who struct{ by, service, region string }
	var all []guard.Caller
	places := map[who]int{}
	for _, e := range uses {
		w := who{e.by(), e.service(), cmp.Or(e.Region, at)}
		i, known := places[w]
		if !known {
			i = len(all)
			places[w] = i
			all = append(all, guard.Caller{By: w.by, Service: w.service, Region: w.region, Last: e.Time})
		}
		c := &all[i]
		c.Count++
		if e.Code != "" {
			c.Refused++
		}
		if at, has := slices.BinarySearch(c.Events, e.Name); !has {
			c.Events = slices.Insert(c.Events, at, e.Name)
		}
	}
	return all
}

// serviceRoles are the beginnings of names of the roles that the cloud's own
// services assume, and which service it is.
var serviceRoles = []struct{ role, service string }{
	{"AliyunECS", "ecs"}, {"AliyunRDS", "rds"}, {"AliyunOSS", "oss"}, {"AliyunNAS", "nas"}, {"AliyunPolarDB", "polardb"},
	{"AliyunMongoDB", "mongodb"}, {"AliyunKvstore", "redis"}, {"AliyunLog", "sls"}, {"AliyunActionTrail", "actiontrail"},
}

// service is the cloud service that made a call for somebody, as the role shows
// that it assumed; an event has no field for it. Empty: the caller itself.
func (e event) service() string {
	name := cmp.Or(e.Identity.UserName, e.Identity.PrincipalID)
	if e.Identity.Type != "assumed-role" || !strings.HasPrefix(name, "Aliyun") {
		return ""
	}
	for _, r := range serviceRoles {
		if strings.HasPrefix(name, r.role) {
			return r.service
		}
	}
	role, _, _ := strings.Cut(name, ":")
	return role
}
