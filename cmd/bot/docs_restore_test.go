package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kmsguard/cmd/bot/sandbox"
)

// TestBackupAndRestoreAsDocumented runs the commands of the guide in their order,
// on a bot that goes on after the backup: what it did since is kept, and it runs
// on what it did before.
func TestBackupAndRestoreAsDocumented(t *testing.T) {
	t.Parallel()
	s := served(t)
	data := filepath.Join(s.Folder(), "data")
	asked(t, s, "Open the request")
	heads := map[string]string{}
	for _, line := range restoreLines(t) {
		switch verb := strings.Fields(line); {
		case strings.HasPrefix(line, "systemctl stop"):
			asked(t, s, "Wait for it to end") // refused, which the backup does not know
			heads["ahead"] = headIn(t, data)
			stop(t, s)
		case strings.HasPrefix(line, "systemctl start"):
			heads["restored"] = headIn(t, data)
			if err := s.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
		case verb[0] == "bot":
			line = strings.NewReplacer("/var/lib/kmsguard", data, "/var/backups", s.Folder()).Replace(line)
			t.Logf("%s\n%s", line, runBot(t, strings.Fields(line)[1:]...))
		default:
			t.Fatalf("the guide says `%s`, which this test does not know", line)
		}
	}
	replaced := runBot(t, "ledger", "verify", "--data", folderOf(t, filepath.Join(data, "ledger.db.replaced-1")), "--known", heads["ahead"])
	if !strings.Contains(replaced, "sound: ") {
		t.Errorf("what was replaced: %s", replaced)
	}
	if heads["restored"] == "" || heads["restored"] == heads["ahead"] {
		t.Errorf("heads %v: the ledger is not the backup", heads)
	}
	do(t, s.SlackURL()+"/_sim/as/alice", `{"verb": "slash", "text": "/kms help"}`)
	seen(t, s.SlackURL()+"/_sim/transcript", "cancels a scheduled deletion")
}

// restoreLines are the commands of the guide's section on backup and restore.
func restoreLines(t *testing.T) []string {
	t.Helper()
	_, section, found := strings.Cut(read(t, "deploy/README.md"), "\n## 8 Backup and restore\n")
	if !found {
		t.Fatal("the guide has no section on backup and restore")
	}
	lines := commandLines(section)
	if len(lines) != 5 {
		t.Fatalf("the section has %d commands: %q", len(lines), lines)
	}
	return lines
}

// asked has somebody ask for a change, and waits for the answer.
func asked(t *testing.T, s *sandbox.Sandbox, answer string) {
	t.Helper()
	do(t, s.SlackURL()+"/_sim/as/alice", `{"verb": "slash", "text": "/kms disable key-hzz650lost000000001 because OPS-1"}`)
	seen(t, s.SlackURL()+"/_sim/transcript", answer)
}

func headIn(t *testing.T, data string) string {
	t.Helper()
	return strings.TrimSpace(runBot(t, "ledger", "head", "--data", data))
}

// folderOf puts a ledger's file into a folder of its own, under its usual name.
func folderOf(t *testing.T, path string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Link(path, filepath.Join(dir, ledgerFile)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// runBot runs a command of the bot that must succeed, and returns what it prints.
func runBot(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), endBound)
	defer cancel()
	var out, trouble bytes.Buffer
	c := exec.CommandContext(ctx, self(t), args...)
	c.Env, c.Stdout, c.Stderr = append(os.Environ(), asBot+"=1"), &out, &trouble
	if err := c.Run(); err != nil {
		t.Fatalf("bot %s: %v\n%s", strings.Join(args, " "), err, &trouble)
	}
	return out.String()
}
