package storage_test

import (
	"strings"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
)

func TestGenesisNeverChanges(t *testing.T) {
	const want = "f19cf3ed73013c0e4a38adadf24e5a65e0d424ff88751f1382c4238770396ecf"
	if got := storage.Genesis.String(); got != want {
		t.Errorf("Genesis = %s, want %s", got, want)
	}
}

func TestParseHead(t *testing.T) {
	head := headOf(numbered(12))
	got, err := storage.ParseHead(head.String())
	if err != nil || got != head {
		t.Errorf("ParseHead(%q) = %v, %v", head, got, err)
	}
}

func TestParseHeadRefuses(t *testing.T) {
	digits := storage.Genesis.String()
	for _, text := range []string{
		"", ":", "1", digits, "1:", ":" + digits, "-1:" + digits, "+1:" + digits, "01:" + digits, " 1:" + digits,
		"1:" + digits + "0", "1:" + digits[1:], "1:" + strings.ToUpper(digits), "1:" + digits[:63] + "g", "18446744073709551616:" + digits,
	} {
		if head, err := storage.ParseHead(text); guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
			t.Errorf("ParseHead(%q) = %v, %v; want an error of kind invalid with a hint", text, head, err)
		}
	}
}

func FuzzParseHead(f *testing.F) {
	f.Add(storage.Head{}.String())
	f.Add(headOf(numbered(3)).String())
	f.Add("1:zz")
	f.Fuzz(func(t *testing.T, text string) {
		if head, err := storage.ParseHead(text); err == nil && head.String() != text {
			t.Errorf("%q was read as %q", text, head)
		}
	})
}
