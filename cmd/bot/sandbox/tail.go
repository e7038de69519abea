package sandbox

import (
	"bytes"
	"sync"
)

// tailWriter keeps the last of what was written.
type tailWriter struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// tailSize is how much of the bot's log an error shows.
const tailSize = 16 << 10

// Write keeps the last tailSize bytes.
func (t *tailWriter) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf.Write(p)
	if over := t.buf.Len() - tailSize; over > 0 {
		t.buf.Next(over)
	}
	return len(p), nil
}

// String returns what is kept.
func (t *tailWriter) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}
