package aliyun

import (
	"encoding/json"
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// decoding is what a decoder makes of a reply about "x-1".
func decoding(decode func(string, acs.Reply) (string, error), body string) func() error {
	return func() error {
		_, err := decode("x-1", acs.Reply{Body: []byte(body), RequestID: "R"})
		return err
	}
}

func kind(n int) *int { return &n }

func yes(b bool) *bool { return &b }

// scalingOf reads a scaling configuration as the cloud writes it.
func scalingOf(t *testing.T, body string) func() error {
	t.Helper()
	var c scalingConfiguration
	if err := json.Unmarshal([]byte(body), &c); err != nil {
		t.Fatal(err)
	}
	return func() error { return (&reading{}).scaling(c) }
}

// TestEncryptedWithoutAKeyIsIncomplete: what is encrypted and names no key may
// be under any, unless the service says that the key is its own.
func TestEncryptedWithoutAKeyIsIncomplete(t *testing.T) {
	r := &reading{}
	for name, read := range map[string]func() error{
		"NAS, a key of yours":    func() error { return r.fileSystem(fileSystem{ID: "x-1", Encryption: kind(2)}) },
		"NAS, no encryption":     func() error { return r.fileSystem(fileSystem{ID: "x-1"}) },
		"NAS, a kind of its own": func() error { return r.fileSystem(fileSystem{ID: "x-1", Encryption: kind(3)}) },
		"MongoDB disks":          func() error { return r.mongodb(t.Context(), mongodbInstance{ID: "x-1", Encrypted: yes(true)}) },
		"MongoDB TDE":            decoding(mongodbKey, `{"TDEStatus":"enabled"}`),
		"MongoDB TDE status":     decoding(mongodbKey, `{"TDEStatus":"halfway","EncryptionKey":"key-1"}`),
		"OceanBase": func() error {
			return r.tenant(oceanbaseCluster{}, tenant{ID: "x-1"}, tenantEncryption{Encrypted: yes(true), Kind: "USER_KMS"})
		},
		"OceanBase, not told": func() error { return r.tenant(oceanbaseCluster{}, tenant{ID: "x-1"}, tenantEncryption{}) },
		"DBFS":                func() error { return r.databaseFiles(databaseFiles{ID: "x-1", Encrypted: yes(true)}) },
		"dedicated disk":      func() error { return r.disk(disk{ID: "x-1", Encrypted: yes(true)}) },
		"share, bucket": func() error {
			return r.share(storageGateway{}, share{ID: "x-1", Encrypted: yes(true), Sealed: yes(false)})
		},
		"share, gateway": func() error {
			return r.share(storageGateway{}, share{ID: "x-1", Encrypted: yes(false), Sealed: yes(true)})
		},
		"desktop":                func() error { return r.desktop(desktop{ID: "x-1", Encrypted: yes(true)}) },
		"scaling, system disk":   scalingOf(t, `{"SystemDisk.Encrypted":true}`),
		"scaling, data disk":     scalingOf(t, `{"DataDisks":{"DataDisk":[{"KMSKeyId":"key-1"},{"Encrypted":"true"}]}}`),
		"scaling, odd data disk": scalingOf(t, `{"DataDisks":{"DataDisk":[{"Encrypted":"perhaps"}]}}`),
		"HBase":                  decoding(hbaseKey, `{"EncryptionType":"CloudDisk"}`),
		"HBase, not told":        decoding(hbaseKey, `{"EncryptionType":""}`),
		"AnalyticDB, not told":   decoding(adbKey, `{"Items":{"DBCluster":[]}}`),
		"AnalyticDB, another":    decoding(adbKey, `{"Items":{"DBCluster":[{"DBClusterId":"x-2"}]}}`),
		"Greenplum":              decoding(greenplumKey, `{"Items":{"DBInstanceAttribute":[{"DBInstanceId":"x-1","EncryptionType":"CloudDisk"}]}}`),
		"Greenplum, another":     decoding(greenplumKey, `{"Items":{"DBInstanceAttribute":[{"DBInstanceId":"x-2","EncryptionType":"NULL"}]}}`),
		"ClickHouse":             decoding(clickhouseKey, `{"DBCluster":{"DBClusterId":"x-1","EncryptionType":"CloudDisk"}}`),
		"ClickHouse, odd":        decoding(clickhouseKey, `{"DBCluster":{"DBClusterId":"x-1","EncryptionType":"perhaps"}}`),
		"ClickHouse, another":    decoding(clickhouseKey, `{"DBCluster":{"DBClusterId":"x-2","EncryptionType":"off"}}`),
		"Redis TDE":              decoding(redisKey, `{"EncryptionKeyStatus":"Enabled"}`),
	} {
		if err := read(); guard.KindOf(err) != guard.Incomplete {
			t.Errorf("%s: %v, want incomplete", name, err)
		}
	}
}

// TestServiceKeysAreNoneOfOurs holds for what the services document as their own.
func TestServiceKeysAreNoneOfOurs(t *testing.T) {
	r := &reading{}
	for name, read := range map[string]func() error{
		"NAS":         func() error { return r.fileSystem(fileSystem{ID: "x-1", Encryption: kind(1)}) },
		"NAS plain":   func() error { return r.fileSystem(fileSystem{ID: "x-1", Encryption: kind(0)}) },
		"MongoDB TDE": decoding(mongodbKey, `{"TDEStatus":"enabled","EncryptionKey":"NoActiveBYOK"}`),
		"OceanBase": func() error {
			return r.tenant(oceanbaseCluster{}, tenant{}, tenantEncryption{Encrypted: yes(true), Kind: "INTERNAL"})
		},
		"scaling":     scalingOf(t, `{"SystemDisk.Encrypted":false,"DataDisks":{"DataDisk":[{"Encrypted":"false"},{}]}}`),
		"HBase":       decoding(hbaseKey, `{"EncryptionType":"NoEncryption"}`),
		"HBase zones": decoding(hbaseKey, `{"EncryptionType":"NULL"}`),
		"AnalyticDB":  decoding(adbKey, `{"Items":{"DBCluster":[{"DBClusterId":"x-1"}]}}`),
		"Greenplum":   decoding(greenplumKey, `{"Items":{"DBInstanceAttribute":[{"DBInstanceId":"x-1","EncryptionType":"NULL"}]}}`),
		"ClickHouse":  decoding(clickhouseKey, `{"DBCluster":{"DBClusterId":"x-1","EncryptionType":"off"}}`),
		"MongoDB off": decoding(mongodbKey, `{"TDEStatus":"disabled"}`),
	} {
		if err := read(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
