package storage_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/storage"
)

// The bytes of an entry are for ever: ledgers that exist were hashed over them.
func TestEntryBytesNeverChange(t *testing.T) {
	e := storage.Seal(storage.Genesis, storage.Entry{Seq: 1, At: time.Unix(2, 3), Stream: "a/b", Version: 1, Data: []byte("{}")})
	body := "01" + "0000000000000001" + "0000000077359403" + "0000000000000001" + "00000003" + "612f62" + "00000002" + "7b7d"
	genesis := sha256.Sum256([]byte("kmsguard ledger 1"))
	raw, err := hex.DecodeString(body)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha256.Sum256(append(genesis[:], raw...))
	want := hex.EncodeToString(hash[:]) + body
	if diff := cmp.Diff(want, hex.EncodeToString(e.Record())); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
}

func TestParseRecordRoundTrip(t *testing.T) {
	for _, e := range chain("", "one", "\x00\xff") {
		got := parsed(t, e.Record())
		if diff := cmp.Diff(e, got); diff != "" {
			t.Errorf("entry (-want +got):\n%s", diff)
		}
		if got.Seq != e.Seq || got.At != e.At || got.Stream != e.Stream || got.Version != e.Version || !bytes.Equal(got.Data, e.Data) {
			t.Errorf("fields of %v came back as %v", e, got)
		}
	}
}

func TestParseRecordRefuses(t *testing.T) {
	record := chain("text")[0].Record()
	rows := []struct {
		name   string
		change func([]byte) []byte
	}{
		{"nothing", func([]byte) []byte { return nil }},
		{"the hash alone", func(r []byte) []byte { return r[:32] }},
		{"a cut in the numbers", func(r []byte) []byte { return r[:50] }},
		{"a cut before the stream's length", func(r []byte) []byte { return r[:59] }},
		{"a cut in the stream", func(r []byte) []byte { return r[:61] }},
		{"a cut in the data", func(r []byte) []byte { return r[:len(r)-1] }},
		{"a byte too many", func(r []byte) []byte { return append(r, 0) }},
		{"an unknown format", func(r []byte) []byte { r[32] = 2; return r }},
		{"a time before 1970", func(r []byte) []byte { r[41] = 0x80; return r }},
		{"a time after 2261", func(r []byte) []byte { r[41] = 0x7f; return r }},
		{"an empty stream", func(r []byte) []byte { return append(append(r[:57:57], 0, 0, 0, 0), r[62:]...) }},
		{"a stream with NUL", func(r []byte) []byte { r[61] = 0; return r }},
		{"a length beyond the record", func(r []byte) []byte { r[57] = 0xff; return r }},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if e, err := storage.ParseRecord(row.change(bytes.Clone(record))); err == nil {
				t.Errorf("accepted as %v", e)
			}
		})
	}
}

// What is accepted has one encoding only, so that nobody can change bytes of a
// record without changing what it says.
func FuzzParseRecord(f *testing.F) {
	for _, e := range chain("", "one", `{"kind":"x"}`) {
		f.Add(e.Record())
		f.Add(e.Record()[:len(e.Record())-1])
	}
	f.Fuzz(func(t *testing.T, record []byte) {
		e, err := storage.ParseRecord(bytes.Clone(record))
		if err != nil {
			return
		}
		again := storage.Seal(storage.Hash{}, e)
		if !bytes.Equal(again.Record()[32:], record[32:]) {
			t.Errorf("%x says what %x says", record[32:], again.Record()[32:])
		}
		if !bytes.Equal(e.Record(), record) {
			t.Errorf("a record changed by reading it")
		}
	})
}
