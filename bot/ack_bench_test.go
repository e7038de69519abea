package bot

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"kmsguard/guard"
)

// pace is the time between two commands: 50 a second.
const pace = 20 * time.Millisecond

// BenchmarkAck measures how long a slash command waits for its acknowledgement at
// 50 a second, while the cloud and the directory hang. Every input is synced to the
// disk before. The baseline is the round trip of one frame over a bare WebSocket in
// the same run. The target is a 99th percentile below 100 ms; run it with
// -benchtime=500x for a percentile that means something.
func BenchmarkAck(b *testing.B) {
	o := newOffice(b)
	o.fails("users.info", "timeout-before", "", 0)
	o.vault.hang = true
	inbox := &syncedDesk{desk: o.desk, path: filepath.Join(b.TempDir(), "inbox")}
	must(b, inbox.open())
	defer func() { must(b, inbox.file.Close()) }()
	o.open(func(opts *Options) { opts.Engine = inbox })
	commands := []string{"/kms delete " + key.ID + " because a test", "/kms cancel " + key.ID, "/kms status " + key.ID, "/kms help"}
	alice := o.sim.As("alice")

	b.ResetTimer()
	times := make([]time.Duration, b.N)
	var all sync.WaitGroup
	tick := time.NewTicker(pace)
	defer tick.Stop()
	for i := range b.N {
		<-tick.C
		all.Go(func() {
			from := time.Now()
			if err := alice.Slash(b.Context(), "", commands[i%len(commands)]); err != nil {
				b.Error(err)
			}
			times[i] = time.Since(from)
		})
	}
	all.Wait()
	b.StopTimer()
	report(b, "ack", times)
	report(b, "echo", echoes(b, b.N))
}

func report(b *testing.B, name string, times []time.Duration) {
	b.Helper()
	slices.Sort(times)
	for _, p := range []int{50, 99} {
		at := times[min(len(times)-1, len(times)*p/100)]
		b.ReportMetric(float64(at.Microseconds())/1000, name+"-p"+map[int]string{50: "50", 99: "99"}[p]+"-ms")
	}
}

// echoes measures round trips of one frame over a WebSocket of its own.
func echoes(b *testing.B, n int) []time.Duration {
	b.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = c.CloseNow() }()
		for {
			kind, raw, err := c.Read(r.Context())
			if err != nil || c.Write(r.Context(), kind, raw) != nil {
				return
			}
		}
	}))
	defer server.Close()
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	c, _, err := websocket.Dial(ctx, strings.Replace(server.URL, "http", "ws", 1), nil) //nolint:bodyclose // the handshake's body is the library's to close
	must(b, err)
	defer func() { _ = c.CloseNow() }()
	frame := []byte(strings.Repeat("x", 600)) // as large as a command's envelope
	times := make([]time.Duration, n)
	for i := range times {
		from := time.Now()
		must(b, c.Write(ctx, websocket.MessageText, frame))
		_, _, err := c.Read(ctx)
		must(b, err)
		times[i] = time.Since(from)
	}
	return times
}

// syncedDesk syncs each input to the disk, as the inbox of the real engine does.
type syncedDesk struct {
	*desk
	path string

	mu   sync.Mutex
	file *os.File
}

func (d *syncedDesk) open() (err error) {
	d.file, err = os.Create(d.path)
	return err
}

func (d *syncedDesk) Submit(ctx context.Context, in guard.Input) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, err := d.file.WriteString(in.ID + "\n"); err != nil {
		return false, err
	}
	if err := d.file.Sync(); err != nil {
		return false, err
	}
	return d.desk.Submit(ctx, in)
}
