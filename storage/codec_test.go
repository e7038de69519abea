package storage

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"kmsguard/guard"
)

var update = flag.Bool("update", false, "write the samples of event kinds that have none")

// samplePath is where an event of a kind lies as the first version stored it.
func samplePath(k kind) string { return filepath.Join("testdata", "events", k.name+".json") }

// The samples are for ever: ledgers hold events in exactly these bytes.
func TestStoredEventsStayReadable(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			if _, err := os.Stat(samplePath(k)); *update && errors.Is(err, os.ErrNotExist) {
				writeSample(t, k)
			}
			stored, err := os.ReadFile(samplePath(k))
			if err != nil {
				t.Fatalf("%v: run with -update to write the sample of a new kind", err)
			}
			e, err := DecodeEvent(stored)
			if err != nil {
				t.Fatalf("a stored event is refused (a field was renamed or taken out?): %v", err)
			}
			again, err := EncodeEvent(e)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(stored), string(again)); diff != "" {
				t.Errorf("a stored event does not come back as it was (a new field needs omitempty or omitzero):\n%s", diff)
			}
		})
	}
}

func writeSample(t *testing.T, k kind) {
	t.Helper()
	data, err := EncodeEvent(filled(k, &sample{}))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(samplePath(k), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestNoSampleWithoutAKind(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "events", "*"))
	if err != nil || len(paths) != len(kinds) {
		t.Errorf("%d samples for %d kinds, %v: a kind that was ever stored keeps its row", len(paths), len(kinds), err)
	}
}

func TestDecodeIsTheInverseOfEncode(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				e := filled(k, drawn{t})
				data, err := EncodeEvent(e)
				if err != nil {
					t.Fatal(err)
				}
				got, err := DecodeEvent(data)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(e, got, cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("event (-want +got):\n%s", diff)
				}
			})
		})
	}
}

type unlisted struct{ guard.Event }

func TestEncodeRefusesAnEventWithoutARow(t *testing.T) {
	for _, e := range []guard.Event{nil, unlisted{}, &guard.RequestApproved{}} {
		if data, err := EncodeEvent(e); err == nil {
			t.Errorf("%T was stored as %s", e, data)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	const sound = `{"kind":"request-approved","event":{"request":"r1","at":"2026-11-02T09:00:00Z"}}`
	if _, err := DecodeEvent([]byte(sound)); err != nil {
		t.Fatal(err)
	}
	rows := []struct{ name, data, says string }{
		{"nothing", "", "not a JSON object"},
		{"null", "null", "not a JSON object"},
		{"a list", "[]", "not a JSON object"},
		{"half of it", sound[:40], "unexpected"},
		{"an unknown kind", strings.Replace(sound, "request-approved", "request-blessed", 1), `unknown event kind "request-blessed"`},
		{"no kind", `{"event":{}}`, "unknown event kind"},
		{"an unknown field", strings.Replace(sound, `"request":`, `"weight":1,"request":`, 1), `unknown field "weight"`},
		{"an unknown field beside the event", strings.Replace(sound, `{"kind"`, `{"v":2,"kind"`, 1), `unknown field "v"`},
		{"another type of value", strings.Replace(sound, `"r1"`, `1`, 1), "request-approved"},
		{"no event", `{"kind":"request-approved"}`, "not a JSON object"},
		{"a null event", `{"kind":"request-approved","event":null}`, "not a JSON object"},
		{"text behind it", sound + "{}", "more text"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			e, err := DecodeEvent([]byte(row.data))
			if guard.KindOf(err) != guard.Invalid || !strings.Contains(err.Error(), row.says) || guard.HintOf(err) == "" {
				t.Errorf("DecodeEvent = %v, %v; want kind invalid, a hint and %q", e, err, row.says)
			}
		})
	}
}

// What is read is stored again in a form that reads the same.
func FuzzDecodeEvent(f *testing.F) {
	for _, k := range kinds {
		data, err := EncodeEvent(filled(k, &sample{}))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"kind":"request-approved","event":{}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := DecodeEvent(data)
		if err != nil {
			if guard.KindOf(err) != guard.Invalid {
				t.Errorf("kind %v: %v", guard.KindOf(err), err)
			}
			return
		}
		again, err := EncodeEvent(e)
		if err != nil {
			t.Fatalf("%s was read but cannot be stored: %v", data, err)
		}
		got, err := DecodeEvent(again)
		if diff := cmp.Diff(e, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("%s: %v (-first +second):\n%s", data, err, diff)
		}
	})
}
