package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/cmd/bot/sandbox"
	"kmsguard/guard"
	"kmsguard/storage"
)

// interruptedKey is a key of the world company with a database under it.
const interruptedKey = "key-hzz66orders00000001"

// outsideLists is by how many calls two audits may differ in what no list is made
// of: at another time the trail has other pages.
const outsideLists = 5

// TestAnAuditGoesOnAfterAKill: a bot that is killed in the middle of an audit reads
// after the start what it had not read, and says how old the rest is. The audit is
// the one that nobody disturbed. What it had read is too old for it 15 minutes later.
func TestAnAuditGoesOnAfterAKill(t *testing.T) {
	t.Parallel()
	alone := auditOfCompany(t, func(s *sandbox.Sandbox) { askToDelete(t, s) })
	if alone.Resumed {
		t.Fatal("an audit that nobody disturbed goes on with another")
	}
	for name, c := range map[string]struct {
		down    time.Duration // how long no bot runs
		resumed bool
	}{
		"started at once":         {0, true},
		"started within the time": {guard.DefaultAuditAge - time.Second, true},
		"started after it":        {guard.DefaultAuditAge + time.Second, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			read := 0
			got := auditOfCompany(t, func(s *sandbox.Sandbox) {
				read = killInTheMiddle(t, s)
				if err := s.Advance(t.Context(), c.down); err != nil {
					t.Fatal(err)
				}
				if err := s.Start(t.Context()); err != nil {
					t.Fatal(err)
				}
			})
			if !c.resumed {
				read = 0
			}
			if less := alone.Calls - got.Calls; got.Resumed != c.resumed || less < read-outsideLists || less > read+outsideLists {
				t.Errorf("goes on %v, with %d calls; want %v and the %d of a whole audit without the %d that had been made", got.Resumed, got.Calls, c.resumed, alone.Calls, read)
			}
			if c.resumed && got.Finished.Sub(got.AsOf()) < c.down {
				t.Errorf("it counts from %v, but parts of it were read before %v without a bot", got.AsOf(), c.down)
			}
			if d := cmp.Diff(timeless(alone), timeless(got)); d != "" {
				t.Errorf("audits (-alone +after a kill):\n%s", d)
			}
		})
	}
}

// auditOfCompany asks for a deletion in the world company, lets something happen
// while it is audited, and returns the audit that is recorded in the end.
func auditOfCompany(t *testing.T, meanwhile func(*sandbox.Sandbox)) guard.Audit {
	t.Helper()
	w, err := sandbox.LoadWorld("company", "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := sandbox.Open(t.Context(), sandbox.Options{World: w, Data: t.TempDir(), Bot: []string{self(t)}, Env: []string{asBot + "=1"}, Patience: playPatience})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	meanwhile(s)
	if _, err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	stop(t, s)
	return recordedAudit(t, filepath.Join(s.Folder(), "data", ledgerFile))
}

// askToDelete makes the request that is audited.
func askToDelete(t *testing.T, s *sandbox.Sandbox) {
	t.Helper()
	do(t, s.SlackURL()+"/_sim/as/alice", `{"verb": "slash", "text": "/kms delete `+interruptedKey+` in cn-hangzhou window 30 because OPS-1"}`)
}

// killInTheMiddle kills the bot while the list of disks, which is the longest, is
// slow and others have been read, and returns the calls that these took.
func killInTheMiddle(t *testing.T, s *sandbox.Sandbox) (calls int) {
	t.Helper()
	do(t, s.CloudURL()+"/_sim/faults", `{"api": "ecs.DescribeDisks", "kind": "slow", "after": 20}`)
	askToDelete(t, s)
	path := filepath.Join(s.Folder(), "data", auditsFile)
	bounded, cancel := context.WithTimeout(t.Context(), awaitBound)
	defer cancel()
	for again := time.NewTicker(5 * time.Millisecond); len(keptRows(t, path)) < 30; {
		select {
		case <-again.C:
		case <-bounded.Done():
			t.Fatal("the lists that were read are not kept")
		}
	}
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	if status, answer, err := ask(t.Context(), http.MethodDelete, s.CloudURL()+"/_sim/faults", ""); err != nil || status != http.StatusOK {
		t.Fatalf("status %d, %s, %v", status, answer, err)
	}
	for _, row := range keptRows(t, path) {
		calls += row.Calls
	}
	return calls
}

// keptRows are the rows of coverage, of the one key that is audited, in what a bot
// keeps of its audits.
func keptRows(t *testing.T, path string) (rows []guard.Coverage) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, raw := range bytes.SplitAfter(text, []byte("\n"))[1:] {
		line, err := readAuditLine(raw)
		if err != nil {
			return rows // it is being written
		}
		var entry struct {
			Keys map[string]struct{ Row guard.Coverage }
		}
		if err := json.Unmarshal(line.Entry, &entry); err != nil {
			t.Fatal(err)
		}
		for _, of := range entry.Keys {
			rows = append(rows, of.Row)
		}
	}
	return rows
}

// recordedAudit is the one audit that a ledger holds.
func recordedAudit(t *testing.T, file string) guard.Audit {
	t.Helper()
	store := open(t, file)
	var audits []guard.Audit
	for r, err := range storage.NewLedger(store).All(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := r.Event.(guard.AuditRecorded); ok {
			audits = append(audits, e.Audit)
		}
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if len(audits) != 1 {
		t.Fatalf("%d audits are recorded, want one", len(audits))
	}
	return audits[0]
}

// timeless is what an audit says, without when and how it came to know it.
func timeless(a guard.Audit) guard.Audit {
	a.Started, a.Finished, a.Resumed, a.Calls = time.Time{}, time.Time{}, false, 0
	a.Key.ReadAt, a.Key.CloudTime, a.Key.RequestID, a.LastUse.Horizon = time.Time{}, time.Time{}, "", time.Time{}
	for i := range a.Dependencies {
		a.Dependencies[i].CloudRequestID = ""
	}
	for i := range a.Coverage {
		a.Coverage[i].Took = 0
	}
	return a
}
