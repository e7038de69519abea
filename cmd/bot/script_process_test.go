package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// beside is the key of a script's processes that run beside it.
type beside struct{}

// process is a bot that runs beside a script.
type process struct {
	cmd  *exec.Cmd
	read chan struct{} // closed when all that it prints was read
	out  bytes.Buffer  // readable when read is closed
	err  bytes.Buffer  // readable when the process ended
}

// named is a line of output that names something: "Slack   http://…".
var named = regexp.MustCompile(`^(\w[\w ]*?)\s{2,}(\S+)`)

// origin is an address without its path.
var origin = regexp.MustCompile(`http://[^/\s]+`)

// startCmd starts a command and waits until it prints a text. The first address
// that it prints by then is in the variable of its name, and what it names, line
// by line, in others: start s … sets $s, and $s_Slack and so on.
func startCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: start NAME UNTIL COMMAND ARG…")
	}
	name, until := args[0], args[1]
	p := &process{read: make(chan struct{})}
	path, err := exec.LookPath(args[2]) // in PATH of this process, where the bot is
	ts.Check(err)
	p.cmd = exec.Command(path, args[3:]...) //nolint:noctx // ended by endCmd, or with the script
	p.cmd.Dir, p.cmd.Env = ts.MkAbs("."), append(os.Environ(), "TMPDIR="+ts.Getenv("TMPDIR"))
	p.cmd.Stderr = &p.err
	out, err := p.cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(p.cmd.Start())
	ts.Value(beside{}).(map[string]*process)[name] = p
	ts.Defer(func() { _ = p.end(syscall.SIGKILL) }) // however it ends, the script is over

	lines := bufio.NewReader(out)
	for until != "" {
		line, err := lines.ReadString('\n')
		p.out.WriteString(line)
		if at := origin.FindString(line); at != "" && ts.Getenv(name) == "" {
			ts.Setenv(name, at)
		}
		if found := named.FindStringSubmatch(line); found != nil {
			ts.Setenv(name+"_"+strings.ReplaceAll(found[1], " ", "_"), found[2])
		}
		if strings.Contains(line, until) {
			break
		}
		if err != nil {
			close(p.read)
			_ = p.end(syscall.SIGTERM) // it has ended, and what it printed says why
			ts.Fatalf("it ended before it printed %q:\n%s%s", until, &p.out, &p.err)
		}
	}
	go func() {
		defer close(p.read)
		_, _ = io.Copy(&p.out, lines) // ends with the process
	}()
}

// end signals the process, unless it has ended, and waits for its end.
func (p *process) end(signal os.Signal) error {
	if p.cmd.ProcessState != nil {
		return nil
	}
	_ = p.cmd.Process.Signal(signal) // it may have ended by itself
	<-p.read
	return p.cmd.Wait()
}

// endCmd ends a process as an operator does. What it printed is on stdout and stderr.
func endCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: end NAME N")
	}
	p := ts.Value(beside{}).(map[string]*process)[args[0]]
	if p == nil {
		ts.Fatalf("%s was not started", args[0])
	}
	err := p.end(syscall.SIGTERM)
	_, _ = ts.Stdout().Write(p.out.Bytes())
	_, _ = ts.Stderr().Write(p.err.Bytes())
	wantStatus(ts, args[1], err)
}
