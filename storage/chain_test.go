package storage_test

import (
	"fmt"
	"iter"
	"testing"
	"time"

	"kmsguard/storage"
)

var start = time.Date(2026, 11, 2, 9, 0, 0, 123456789, time.UTC)

// chain seals one entry for each text, of the streams a and b by turns.
func chain(texts ...string) []storage.Entry {
	prev := storage.Genesis
	var entries []storage.Entry
	for i, text := range texts {
		e := storage.Seal(prev, storage.Entry{
			Seq: uint64(i + 1), At: start.Add(time.Duration(i) * time.Second),
			Stream: []string{"a", "b"}[i%2], Version: uint64(i/2 + 1), Data: []byte(text),
		})
		entries, prev = append(entries, e), e.Hash
	}
	return entries
}

// numbered is a chain of n entries with JSON in them.
func numbered(n int) []storage.Entry {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = fmt.Sprintf(`{"kind":"noted","n":%d}`, i+1)
	}
	return chain(texts...)
}

// sequence yields entries, then an error if there is one.
func sequence(entries []storage.Entry, err error) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
		if err != nil {
			yield(storage.Entry{}, err)
		}
	}
}

func headOf(entries []storage.Entry) storage.Head {
	last := entries[len(entries)-1]
	return storage.Head{Seq: last.Seq, Hash: last.Hash}
}

// parsed reads a record that the test made.
func parsed(t testing.TB, record []byte) storage.Entry {
	t.Helper()
	e, err := storage.ParseRecord(record)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
