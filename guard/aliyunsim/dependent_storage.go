package aliyunsim

func nasDependents(r NASFileSystem) []Dependent {
	return []Dependent{{Name: r.Name, Key: r.Key, Detail: r.kind() + " file system"}}
}

func slsDependents(l SLSLogstore) []Dependent {
	return []Dependent{{Key: l.Key, Detail: "logstore of project " + l.Project}}
}
