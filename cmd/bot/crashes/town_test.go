package crashes

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kmsguard/cmd/bot/play"
	"kmsguard/cmd/bot/sandbox"
	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// patience is how long a bot may be busy on a machine that others use too.
const patience = 2 * time.Minute

const (
	home    = "cn-hangzhou"
	account = "1234567890123456"
)

// town is one sandbox in which tales are told one after the other.
type town struct {
	t     *testing.T
	dir   string
	stage *sandbox.Stage
	keys  int
}

// settle founds a town with a bot that may read what stands in its channels.
func settle(t *testing.T) *town {
	t.Helper()
	return settleIn(t, "town.yaml")
}

// settleIn founds a town in a world.
func settleIn(t *testing.T, world string) *town {
	t.Helper()
	w := &town{t: t, dir: t.TempDir()}
	w.stage = sandbox.NewStage(sandbox.Options{
		Data: w.dir, Bot: []string{program}, Patience: patience,
	}, "testdata")
	if err := w.stage.Load(t.Context(), world); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.stage.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func (w *town) sandbox() *sandbox.Sandbox { return w.stage.Sandbox() }

// alive tells whether the bot runs.
func (w *town) alive() bool { return w.sandbox().PID() != 0 }

// newKey adds a key that nothing depends on and nobody has asked about yet.
func (w *town) newKey() guard.KeyRef {
	w.t.Helper()
	w.keys++
	ref := guard.KeyRef{Account: account, Region: home, ID: fmt.Sprintf("key-hzz650tale%09d", w.keys)}
	if err := w.stage.Add(w.t.Context(), "keys", fmt.Sprintf("{id: %s, region: %s}", ref.ID, ref.Region)); err != nil {
		w.t.Fatal(err)
	}
	return ref
}

// perform has people do what the lines of a play say. An error is what nobody
// could have done, such as pressing a button that is not there. Whatever else goes
// wrong, a panic of the bot above all, ends the test.
func (w *town) perform(script string) error {
	w.t.Helper()
	steps, err := play.Parse("tale", script)
	if err != nil {
		w.t.Fatal(err)
	}
	err = play.Run(w.t.Context(), steps, w.stage, io.Discard)
	var broken *guard.Error
	if errors.As(err, &broken) || w.t.Context().Err() != nil {
		w.t.Fatalf("%v\n%s", err, script)
	}
	return err
}

// start starts the bot until one survives its own start.
func (w *town) start() {
	w.t.Helper()
	for range 5 {
		if err := w.stage.Start(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
		if w.alive() {
			return
		}
	}
	w.t.Fatal("the bot does not survive a start")
}

// kill ends the bot, if it runs.
func (w *town) kill() {
	w.t.Helper()
	if err := w.sandbox().Kill(); err != nil {
		w.t.Fatal(err)
	}
}

// read opens the ledger while no bot runs on it.
func (w *town) read(look func(*bolt.Store, *storage.Ledger)) {
	w.t.Helper()
	s, err := bolt.Open(w.t.Context(), filepath.Join(w.dir, "data", "ledger.db"), bolt.Options{ReadOnly: true})
	if err != nil {
		w.t.Fatal(err)
	}
	look(s, storage.NewLedger(s))
	if err := s.Close(); err != nil {
		w.t.Error(err)
	}
}

// heads are what the witness in Slack has kept of the ledger.
func (w *town) heads() (known []storage.Head) {
	w.t.Helper()
	head := regexp.MustCompile(`Ledger head .?([0-9]+:[0-9a-f]{64})`)
	for _, c := range w.sandbox().Slack().State().Channels {
		for _, m := range c.Messages {
			if found := head.FindStringSubmatch(m.Text); found != nil {
				h, err := storage.ParseHead(found[1])
				if err != nil {
					w.t.Fatal(err)
				}
				known = append(known, h)
			}
		}
	}
	return known
}

// leave ends the bot for good and looks at the ledger as a whole, and at all that
// the bot ever said.
func (w *town) leave() {
	w.t.Helper()
	w.sandbox().Disarm()
	w.kill()
	known := w.heads()
	w.read(func(s *bolt.Store, l *storage.Ledger) {
		if _, err := storage.Check(w.t.Context(), s, known...); err != nil {
			w.t.Errorf("the ledger against %d heads that were told in Slack: %v", len(known), err)
		}
		if waiting, err := l.Waiting(w.t.Context()); err != nil || len(waiting) > 0 {
			w.t.Errorf("inputs wait for ever: %v, %v", waiting, err)
		}
	})
	log, err := os.ReadFile(filepath.Join(w.dir, "bot.log"))
	if err != nil {
		w.t.Fatal(err)
	}
	for line := range bytes.Lines(log) {
		if text := string(line); strings.HasPrefix(text, "panic") || strings.HasPrefix(text, "fatal error") || strings.Contains(text, "DATA RACE") {
			w.t.Errorf("the bot said: %s", text)
		}
	}
}
