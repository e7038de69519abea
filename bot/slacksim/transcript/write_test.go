package transcript

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/slacksim/blockkit"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const (
	parentBlocks = `[{"type":"section","text":{"type":"mrkdwn","text":"*Delete key ` + "`key-hzz650a1b2c3d4e5f6g7h`" + `* · cn-hangzhou · account 1234567890123456\nalias/orders — \"orders database\" · asked by <@U1>: retired with the old shop, OPS-4411, and everything that belonged to it"}},
		{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Open audit"}},{"type":"button","text":{"type":"plain_text","text":"Stop"}}]}]`
	auditBlocks = `[{"type":"context","elements":[{"type":"mrkdwn","text":"Data that applications encrypt themselves cannot be seen by any audit, so ask those who wrote them before you confirm"}]},
		{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"oss orders-archive: on disable reads fail with 409 at once; on deletion the objects of one bucket are lost"}]}]}]},
		{"type":"table","rows":[[{"type":"raw_text","text":"Category"},{"type":"raw_text","text":"Found"}],[{"type":"raw_text","text":"oss"},{"type":"raw_number","value":1}]]}]`
)

func day(messages ...Message) []Message { return messages }

var conversation = day(
	Message{Channel: "#key-changes", TS: "1793610000.000100", BotName: "kmsguard", Blocks: json.RawMessage(parentBlocks), Text: "fallback", Edited: true},
	Message{Channel: "#key-changes", TS: "1793610060.000200", ThreadTS: "1793610000.000100", BotName: "kmsguard",
		Blocks: json.RawMessage(auditBlocks), Files: []string{"audit.csv", "audit.json"}},
	Message{Channel: "#key-changes", TS: "1793610060.000300", ThreadTS: "1793610000.000100", BotName: "kmsguard",
		Text: "You asked for this deletion, so you may not confirm it.", EphemeralFor: "alice"},
	Message{Channel: "#key-changes", TS: "1793696400.000100", ThreadTS: "1793610000.000100", User: "bob", Text: "looking at it, <@U1>"},
	Message{Channel: "#key-changes", TS: "1793613600.000100", ThreadTS: "1793613600.000100", User: "carol", Text: "another &amp; later"},
	Message{Channel: "#key-changes", TS: "1793617200.000100", ThreadTS: "1793520000.000100", User: "dave", Text: "an orphan"},
	Message{Channel: "direct message with alice", TS: "1793610000.000100", BotName: "kmsguard", Text: "Your request waits for 3 of 5 statements."},
	Message{Channel: "#odd", TS: "never", User: "erin", Text: ""},
)

func acme(t *testing.T) blockkit.Names {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return blockkit.Names{Users: map[string]string{"U1": "alice"}, Zone: zone}
}

func write(t *testing.T, messages []Message) string {
	t.Helper()
	var out strings.Builder
	if err := Write(&out, messages, acme(t)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWriteGolden(t *testing.T) {
	const file = "testdata/conversation.txt"
	got := write(t, conversation)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, line := range strings.Split(got, "\n") {
		if n := len([]rune(line)); n > Width {
			t.Errorf("%d columns: %q", n, line)
		}
	}
}

func TestWriteDoesNotShowTheOrderOfArrival(t *testing.T) {
	reversed := slices.Clone(conversation)
	slices.Reverse(reversed)
	if diff := cmp.Diff(write(t, conversation), write(t, reversed)); diff != "" {
		t.Errorf("the reverse order prints otherwise (-want +got):\n%s", diff)
	}
}

func TestWriteNothing(t *testing.T) {
	if got := write(t, nil); got != "" {
		t.Errorf("no messages print %q", got)
	}
}

func TestWriteKeepsTheTerminalFromHarm(t *testing.T) {
	got := write(t, day(Message{Channel: "#x", TS: "1.0", User: "eve\nroot", Text: "red \x1b[31m\ttab", Files: []string{"a\rb"}}))
	if i := strings.IndexFunc(strings.ReplaceAll(got, "\n", ""), unicode.IsControl); i >= 0 {
		t.Errorf("a control character was printed: %q", got)
	}
	if strings.Contains(got, "\nroot") {
		t.Errorf("a name broke the line: %q", got)
	}
}

func TestWriteInUTC(t *testing.T) {
	var out strings.Builder
	if err := Write(&out, conversation[:1], blockkit.Names{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "-- Mon 2 Nov 2026 --\n09:00 kmsguard (edited)\n") {
		t.Errorf("no zone is not UTC:\n%s", out.String())
	}
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteReturnsTheErrorOfItsWriter(t *testing.T) {
	if err := Write(full{}, conversation, blockkit.Names{}); !errors.Is(err, errFull) {
		t.Errorf("Write = %v, want %v", err, errFull)
	}
}

func TestCompareTS(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"1793610000.000100", "1793610000.000100", 0},
		{"1793610000.000100", "1793610000.000200", -1},
		{"999999999.000000", "1793610000.000000", -1},
		{"1793610001.000000", "1793610000.999999", 1},
		{"1793610000.000001", "1793610000.000002", -1},
	}
	sign := func(n int) int { return max(-1, min(n, 1)) }
	for _, tt := range tests {
		if got := sign(compareTS(tt.a, tt.b)); got != tt.want {
			t.Errorf("compareTS(%s, %s) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
