package sandbox

import (
	"fmt"
	"math"
	"syscall"
	"unsafe"
)

// limitFiles bounds how long any file may become that a process writes to: to nothing,
// or not at all.
func limitFiles(pid int, full bool) error {
	limit := syscall.Rlimit{Cur: math.MaxUint64, Max: math.MaxUint64}
	if full {
		limit.Cur = 0
	}
	const rlimitFileSize = 1                                                                                                          // RLIMIT_FSIZE
	_, _, errno := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(pid), rlimitFileSize, uintptr(unsafe.Pointer(&limit)), 0, 0, 0) //nolint:gosec // the kernel reads the limit and nothing else
	if errno != 0 {
		return fmt.Errorf("the disk of process %d cannot be limited: %w", pid, errno)
	}
	return nil
}
