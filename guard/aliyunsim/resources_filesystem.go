package aliyunsim

import "fmt"

// DBFSFileSystem is a file system of Database File Storage.
type DBFSFileSystem struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Key       string            `yaml:"key"`
	Encrypted bool              `yaml:"encrypted"` // default true when key is set
	Instances []string          `yaml:"instances"` // virtual machines that it is attached to
	Status    string            `yaml:"status"`    // default attached with an instance, else unattached
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// EBSDedicatedDisk is a disk in a dedicated block storage cluster.
type EBSDedicatedDisk struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Cluster   string            `yaml:"cluster"`  // cluster that it lies in, which needs no row of its own
	Kind      string            `yaml:"kind"`     // system or data (default)
	Instance  string            `yaml:"instance"` // instance it is attached to; empty: unattached
	Key       string            `yaml:"key"`
	Encrypted bool              `yaml:"encrypted"` // default true when key is set
	Status    string            `yaml:"status"`    // default In_use with an instance, else Available
	Size      int               `yaml:"size"`      // GiB; default 40
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// GatewayShare is a file share of a storage gateway, backed by a bucket.
type GatewayShare struct {
	ID        string `yaml:"id"`
	Name      string `yaml:"name"`
	Region    string `yaml:"region"`
	Gateway   string `yaml:"gateway"` // gateway that serves it, which needs no row of its own
	Bundle    string `yaml:"bundle"`  // storage bundle of the gateway; default sb-REGION
	Bucket    string `yaml:"bucket"`
	Protocol  string `yaml:"protocol"`   // NFS (default) or SMB
	Key       string `yaml:"key"`        // key of what the bucket encrypts
	ClientKey string `yaml:"client_key"` // key of what the gateway encrypts before it uploads
	Encrypted bool   `yaml:"encrypted"`  // the bucket encrypts; default true when key is set
	Count     int    `yaml:"count"`
}

func (r DBFSFileSystem) row() rowKey   { return rowKey{r.ID, r.Region, r.Count} }
func (r EBSDedicatedDisk) row() rowKey { return rowKey{r.ID, r.Region, r.Count} }
func (r GatewayShare) row() rowKey     { return rowKey{r.ID, r.Region, r.Count} }

func (r EBSDedicatedDisk) check() error {
	if r.Cluster == "" {
		return fmt.Errorf("%s has no cluster: add cluster: dbsc-1", r.ID)
	}
	return oneOf(r.ID, "kind", r.Kind, "system", "data")
}

func (r GatewayShare) check() error {
	if r.Gateway == "" {
		return fmt.Errorf("%s has no gateway: add gateway: gw-1", r.ID)
	}
	return oneOf(r.ID, "protocol", r.Protocol, "NFS", "SMB")
}

func (r DBFSFileSystem) named(name string) DBFSFileSystem     { r.ID = name; return r }
func (r EBSDedicatedDisk) named(name string) EBSDedicatedDisk { r.ID = name; return r }
func (r GatewayShare) named(name string) GatewayShare         { r.ID = name; return r }
