package storage_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/storage"
)

func export(t testing.TB, entries []storage.Entry) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := storage.Export(&out, sequence(entries, nil)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func imported(t testing.TB, text string) ([]storage.Entry, error) {
	t.Helper()
	var entries []storage.Entry
	for e, err := range storage.ReadExport(t.Context(), strings.NewReader(text)) {
		if err != nil {
			return entries, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

func TestExportReadsAsJSON(t *testing.T) {
	entries := chain(`{"kind":"noted","text":"<a> & b"}`, "\xff\x00")
	want := `{"seq":1,"at":"2026-11-02T09:00:00.123456789Z","stream":"a","version":1,"data":{"kind":"noted","text":"<a> & b"},"hash":"` +
		entries[0].Hash.String() + "\"}\n" +
		`{"seq":2,"at":"2026-11-02T09:00:01.123456789Z","stream":"b","version":1,"base64":"/wA=","hash":"` +
		entries[1].Hash.String() + "\"}\n"
	if diff := cmp.Diff(want, export(t, entries)); diff != "" {
		t.Errorf("export (-want +got):\n%s", diff)
	}
}

func TestExportVerifiesElsewhere(t *testing.T) {
	entries := chain(`{"a":[1,2.50,"\u2028"]}`, "", "null", "text", `{"a": 1}`, "\xff", `"\ud800"`, "\u2028", `"`+"\u2028"+`"`, "7")
	text := export(t, entries)
	got, err := imported(t, text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(entries, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	head, err := storage.Verify(t.Context(), storage.ReadExport(t.Context(), strings.NewReader(text)), headOf(entries))
	if err != nil || head != headOf(entries) {
		t.Errorf("Verify of the export = %v, %v", head, err)
	}
}

func TestExportStopsAtAnError(t *testing.T) {
	entries := numbered(3)
	var out bytes.Buffer
	head, err := storage.Export(&out, sequence(entries, io.ErrUnexpectedEOF))
	if !errors.Is(err, io.ErrUnexpectedEOF) || head != headOf(entries) || out.String() != export(t, entries) {
		t.Errorf("Export = %v, %v, %d bytes", head, err, out.Len())
	}
	reader, writer := io.Pipe()
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Export(writer, sequence(entries, nil)); guard.KindOf(err) != guard.Unavailable {
		t.Errorf("Export into a closed pipe: %v", err)
	}
}

func TestReadExportRefuses(t *testing.T) {
	text := export(t, numbered(2))
	lines := strings.SplitAfter(text, "\n")
	rows := []struct{ name, text string }{
		{"an empty line", "\n" + text},
		{"a last line cut short", text[:len(text)-5]},
		{"a last line without its end", strings.TrimSuffix(text, "\n")},
		{"a space", strings.Replace(text, `"seq":1`, `"seq": 1`, 1)},
		{"an unknown field", strings.Replace(text, `"seq":1`, `"seq":1,"note":"x"`, 1)},
		{"a field twice", strings.Replace(text, `"seq":1`, `"seq":1,"seq":1`, 1)},
		{"another case", strings.Replace(text, `"seq"`, `"Seq"`, 1)},
		{"another zone", strings.Replace(text, "09:00:00.123456789Z", "10:00:00.123456789+01:00", 1)},
		{"no time", strings.Replace(text, "2026-11-02T09:00:00.123456789Z", "0001-01-01T00:00:00Z", 1)},
		{"no stream", strings.Replace(text, `"stream":"a"`, `"stream":""`, 1)},
		{"a short hash", strings.Replace(text, `"hash":"`, `"hash":"x`, 1)},
		{"two on a line", strings.TrimSuffix(lines[0], "\n") + lines[1]},
		{"no JSON", "seq 1\n"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			entries, err := imported(t, row.text)
			if guard.KindOf(err) != guard.Invalid || !strings.Contains(err.Error(), "line ") {
				t.Errorf("read %d entries, then %v; want an error of kind invalid that names the line", len(entries), err)
			}
		})
	}
}

func TestEditedExportDoesNotVerify(t *testing.T) {
	text := strings.Replace(export(t, numbered(3)), `"n":2`, `"n":9`, 1)
	_, err := storage.Verify(t.Context(), storage.ReadExport(t.Context(), strings.NewReader(text)))
	var broken *storage.ChainError
	if !errors.As(err, &broken) || broken.Seq != 2 || broken.Fault != storage.Edited {
		t.Errorf("Verify: %v, want entry 2 edited", err)
	}
}

// Whatever is read is written again byte for byte.
func FuzzReadExport(f *testing.F) {
	f.Add(export(f, numbered(2)))
	f.Add(export(f, chain("", "\xff", "null", `"x"`)))
	f.Add(`{"seq":1}` + "\n")
	f.Fuzz(func(t *testing.T, text string) {
		entries, err := imported(t, text)
		if err != nil {
			if guard.KindOf(err) != guard.Invalid {
				t.Errorf("kind %v: %v", guard.KindOf(err), err)
			}
			return
		}
		if again := export(t, entries); again != text {
			t.Errorf("read %q, wrote %q", text, again)
		}
	})
}

// Whatever single bit of an export is flipped, reading or verifying it fails.
func TestNoBitOfAnExportLies(t *testing.T) {
	entries := chain(`{"kind":"noted","text":"<a> & b"}`, "\xff\x00")
	text := []byte(export(t, entries))
	for bit := range 8 * len(text) {
		text[bit/8] ^= 1 << (bit % 8)
		if _, err := storage.Verify(t.Context(), storage.ReadExport(t.Context(), bytes.NewReader(text)), headOf(entries)); err == nil {
			t.Errorf("bit %d of byte %d may be flipped", bit%8, bit/8)
		}
		text[bit/8] ^= 1 << (bit % 8)
	}
}
