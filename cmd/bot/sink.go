package main

import (
	"fmt"
	"io"

	"kmsguard/guard"
)

// sink is standard output that remembers the first error, so that no print has
// to be checked and none is lost: an audit cut off by a full disk must not end
// as one that was printed.
type sink struct {
	w   io.Writer
	err error
}

// Write writes until the first error; after it nothing is written.
func (s *sink) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(p)
	s.err = err
	return n, err
}

// failure says what could not be printed; nil if everything was.
func (s *sink) failure() error {
	if s.err == nil {
		return nil
	}
	return &guard.Error{Op: "bot", Subject: "standard output", Kind: guard.Unavailable, Err: fmt.Errorf("it could not be written: %w", s.err), Hint: "Do not rely on what was printed; make room and run it again."}
}
