package sandbox_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"kmsguard/cmd/bot/config"
	"kmsguard/cmd/bot/sandbox"
	"kmsguard/guard"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shop opens a sandbox on the default world, without a bot.
func shop(t *testing.T, o sandbox.Options) *sandbox.Sandbox {
	t.Helper()
	w, err := sandbox.LoadWorld("", "")
	if err != nil {
		t.Fatal(err)
	}
	o.World = w
	s, err := sandbox.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestListensOnThisMachineOnly(t *testing.T) {
	w, err := sandbox.LoadWorld("", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:80", "example.org:80", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:-1", "127.0.0.1:65535", "127.0.0.1:65536", "8090", ""} {
		s, err := sandbox.Open(t.Context(), sandbox.Options{World: w, Listen: address})
		if address == "" { // any ports of loopback
			if err != nil || !strings.HasPrefix(s.SlackURL(), "http://127.0.0.1:") || !strings.HasPrefix(s.CloudURL(), "http://127.0.0.1:") {
				t.Errorf("without an address: %v", err)
			} else if err := s.Close(); err != nil {
				t.Error(err)
			}
			continue
		}
		if guard.KindOf(err) != guard.Invalid || !strings.Contains(guard.HintOf(err), "127.0.0.1:8090") {
			t.Errorf("%q: got %v, want a refusal that shows an address", address, err)
		}
	}
}

func TestOtherAddressesOfLoopback(t *testing.T) {
	s := shop(t, sandbox.Options{Listen: "localhost:0"})
	if err := s.Configuration().Validate(config.ForLedger); err != nil {
		t.Error(err)
	}
	if strings.HasSuffix(s.SlackURL(), ":0") || s.SlackURL() == s.CloudURL() {
		t.Errorf("the addresses are %s and %s", s.SlackURL(), s.CloudURL())
	}
}

func TestATakenPortIsNamed(t *testing.T) {
	first := shop(t, sandbox.Options{})
	w, err := sandbox.LoadWorld("", "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = sandbox.Open(t.Context(), sandbox.Options{World: w, Listen: strings.TrimPrefix(first.SlackURL(), "http://")})
	if guard.KindOf(err) != guard.Unavailable || guard.HintOf(err) != "Name another address with --listen." {
		t.Errorf("got %v", err)
	}
}

func TestATemporaryFolderGoesAndAnotherStays(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "box")
	for _, o := range []sandbox.Options{{}, {Data: kept}} {
		w, err := sandbox.LoadWorld("", "")
		if err != nil {
			t.Fatal(err)
		}
		o.World = w
		s, err := sandbox.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(s.ConfigPath()); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		_, err = os.Stat(s.Folder())
		if gone := errors.Is(err, os.ErrNotExist); gone != (o.Data == "") {
			t.Errorf("folder %q: after the end: %v", o.Data, err)
		}
	}
}

// TestTheWrittenConfigurationServes loads what the sandbox wrote as the bot does.
func TestTheWrittenConfigurationServes(t *testing.T) {
	s := shop(t, sandbox.Options{})
	env := s.Environment()
	c, err := config.Load(s.ConfigPath(), func(name string) (string, bool) { v, ok := env[name]; return v, ok })
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Validate(config.ForServe); err != nil {
		t.Error(err)
	}
	text, err := os.ReadFile(s.ConfigPath())
	if err != nil {
		t.Fatal(err)
	}
	for name, secret := range env {
		if strings.Contains(string(text), secret) {
			t.Errorf("the file holds the value of %s", name)
		}
	}
}

func TestTheConfigurationForOthersNeedsNoEnvironment(t *testing.T) {
	s := shop(t, sandbox.Options{})
	path := filepath.Join(t.TempDir(), "for-others.yaml")
	if err := s.ConfigFor(path); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path, func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Validate(config.ForServe); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := s.ConfigFor(""); guard.KindOf(err) != guard.Invalid {
		t.Errorf("no path: %v", err)
	}
}

// TestALoneSimulatorKeepsItsLimits: the pace of a sandbox is for its own bot.
func TestALoneSimulatorKeepsItsLimits(t *testing.T) {
	if n := len(shop(t, sandbox.Options{}).Configuration().Alicloud.Audit.Budgets); n == 0 {
		t.Error("a sandbox's bot is not told how fast it may ask")
	}
	if n := len(shop(t, sandbox.Options{Strict: true}).Configuration().Alicloud.Audit.Budgets); n != 0 {
		t.Errorf("%d budgets are above what a lone simulator answers", n)
	}
}

func TestABotThatEndsByItselfIsToldOf(t *testing.T) {
	s := shop(t, sandbox.Options{Bot: []string{"/bin/sh", "-c", "echo no luck today >&2; exit 4", "bot"}})
	err := s.Start(t.Context())
	if guard.KindOf(err) != guard.Unavailable || !strings.Contains(err.Error(), "exit status 4") || !strings.Contains(err.Error(), "no luck today") {
		t.Errorf("got %v", err)
	}
	log, err := os.ReadFile(filepath.Join(s.Folder(), "bot.log"))
	if err != nil || !strings.Contains(string(log), "no luck today") {
		t.Errorf("the log holds %q, %v", log, err)
	}
	if err := s.Kill(); err != nil {
		t.Errorf("there is nobody to kill: %v", err)
	}
}

// TestABotWithARaceIsToldOf: however it ends, a race or panic that it told of is not lost.
func TestABotWithARaceIsToldOf(t *testing.T) {
	for report, want := range map[string]string{"WARNING: DATA RACE": "data race", "panic: runtime error": "panic"} {
		s := shop(t, sandbox.Options{Bot: []string{"/bin/sh", "-c", "echo '" + report + "' >&2", "bot"}})
		if err := s.Start(t.Context()); guard.KindOf(err) != guard.Internal || !strings.Contains(err.Error(), "the bot reported a "+want) {
			t.Errorf("%s: got %v", report, err)
		}
	}
}

func TestNoBotNoWaiting(t *testing.T) {
	s := shop(t, sandbox.Options{})
	if next, err := s.Settle(t.Context()); err != nil || !next.IsZero() {
		t.Errorf("settle without a bot: %v, %v", next, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.FlowAlone(ctx); err != nil {
		t.Errorf("an end that was asked for is no error: %v", err)
	}
}
