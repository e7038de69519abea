package bolt

import (
	"bytes"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/storage"
)

// A value of the inbox is read as what was written, or named as damaged; none is
// read as two different inputs.
func FuzzStoredInput(f *testing.F) {
	f.Add(encodeInput(storage.Input{ID: "e-1", At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Data: []byte("{}")}))
	f.Add(encodeInput(storage.Input{ID: "", Data: []byte{0, 0}}))
	f.Add([]byte("e-1\x00short"))
	f.Fuzz(func(t *testing.T, value []byte) {
		in, err := decodeInput(value)
		if err != nil {
			if guard.KindOf(err) != guard.Invalid {
				t.Errorf("kind %v: %v", guard.KindOf(err), err)
			}
			return
		}
		if again := encodeInput(in); !bytes.Equal(again, value) && !in.At.IsZero() {
			t.Errorf("% x was read and written as % x", value, again)
		}
	})
}

// A row of the index of streams has one form.
func FuzzParsePlace(f *testing.F) {
	f.Add(place{seq: 7, due: 9}.bytes())
	f.Add([]byte("fifteen bytes.."))
	f.Fuzz(func(t *testing.T, value []byte) {
		if p, ok := parsePlace(value); ok && !bytes.Equal(p.bytes(), value) {
			t.Errorf("% x was read and written as % x", value, p.bytes())
		}
	})
}
