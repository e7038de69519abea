package storage_test

import (
	"encoding/json"
	"fmt"
	"io"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
)

// multitude is an audit that found so many disks.
func multitude(n int) guard.AuditRecorded {
	found := make([]guard.Dependency, n)
	for i := range found {
		id := fmt.Sprintf("d-bp1%08d", i)
		found[i] = guard.Dependency{
			Category: guard.ECSDisk, Account: "1234567890123456", Region: "cn-hangzhou", ID: id, Group: id, Name: "data of orders",
			Relation: "disk", Severity: guard.InUse, OnDisable: "the disk cannot be attached", OnDeletion: "its data is lost",
			Onset: guard.Later, Owner: "team=orders", Detail: "data disk of i-bp1", CloudRequestID: "4B7C4C3F-5C0D-4E55-9E64-0DFB6C0F0F0F",
		}
	}
	return guard.AuditRecorded{Request: "r1", Audit: guard.Audit{Dependencies: found}, At: start}
}

// BenchmarkEncodeEvent encodes an audit with 100,000 dependents, and beside it
// the bare event by the same encoder, which is the bound.
func BenchmarkEncodeEvent(b *testing.B) {
	e := multitude(100_000)
	b.Run("event", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			data, err := storage.EncodeEvent(e)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
		}
	})
	b.Run("bare", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			encoder := json.NewEncoder(io.Discard)
			encoder.SetEscapeHTML(false)
			if err := encoder.Encode(e); err != nil {
				b.Fatal(err)
			}
		}
	})
}
