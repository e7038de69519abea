package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// What the program weighs and how fast it starts, each beside the least that any
// program of this kind takes on the same machine. Run with
//
//	go test ./cmd/bot -run '^$' -bench .

const (
	mostBinary = 40 << 20 // bytes, stripped
	mostMemory = 50 << 20 // bytes resident, of a bot that has nothing to do
	mostStart  = 200 * time.Millisecond
)

// trivial is the least of programs: what it weighs, holds and takes is Go's. With
// an argument it says that it runs and waits to be told to end.
const trivial = `package main

import "os"

func main() {
	if len(os.Args) > 1 {
		os.Stdout.WriteString(".")
		os.Stdin.Read(make([]byte, 1))
	}
}
`

// build builds a package as it is delivered, stripped, and returns the file.
func build(b *testing.B, dir, pkg string) string {
	b.Helper()
	if testing.Short() {
		b.Skip("a build takes long")
	}
	out := filepath.Join(b.TempDir(), "program")
	c := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", out, pkg)
	c.Dir = dir
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
	if text, err := c.CombinedOutput(); err != nil {
		b.Fatalf("go build %s: %v\n%s", pkg, err, text)
	}
	return out
}

// builds returns the bot and the trivial program.
func builds(b *testing.B) (bot, least string) {
	b.Helper()
	dir := b.TempDir()
	for name, text := range map[string]string{"go.mod": "module trivial\n", "main.go": trivial} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return build(b, ".", "."), build(b, dir, ".")
}

func BenchmarkBinarySize(b *testing.B) {
	bot, least := builds(b)
	for b.Loop() {
		size := weigh(b, bot)
		b.ReportMetric(float64(size)/(1<<20), "MB")
		b.ReportMetric(float64(weigh(b, least))/(1<<20), "MB-of-a-trivial-program")
		if size > mostBinary {
			b.Errorf("the stripped binary has %d bytes, at most %d are meant", size, mostBinary)
		}
	}
}

func weigh(b *testing.B, file string) int64 {
	b.Helper()
	info, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

func BenchmarkVersionStart(b *testing.B) {
	bot, least := builds(b)
	run := func(file string, args ...string) func(*testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				if err := exec.CommandContext(b.Context(), file, args...).Run(); err != nil {
					b.Fatal(err)
				}
			}
			if each := b.Elapsed() / time.Duration(b.N); each > mostStart {
				b.Errorf("a start takes %v, at most %v is meant", each, mostStart)
			}
		}
	}
	b.Run("bot", run(bot, "version"))
	b.Run("trivial", run(least))
}

// BenchmarkIdleMemory is the memory of `bot serve`, connected and idle, beside
// that of the trivial program, waiting.
func BenchmarkIdleMemory(b *testing.B) {
	if runtime.GOOS != "linux" {
		b.Skip("the memory of a process is read from /proc")
	}
	bot, least := builds(b)
	for b.Loop() {
		s := servedBy(b, bot)
		rss := resident(b, s.PID())
		stop(b, s)
		b.ReportMetric(float64(rss)/(1<<20), "MB-resident")
		b.ReportMetric(float64(waiting(b, least))/(1<<20), "MB-of-a-trivial-program")
		if rss > mostMemory {
			b.Errorf("an idle bot holds %d bytes, at most %d are meant", rss, mostMemory)
		}
	}
}

// waiting runs the trivial program and returns what it holds while it waits.
func waiting(b *testing.B, file string) int64 {
	b.Helper()
	c := exec.CommandContext(b.Context(), file, "wait")
	in, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		b.Fatal(err)
	}
	held := resident(b, c.Process.Pid)
	if err := errors.Join(in.Close(), c.Wait()); err != nil {
		b.Fatal(err)
	}
	return held
}

// resident reads how much of a process's memory is in RAM now, in bytes.
func resident(b *testing.B, pid int) int64 {
	b.Helper()
	return held(b, pid, "VmRSS:")
}

// held reads a line of what the system says of a process's memory, in bytes.
func held(b *testing.B, pid int, line string) int64 {
	b.Helper()
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		b.Fatal(err)
	}
	for text := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(text, line); ok {
			kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			return kb << 10
		}
	}
	b.Fatal("the process does not say what it holds")
	return 0
}
