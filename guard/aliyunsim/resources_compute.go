package aliyunsim

// ScalingConfiguration is what Auto Scaling makes new virtual machines of: they
// cannot start without its keys.
type ScalingConfiguration struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Group     string            `yaml:"group"`      // scaling group
	Key       string            `yaml:"key"`        // key of the system disk
	Encrypted bool              `yaml:"encrypted"`  // of the system disk; default true when key is set
	DataDisks []ScalingDisk     `yaml:"data_disks"` // in order
	Status    string            `yaml:"status"`     // Active (default) or Inactive
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// ScalingDisk is a data disk that a new virtual machine gets.
type ScalingDisk struct {
	Key       string `yaml:"key"`
	Encrypted bool   `yaml:"encrypted"` // default true when key is set
	Size      int    `yaml:"size"`      // GiB; default 40
}

// Desktop is a cloud desktop of Elastic Desktop Service.
type Desktop struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Key       string            `yaml:"key"`       // key of its volumes
	Encrypted bool              `yaml:"encrypted"` // default true when key is set
	Users     []string          `yaml:"users"`
	Status    string            `yaml:"status"` // default Running
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

func (r ScalingConfiguration) row() rowKey { return rowKey{r.ID, r.Region, r.Count} }
func (r Desktop) row() rowKey              { return rowKey{r.ID, r.Region, r.Count} }

func (r ScalingConfiguration) check() error {
	return oneOf(r.ID, "status", r.Status, "Active", "Inactive")
}

func (r ScalingConfiguration) named(name string) ScalingConfiguration { r.ID = name; return r }
func (r Desktop) named(name string) Desktop                           { r.ID = name; return r }
