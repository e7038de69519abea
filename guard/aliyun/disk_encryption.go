package aliyun

import (
	"fmt"
	"slices"
)

// diskEncryption is how several databases tell the key of their disks.
type diskEncryption struct {
	Kind string `json:"EncryptionType"`
	Key  string `json:"EncryptionKey"`
}

// notEncrypted are the words by which the databases say that there is no
// encryption: HBase, AnalyticDB for PostgreSQL (and HBase over several zones),
// and ClickHouse.
var notEncrypted = []string{"NoEncryption", "NULL", "off"}

// key returns the key of the disks of a resource; empty if they are not encrypted.
func (e diskEncryption) key(action, id, requestID string) (string, error) {
	switch {
	case e.Key != "" || slices.Contains(notEncrypted, e.Kind):
		return e.Key, nil
	case e.Kind == "CloudDisk":
		return "", incomplete(action, fmt.Sprintf("the disks of %s are encrypted and name no key", id), requestID)
	}
	return "", incomplete(action, fmt.Sprintf("the encryption of %s is %q, which is not known", id, e.Kind), requestID)
}
