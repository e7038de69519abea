package aliyunsim

// NASFileSystem is a file system of NAS.
type NASFileSystem struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Kind      string            `yaml:"kind"` // standard (default), extreme or cpfs
	Key       string            `yaml:"key"`
	Encrypted bool              `yaml:"encrypted"` // without a key: by the key that NAS manages
	Status    string            `yaml:"status"`    // default Running
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

func (r NASFileSystem) row() rowKey                     { return rowKey{r.ID, r.Region, r.Count} }
func (r NASFileSystem) named(name string) NASFileSystem { r.ID = name; return r }

func (r NASFileSystem) check() error {
	return oneOf(r.ID, "kind", r.Kind, nasKinds...)
}
