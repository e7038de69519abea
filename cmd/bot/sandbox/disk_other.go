//go:build !linux

package sandbox

import "errors"

// limitFiles is known for Linux only.
func limitFiles(int, bool) error { return errors.New("a disk can be filled on Linux only") }
