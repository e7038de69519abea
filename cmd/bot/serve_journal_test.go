package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"kmsguard/guard"
)

// diary is a folder in which one bot after another keeps what its audits read.
type diary struct {
	dir string
	at  time.Time
	log bytes.Buffer
}

func newDiary(t *testing.T) *diary {
	return &diary{dir: t.TempDir(), at: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
}

func (d *diary) path() string { return filepath.Join(d.dir, auditsFile) }

// start is what the next bot finds.
func (d *diary) start(t *testing.T) *unfinished {
	t.Helper()
	d.log.Reset()
	u := newUnfinished(d.dir, "1234567890123456", func() time.Time { return d.at }, zerolog.New(&d.log))
	t.Cleanup(func() {
		if err := u.close(); err != nil {
			t.Error(err)
		}
	})
	return u
}

// killed is a bot that kept readings and ended in the middle of their sweep.
func (d *diary) killed(t *testing.T, names ...string) {
	t.Helper()
	u := d.start(t)
	for _, name := range names {
		keepReading(t, u, name)
	}
	if err := u.close(); err != nil {
		t.Fatal(err)
	}
}

func keepReading(t *testing.T, u *unfinished, name string) {
	t.Helper()
	if err := u.Keep(name, []byte(`{"of":"`+name+`"}`)); err != nil {
		t.Fatal(err)
	}
}

// given are those of a few names under which a bot is given something.
func given(u *unfinished) string {
	var got []string
	for _, name := range []string{"one", "two", "three"} {
		if entry, ok := u.Load(name); ok && string(entry) == `{"of":"`+name+`"}` {
			got = append(got, name)
		} else if ok {
			got = append(got, "another "+name)
		}
	}
	return strings.Join(got, " ")
}

// change rewrites the file as somebody else would.
func (d *diary) change(t *testing.T, how func([]byte) []byte) {
	t.Helper()
	text, err := os.ReadFile(d.path())
	if err == nil {
		err = os.WriteFile(d.path(), how(text), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestWhatTheNextBotIsGiven of two readings that were kept, whatever happened to
// the file and however much time has passed. What a checksum does not prove is
// never given, and a bot that finds such begins anew.
func TestWhatTheNextBotIsGiven(t *testing.T) {
	lines := func(text []byte) [][]byte { return bytes.SplitAfter(text, []byte("\n")) }
	for name, c := range map[string]struct {
		after  time.Duration
		change func([]byte) []byte
		want   string
		said   string // in the log
	}{
		"as it was left":           {want: "one two"},
		"at the end of the time":   {after: guard.DefaultAuditAge, want: "one two"},
		"too old":                  {after: guard.DefaultAuditAge + 1},
		"from the future":          {after: -time.Second},
		"the last line is torn":    {change: func(b []byte) []byte { return b[:len(b)-2] }, want: "one", said: "torn"},
		"a byte of a line changed": {change: func(b []byte) []byte { return bytes.Replace(b, []byte("one"), []byte("two"), 1) }, said: "torn"},
		"a line is gone":           {change: func(b []byte) []byte { l := lines(b); return bytes.Join([][]byte{l[0], l[2]}, nil) }, want: "two"},
		"a line has no checksum":   {change: func(b []byte) []byte { return append(b, []byte("{\"name\":\"three\"}\n")...) }, want: "one two", said: "torn"},
		"of another account": {change: func(b []byte) []byte {
			return bytes.Replace(b, []byte("1234567890123456"), []byte("6543210987654321"), 1)
		}, said: "begun anew"},
		"of another program":         {change: func(b []byte) []byte { return bytes.Replace(b, []byte(version()), []byte("v0.0.1"), 1) }, said: "begun anew"},
		"something else":             {change: func([]byte) []byte { return []byte("dear diary\n") }, said: "begun anew"},
		"something without any line": {change: func([]byte) []byte { return bytes.Repeat([]byte{0}, 512) }, said: "begun anew"},
		"nothing":                    {change: func([]byte) []byte { return nil }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDiary(t)
			d.killed(t, "one", "two")
			if c.change != nil {
				d.change(t, c.change)
			}
			d.at = d.at.Add(c.after)
			u := d.start(t)
			if got := given(u); got != c.want {
				t.Errorf("given %q, want %q", got, c.want)
			}
			if log := d.log.String(); !strings.Contains(log, c.said) || (c.said == "") != (log == "") {
				t.Errorf("the log says %q, want %q", log, c.said)
			}
			keepReading(t, u, "three")
			if err := u.close(); err != nil {
				t.Fatal(err)
			}
			want := strings.TrimSpace(c.want + " three")
			if got := given(d.start(t)); got != want {
				t.Errorf("given after another start %q, want %q", got, want)
			}
		})
	}
}

// TestOnlyAnInterruptedSweepIsGoneOnWith: what is under way is for nobody else,
// and who audits again after an end is given nothing of what was read before.
func TestOnlyAnInterruptedSweepIsGoneOnWith(t *testing.T) {
	d := newDiary(t)
	u := d.start(t)
	keepReading(t, u, "one")
	keepReading(t, u, "two")
	if got := given(u); got != "" {
		t.Errorf("another sweep is given %q of one that is under way", got)
	}
	u.End([]string{"one"}, true)
	u.End([]string{"two"}, false)
	if got := given(u); got != "one" {
		t.Errorf("given %q, want what the interrupted sweep kept", got)
	}
	if err := u.close(); err != nil {
		t.Fatal(err)
	}
	u = d.start(t)
	if got := given(u); got != "one" {
		t.Errorf("the next bot is given %q, want what the interrupted sweep kept", got)
	}
	u.End([]string{"one"}, false)
	text, err := os.ReadFile(d.path())
	if err != nil || string(text) != u.head {
		t.Errorf("after the end of every sweep the file holds %q, %v; want its first line", text, err)
	}
}

// TestTheFileIsForTheBotAlone, whoever copied it there.
func TestTheFileIsForTheBotAlone(t *testing.T) {
	d := newDiary(t)
	if err := os.WriteFile(d.path(), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	d.start(t)
	info, err := os.Stat(d.path())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(os.FileMode(0o600), info.Mode().Perm()); d != "" {
		t.Errorf("mode (-want +got):\n%s", d)
	}
}

// TestABotServesWithoutTheFile where it cannot be had, and says so.
func TestABotServesWithoutTheFile(t *testing.T) {
	d := newDiary(t)
	if err := os.Mkdir(d.path(), 0o700); err != nil {
		t.Fatal(err)
	}
	u := d.start(t)
	keepReading(t, u, "one")
	u.End([]string{"one"}, true)
	if got := given(u); got != "" || !strings.Contains(d.log.String(), "is not kept") {
		t.Errorf("given %q, and the log says %q", got, d.log.String())
	}
}

// TestTheFileGivesRoomBack that sweeps of the past took, and keeps what the others
// need.
func TestTheFileGivesRoomBack(t *testing.T) {
	d := newDiary(t)
	u := d.start(t)
	keepReading(t, u, "one")
	much := []byte(`"` + strings.Repeat("x", tidyAbove/4) + `"`)
	for i := range 20 {
		if i == 1 {
			keepReading(t, u, "two")
		}
		if err := u.Keep("much", much); err != nil {
			t.Fatal(err)
		}
		u.End([]string{"much"}, false)
		if u.size > 2*tidyAbove {
			t.Fatalf("the file has %d bytes for one short reading", u.size)
		}
	}
	if err := u.close(); err != nil {
		t.Fatal(err)
	}
	if got := given(d.start(t)); got != "one two" {
		t.Errorf("given %q, want what was kept throughout", got)
	}
}
