package aliyunsim

import "net/http"

// slsProductCode is SLS's name in faults and quotas; RAM names its actions log.
const slsProductCode = "sls"

// The parameters that the front puts into calls on a project or a logstore.
const (
	slsProjectParameter  = "project"
	slsLogstoreParameter = "logstore"
)

// slsAPI is the catalogue of SLS.
func slsAPI() product {
	project, page := []string{slsProjectParameter}, []string{"offset", "size"}
	return product{
		code: slsProductCode, service: "Sls", denied: "Unauthorized",
		actions: []action{
			{name: "ListProject", optional: page, permission: "log:ListProject", resource: slsResource, handle: slsListProject},
			{
				name: "ListLogStores", required: project, optional: page,
				permission: "log:ListLogStores", resource: slsResource, handle: slsListLogStores,
			},
			{
				name: "GetLogStore", required: append(project, slsLogstoreParameter),
				permission: "log:GetLogStore", resource: slsResource, handle: slsGetLogStore,
			},
		},
	}
}

// slsResource is the ARN that RAM is asked for: the account's projects, the
// logstores of one, or a logstore.
func slsResource(s *Sim, c *call) string {
	arn := "acs:log:" + c.region + ":" + s.account + ":project/"
	if project := c.str(slsProjectParameter); project != "" {
		return arn + project + "/logstore/" + firstOf(c.str(slsLogstoreParameter), "*")
	}
	return arn + "*"
}

// slsLargestPage is the most rows a page, and the usual ones. SLS: 500.
const slsLargestPage = 500

// slsPage reads the page of a call.
func slsPage(c *call) (offset, size int, err *apiError) {
	if offset, err = c.integer("offset", 0, 0, maxCount); err != nil {
		return 0, 0, err
	}
	size, err = c.integer("size", slsLargestPage, 0, slsLargestPage)
	return offset, size, err
}

// slsProjectRegion is the region of a project, empty when there is none. The
// names of projects are unique over all regions.
func (t *tables) slsProjectRegion(project string) string {
	for _, span := range t.slsLogstores.spans {
		if span.base.Project == project {
			return span.base.Region
		}
	}
	return ""
}

// slsListProject serves ListProject: the projects of a region, in the order of
// the world.
func slsListProject(s *Sim, c *call) (any, *apiError) {
	offset, size, err := slsPage(c)
	if err != nil {
		return nil, err
	}
	all := s.tables.slsLogstores.distinct(inRegion[SLSLogstore](c.region), func(l SLSLogstore) string { return l.Project })
	rows := objects(cut(all, offset, size), func(project string) object {
		return object{
			"projectName": project, "region": c.region, "status": "Normal", "description": "", "owner": s.account,
			"createTime": "2025-01-01 00:00:00", "lastModifyTime": "2025-01-01 00:00:00",
		}
	})
	return object{"count": len(rows), "total": len(all), "projects": rows}, nil
}

// slsListLogStores serves ListLogStores, which tells names alone.
func slsListLogStores(s *Sim, c *call) (any, *apiError) {
	offset, size, err := slsPage(c)
	if err != nil {
		return nil, err
	}
	project, err := s.slsProject(c)
	if err != nil {
		return nil, err
	}
	rows, total := s.tables.slsLogstores.page(func(l SLSLogstore) bool { return l.Project == project }, offset, size)
	names := objects(rows, func(l SLSLogstore) string { return l.Name })
	return object{"count": len(names), "total": total, "logstores": names}, nil
}

// slsProject is the project of a call. At another region's address it does not
// exist.
func (s *Sim) slsProject(c *call) (string, *apiError) {
	project := c.str(slsProjectParameter)
	if s.tables.slsProjectRegion(project) != c.region {
		return "", refuse(http.StatusNotFound, "ProjectNotExist", "The Project does not exist : %s", project)
	}
	return project, nil
}

// slsGetLogStore serves GetLogStore, the only answer that names a key.
func slsGetLogStore(s *Sim, c *call) (any, *apiError) {
	project, err := s.slsProject(c)
	if err != nil {
		return nil, err
	}
	l, ok := s.tables.slsLogstores.get(project + "/" + c.str(slsLogstoreParameter))
	if !ok {
		return nil, refuse(http.StatusNotFound, "LogStoreNotExist", "logstore %s does not exist", c.str(slsLogstoreParameter))
	}
	return object{
		"logstoreName": l.Name, "ttl": 30, "shardCount": 2, "autoSplit": true, "maxSplitShard": 64, "enable_tracking": false,
		"appendMeta": false, "telemetryType": "None", "mode": "standard", "hot_ttl": 0, "encrypt_conf": s.slsEncryption(l),
		"createTime": made(l.CreatedAt).Unix(), "lastModifyTime": made(l.CreatedAt).Unix(),
	}, nil
}

// slsEncryption is encrypt_conf. Encryption by the key that SLS manages names no
// key; the user's own key may lie in another region.
func (s *Sim) slsEncryption(l SLSLogstore) object {
	cmk := object{}
	if l.Key != "" {
		cmk = object{
			"cmk_key_id": l.Key, "arn": "acs:ram::" + s.account + ":role/aliyunlogdefaultrole", "region_id": firstOf(l.KeyRegion, l.Region),
		}
	}
	return object{"enable": l.Encrypted || l.Key != "", "encrypt_type": "default", "user_cmk_info": cmk}
}
