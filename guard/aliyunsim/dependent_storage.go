package aliyunsim

func nasDependents(r NASFileSystem) []Dependent {
	return []Dependent{{Name: r.Name, Key: r.Key, Detail: r.kind() + " file system"}}
}
