package aliyunsim

import "fmt"

// MongoDBInstance is a replica set or a sharded cluster.
type MongoDBInstance struct {
	ID            string            `yaml:"id"`
	Name          string            `yaml:"name"`
	Region        string            `yaml:"region"`
	Type          string            `yaml:"type"` // replicate (default) or sharding
	TDE           bool              `yaml:"tde"`
	Key           string            `yaml:"key"`            // of TDE; empty with tde: one that MongoDB manages
	DiskKey       string            `yaml:"disk_key"`       // of disk encryption
	DiskEncrypted bool              `yaml:"disk_encrypted"` // without a disk key: by the key that MongoDB manages
	Status        string            `yaml:"status"`         // default Running
	Tags          map[string]string `yaml:"tags"`
	Count         int               `yaml:"count"`
}

// RedisInstance is an instance of Redis or Tair.
type RedisInstance struct {
	ID     string            `yaml:"id"`
	Name   string            `yaml:"name"`
	Region string            `yaml:"region"`
	TDE    bool              `yaml:"tde"`
	Key    string            `yaml:"key"`    // empty with tde: the key that Redis manages
	Status string            `yaml:"status"` // default Normal
	Tags   map[string]string `yaml:"tags"`
	Count  int               `yaml:"count"`
}

// HBaseCluster is a cluster of HBase.
type HBaseCluster struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	MultiZone bool              `yaml:"multi_zone"` // spans several zones
	Key       string            `yaml:"key"`        // of disk encryption
	Encrypted bool              `yaml:"encrypted"`  // without a key: by the key that HBase manages
	Status    string            `yaml:"status"`     // default ACTIVATION
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// ADBMySQLCluster is a cluster of AnalyticDB for MySQL.
type ADBMySQLCluster struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Key       string            `yaml:"key"`       // of disk encryption
	Encrypted bool              `yaml:"encrypted"` // without a key: by the key that AnalyticDB manages
	Status    string            `yaml:"status"`    // default Running
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// ADBPGInstance is an instance of AnalyticDB for PostgreSQL.
type ADBPGInstance struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Key       string            `yaml:"key"`       // of disk encryption
	Encrypted bool              `yaml:"encrypted"` // without a key: by the key that AnalyticDB manages
	Status    string            `yaml:"status"`    // default Running
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// ClickHouseCluster is a cluster of ClickHouse.
type ClickHouseCluster struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Key       string            `yaml:"key"`       // of disk encryption
	Encrypted bool              `yaml:"encrypted"` // without a key: by the key that ClickHouse manages
	Status    string            `yaml:"status"`    // default Running
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

func (r MongoDBInstance) row() rowKey   { return rowKey{r.ID, r.Region, r.Count} }
func (r RedisInstance) row() rowKey     { return rowKey{r.ID, r.Region, r.Count} }
func (r HBaseCluster) row() rowKey      { return rowKey{r.ID, r.Region, r.Count} }
func (r ADBMySQLCluster) row() rowKey   { return rowKey{r.ID, r.Region, r.Count} }
func (r ADBPGInstance) row() rowKey     { return rowKey{r.ID, r.Region, r.Count} }
func (r ClickHouseCluster) row() rowKey { return rowKey{r.ID, r.Region, r.Count} }

func (r MongoDBInstance) named(name string) MongoDBInstance     { r.ID = name; return r }
func (r RedisInstance) named(name string) RedisInstance         { r.ID = name; return r }
func (r HBaseCluster) named(name string) HBaseCluster           { r.ID = name; return r }
func (r ADBMySQLCluster) named(name string) ADBMySQLCluster     { r.ID = name; return r }
func (r ADBPGInstance) named(name string) ADBPGInstance         { r.ID = name; return r }
func (r ClickHouseCluster) named(name string) ClickHouseCluster { r.ID = name; return r }

func (r MongoDBInstance) check() error {
	if r.Key != "" && !r.TDE {
		return fmt.Errorf("%s has a key without tde: true: a key of disk encryption is written as disk_key", r.ID)
	}
	return oneOf(r.ID, "type", r.Type, mongodbTypes...)
}

func (r RedisInstance) check() error {
	if r.Key != "" && !r.TDE {
		return fmt.Errorf("%s has a key without tde: true", r.ID)
	}
	return nil
}
