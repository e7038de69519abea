package bolt_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
	"kmsguard/storage/storagetest"
)

// ledgerOf makes a ledger with an entry for each text.
func ledgerOf(t *testing.T, path string, texts ...string) {
	t.Helper()
	s, err := bolt.Open(t.Context(), path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		commit(t, s, "a", uint64(i), text)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// textsOf returns the texts of a ledger that must be sound.
func textsOf(t *testing.T, path string) (texts []string) {
	t.Helper()
	s, err := bolt.Open(t.Context(), path, bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // read only
	if _, err := storage.Check(t.Context(), s); err != nil {
		t.Errorf("%s: %v", path, err)
	}
	for e, err := range s.All(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(e.Data))
	}
	return texts
}

func TestRestore(t *testing.T) {
	rows := []struct {
		name    string
		present []string // nil: there is no ledger
		backup  []string
		replace bool
		says    string // why it is refused; empty: it is done
	}{
		{"into an empty folder", nil, []string{"one", "two"}, false, ""},
		{"of what is there", []string{"one"}, []string{"one"}, false, ""},
		{"of more than is there", []string{"one"}, []string{"one", "two"}, false, ""},
		{"of less than is there", []string{"one", "two", "three"}, []string{"one"}, false, "has 3 entries, the backup 1"},
		{"of less than is there, wanted", []string{"one", "two", "three"}, []string{"one"}, true, ""},
		{"of another ledger", []string{"one"}, []string{"eins", "zwei"}, false, "another one than the backup: entry 1 differs"},
		{"of another ledger, wanted", []string{"one"}, []string{"eins", "zwei"}, true, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			path, backup := filepath.Join(t.TempDir(), "ledger.db"), filepath.Join(t.TempDir(), "copy")
			if row.present != nil {
				ledgerOf(t, path, row.present...)
			}
			ledgerOf(t, backup, row.backup...)
			done, err := bolt.Restore(t.Context(), backup, path, bolt.RestoreOptions{Replace: row.replace})
			want := row.backup
			if row.says != "" {
				want = row.present
				if guard.KindOf(err) != guard.Conflict || !strings.Contains(err.Error(), row.says) || guard.HintOf(err) == "" {
					t.Errorf("restore: %v (kind %v), want a conflict that says %q", err, guard.KindOf(err), row.says)
				}
			} else if err != nil || done.Head.Seq != uint64(len(row.backup)) {
				t.Errorf("restore: %v, %v", done, err)
			}
			if diff := cmp.Diff(want, textsOf(t, path)); diff != "" {
				t.Errorf("the ledger (-want +got):\n%s", diff)
			}
			if row.present != nil && row.says == "" {
				if diff := cmp.Diff(row.present, textsOf(t, done.Kept)); diff != "" {
					t.Errorf("what is kept (-want +got):\n%s", diff)
				}
			}
			wantNothingElse(t, path, done.Kept)
		})
	}
}

// wantNothingElse wants no half-done copy beside a ledger.
func wantNothingElse(t *testing.T, path, kept string) {
	t.Helper()
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := filepath.Join(filepath.Dir(path), f.Name()); name != path && name != kept {
			t.Errorf("%s was left behind", name)
		}
	}
}

// A backup that is not sound replaces nothing, whoever wants it.
func TestRestoreRefusesABadBackup(t *testing.T) {
	witness := storage.Head{Seq: 2, Hash: storage.Genesis}
	rows := []struct {
		name  string
		make  func(t *testing.T, path string)
		known []storage.Head
		want  guard.Kind
		says  string
	}{
		{"no file", func(*testing.T, string) {}, nil, guard.NotFound, "no such file"},
		{"text", func(t *testing.T, path string) { write(t, filepath.Dir(path), strings.Repeat("text ", 10000), 0o600) }, nil, guard.Invalid, "not a ledger"},
		{"a tampered one", func(t *testing.T, path string) {
			ledgerOf(t, path, "one", "two")
			harness{path}.Alter(t, func(r storagetest.Records) { r.Delete(1) })
		}, nil, guard.Invalid, "entry 1 is removed"},
		{"one that a witness does not know", func(t *testing.T, path string) { ledgerOf(t, path, "one", "two") }, []storage.Head{witness}, guard.Invalid, "a witness saw"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			path, backup := filepath.Join(t.TempDir(), "ledger.db"), filepath.Join(t.TempDir(), "ledger.db")
			ledgerOf(t, path, "one")
			row.make(t, backup)
			_, err := bolt.Restore(t.Context(), backup, path, bolt.RestoreOptions{Replace: true, Known: row.known})
			if guard.KindOf(err) != row.want || !strings.Contains(err.Error(), row.says) || guard.HintOf(err) == "" {
				t.Errorf("restore: %v (kind %v), want %v and %q", err, guard.KindOf(err), row.want, row.says)
			}
			if diff := cmp.Diff([]string{"one"}, textsOf(t, path)); diff != "" {
				t.Errorf("the ledger (-want +got):\n%s", diff)
			}
			wantNothingElse(t, path, "")
		})
	}
}

// The usual reason of a restore: what is there cannot be read any more.
func TestRestoreOverADamagedLedger(t *testing.T) {
	folder := t.TempDir()
	path, backup := write(t, folder, strings.Repeat("text ", 10000), 0o600), filepath.Join(t.TempDir(), "copy")
	ledgerOf(t, backup, "one")
	if _, err := bolt.Restore(t.Context(), backup, path, bolt.RestoreOptions{}); guard.KindOf(err) != guard.Conflict || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("restore: %v", err)
	}
	for _, kept := range []string{path + ".replaced-1", path + ".replaced-2"} {
		done, err := bolt.Restore(t.Context(), backup, path, bolt.RestoreOptions{Replace: true})
		if err != nil || done.Kept != kept {
			t.Errorf("restore: %v, %v; want %s to be kept", done, err, kept)
		}
	}
	if text := string(contents(t, path+".replaced-1")); !strings.HasPrefix(text, "text text") {
		t.Errorf("what was kept first begins with %.20q", text)
	}
}

func TestRestoreWaitsForNoBot(t *testing.T) {
	path, backup := filepath.Join(t.TempDir(), "ledger.db"), filepath.Join(t.TempDir(), "copy")
	ledgerOf(t, backup, "one")
	running := open(t, path, bolt.Options{})
	if _, err := bolt.Restore(t.Context(), backup, path, bolt.RestoreOptions{Replace: true}); guard.KindOf(err) != guard.Unavailable || !strings.Contains(guard.HintOf(err), "Stop the bot") {
		t.Errorf("restore under a running bot: %v", err)
	}
	commit(t, running, "a", 0, "still there")
}
