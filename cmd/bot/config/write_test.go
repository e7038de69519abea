package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/cmd/bot/config"
)

func TestWrittenConfigurationLoadsTheSame(t *testing.T) {
	for name, text := range map[string]string{"shipped": shipped(t), "complete": complete(t), "valid": valid} {
		want := mustLoad(t, text, exampleEnv())
		written, err := want.YAML()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, mustLoad(t, string(written), exampleEnv()), sameFields()); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%s", name, diff, written)
		}
	}
}

// FuzzLoad asserts that a file is either refused with a message or taken, and
// that what was taken loads the same when it is written and read again.
func FuzzLoad(f *testing.F) {
	for _, seed := range []string{valid, "slack: {mode: http}", "a: b", "data: a\n---\n", "data: 'x'", "scan: {interval: 1d}",
		"alicloud: {endpoints: {kms: 'https://x'}, audit: {budgets: {ecs.A: 1/s}}}", "data: &a x", "data: |\n  x\n", "\x00", "? a", "data: \"\\u0000\""} {
		f.Add([]byte(seed))
	}
	path := filepath.Join(f.TempDir(), "kmsguard.yaml")
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		first, err := config.Load(path, lookup(nil))
		if err != nil {
			if err.Error() == "" {
				t.Error("a refusal without a word")
			}
			return
		}
		written, err := first.YAML()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, written, 0o600); err != nil {
			t.Fatal(err)
		}
		second, err := config.Load(path, lookup(nil))
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		if diff := cmp.Diff(first, second, sameFields()); diff != "" {
			t.Errorf("(-first +second):\n%s\n%s", diff, written)
		}
	})
}
