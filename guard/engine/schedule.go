package engine

import (
	"container/heap"
	"sync"
	"time"

	"kmsguard/guard"
)

// schedule knows when each key needs attention. To ask it costs what is due, not
// what is watched.
type schedule struct {
	mu   sync.Mutex
	at   map[guard.Stream]time.Time
	heap dueHeap // holds a row for each of at, and rows that no longer count
}

func newSchedule() *schedule { return &schedule{at: map[guard.Stream]time.Time{}} }

// set notes when a stream is due; zero: never.
func (s *schedule) set(stream guard.Stream, t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.IsZero() {
		delete(s.at, stream)
		return
	}
	if was, ok := s.at[stream]; ok && was.Equal(t) {
		return
	}
	s.at[stream] = t
	heap.Push(&s.heap, dueRow{stream, t})
	s.compact()
}

// compact drops the rows that no longer count once they are most of the heap.
func (s *schedule) compact() {
	const slack = 64
	if len(s.heap) <= 2*len(s.at)+slack {
		return
	}
	s.heap = s.heap[:0]
	for stream, t := range s.at {
		s.heap = append(s.heap, dueRow{stream, t})
	}
	heap.Init(&s.heap)
}

// due returns what is due at now, the longest first, and when the next other
// stream is (zero: never).
func (s *schedule) due(now time.Time) (due []dueRow, next time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := map[guard.Stream]bool{}
	for len(s.heap) > 0 {
		row := s.heap[0]
		counts := s.at[row.stream].Equal(row.at) && !taken[row.stream]
		if counts && row.at.After(now) {
			next = row.at
			break
		}
		heap.Pop(&s.heap)
		if counts {
			taken[row.stream] = true
			due = append(due, row)
		}
	}
	for _, row := range due {
		heap.Push(&s.heap, row)
	}
	return due, next
}

// dueRow is a stream and since when, or when, it is due.
type dueRow struct {
	stream guard.Stream
	at     time.Time
}

type dueHeap []dueRow

func (h dueHeap) Len() int { return len(h) }
func (h dueHeap) Less(i, j int) bool {
	if h[i].at.Equal(h[j].at) {
		return h[i].stream < h[j].stream
	}
	return h[i].at.Before(h[j].at)
}
func (h dueHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *dueHeap) Push(row any) { *h = append(*h, row.(dueRow)) }
func (h *dueHeap) Pop() any {
	last := len(*h) - 1
	row := (*h)[last]
	*h = (*h)[:last]
	return row
}
