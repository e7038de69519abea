package storagetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"kmsguard/storage"
)

// attempt is one append of a race: what it tried, between which ticks it ran,
// and what it was told.
type attempt struct {
	stream, data string
	began, ended uint64
	version      uint64
	won          bool
}

// history is what happened in a race, judged when it is over. Its clock counts
// events: of two attempts, one was over before the other began if it ended at a
// lower tick.
type history struct {
	clock    atomic.Uint64
	mu       sync.Mutex
	attempts []attempt
}

func (h *history) tick() uint64 { return h.clock.Add(1) }

func (h *history) add(a attempt) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.attempts = append(h.attempts, a)
}

// judge says whether the ledger could be the outcome of the attempts run one
// after the other, in an order that respects which was over before which began.
// Versions order the winners of a stream, so that checking them is enough.
func (h *history) judge(t *testing.T, entries []storage.Entry) {
	t.Helper()
	written := map[string]storage.Entry{}
	for _, e := range entries {
		written[string(e.Data)] = e
	}
	winners := 0
	for _, a := range h.attempts {
		e, there := written[a.data]
		switch {
		case a.won != there:
			t.Errorf("%s: told it won: %v, its entry is there: %v", a.data, a.won, there)
		case a.won && (e.Stream != a.stream || e.Version != a.version):
			t.Errorf("%s: told version %d of %s, it is version %d of %s", a.data, a.version, a.stream, e.Version, e.Stream)
		}
		if a.won {
			winners++
		}
	}
	if winners != len(entries) {
		t.Errorf("%d attempts won, the ledger has %d entries", winners, len(entries))
	}
	h.judgeOrder(t)
}

func (h *history) judgeOrder(t *testing.T) {
	t.Helper()
	for _, a := range h.attempts {
		for _, b := range h.attempts {
			if a.won && b.won && a.stream == b.stream && a.ended < b.began && a.version >= b.version {
				t.Errorf("%s was over before %s began, yet their versions are %d and %d", a.data, b.data, a.version, b.version)
			}
		}
	}
}

// watermark is a number that only rises, by one writer.
type watermark struct{ n atomic.Uint64 }

func (w *watermark) raise(n uint64) { w.n.Store(n) }
func (w *watermark) get() uint64    { return w.n.Load() }

// counter counts.
type counter struct{ n atomic.Int64 }

func (c *counter) add()       { c.n.Add(1) }
func (c *counter) get() int64 { return c.n.Load() }
