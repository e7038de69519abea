package aliyunsim

import "fmt"

// KafkaInstance is an instance of ApsaraMQ for Kafka.
type KafkaInstance struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Key       string            `yaml:"key"`       // key of its disks
	Encrypted bool              `yaml:"encrypted"` // default true when key is set
	Status    int               `yaml:"status"`    // as a number; default 5, running
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// OceanBaseTenant is a tenant, a database with users and resources of its own,
// in an OceanBase cluster.
type OceanBaseTenant struct {
	ID        string `yaml:"id"`
	Name      string `yaml:"name"`
	Region    string `yaml:"region"`
	Instance  string `yaml:"instance"`  // cluster that it lies in, which needs no row of its own
	Mode      string `yaml:"mode"`      // MySQL (default) or Oracle
	Key       string `yaml:"key"`       // key of transparent encryption
	Encrypted bool   `yaml:"encrypted"` // default true when key is set
	Status    string `yaml:"status"`    // default ONLINE
	Count     int    `yaml:"count"`
}

func (r KafkaInstance) row() rowKey   { return rowKey{r.ID, r.Region, r.Count} }
func (r OceanBaseTenant) row() rowKey { return rowKey{r.ID, r.Region, r.Count} }

func (r OceanBaseTenant) check() error {
	if r.Instance == "" {
		return fmt.Errorf("%s has no instance: add instance: ob-1", r.ID)
	}
	return oneOf(r.ID, "mode", r.Mode, "MySQL", "Oracle")
}

func (r KafkaInstance) named(name string) KafkaInstance     { r.ID = name; return r }
func (r OceanBaseTenant) named(name string) OceanBaseTenant { r.ID = name; return r }
