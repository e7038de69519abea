package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"go.etcd.io/bbolt"
)

// tamperings are what somebody with access to a ledger could do to it. Each
// changes the entries, be they lines of an export or records of the file, in
// the middle of the ledger.
var tamperings = map[string]func(entries [][]byte) [][]byte{
	"change": func(e [][]byte) [][]byte {
		entry := bytes.Clone(e[len(e)/2])
		entry[changedByte(entry)] ^= 1
		e[len(e)/2] = entry
		return e
	},
	"remove": func(e [][]byte) [][]byte { return slices.Delete(e, len(e)/2, len(e)/2+1) },
	"swap": func(e [][]byte) [][]byte {
		i := len(e) / 2
		e[i], e[i+1] = e[i+1], e[i]
		return e
	},
	"truncate": func(e [][]byte) [][]byte { return e[:len(e)-1] },
}

// changedByte is where a byte is changed that leaves the entry readable: a digit
// of the account in the name of its stream.
func changedByte(entry []byte) int {
	const before = "key/"
	return bytes.Index(entry, []byte(before)) + len(before)
}

// tamperExport changes the lines of an export.
func tamperExport(export []byte, how string) []byte {
	lines := bytes.SplitAfter(bytes.TrimSuffix(export, []byte("\n")), []byte("\n"))
	lines[len(lines)-1] = append(lines[len(lines)-1], '\n')
	return bytes.Join(tamperings[how](lines), nil)
}

// tamperFile changes the records in a ledger's file, behind the store's back. It
// knows the file as somebody does who has only the file: entries by number.
func tamperFile(path, how string) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, NoSync: true}) // a copy
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		var keys, records [][]byte
		entries := tx.Bucket([]byte("entries"))
		if err := entries.ForEach(func(k, v []byte) error {
			keys, records = append(keys, bytes.Clone(k)), append(records, bytes.Clone(v))
			return nil
		}); err != nil {
			return err
		}
		return put(entries, keys, tamperings[how](records))
	})
	return errors.Join(err, db.Close())
}

// put lays records under the keys in order, and empties the keys that are left over.
func put(entries *bbolt.Bucket, keys, records [][]byte) error {
	for i, key := range keys {
		if n := binary.BigEndian.Uint64(key); n != uint64(i)+1 {
			return fmt.Errorf("entry %d has number %d", i+1, n)
		}
		if i >= len(records) {
			if err := entries.Delete(key); err != nil {
				return err
			}
			continue
		}
		if err := entries.Put(key, records[i]); err != nil {
			return err
		}
	}
	return nil
}

func tamperCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 || tamperings[args[0]] == nil {
		ts.Fatalf("usage: tamper change|remove|swap|truncate FROM TO")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), tamperExport([]byte(ts.ReadFile(args[1])), args[0]), 0o600))
}

func tamperdbCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 || tamperings[args[0]] == nil {
		ts.Fatalf("usage: tamperdb change|remove|swap|truncate FILE")
	}
	ts.Check(tamperFile(ts.MkAbs(args[1]), args[0]))
}
