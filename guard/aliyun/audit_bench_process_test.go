package aliyun_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"kmsguard/guard/aliyunsim"
)

// asSimulator is set in the environment of the process that simulates the cloud
// for a benchmark, so that memory and time of the client are its own.
const asSimulator = "KMSGUARD_BENCHMARK_SIMULATOR"

// order is what the simulator's process is told on its standard input.
type order struct {
	World    aliyunsim.World
	Policies map[string]string
}

// simulate serves a world at an address that it prints, until its input ends.
func simulate(ctx context.Context, in io.Reader, out io.Writer) error {
	var o order
	d := json.NewDecoder(in)
	if err := d.Decode(&o); err != nil {
		return fmt.Errorf("the order: %w", err)
	}
	sim, err := aliyunsim.New(o.World, aliyunsim.Options{Now: time.Now, Real: time.Now, Policies: o.Policies})
	if err != nil {
		return err
	}
	listening, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/_sim/", sim.Control())
	mux.Handle("/", sim)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listening) }()
	if _, err := fmt.Fprintf(out, "http://%s\n", listening.Addr()); err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, in) // until the benchmark is over, or gone
	_ = server.Close()             // the process ends with it
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// process is a simulated cloud in a process of its own.
type process struct{ address string }

// serve starts a process with a world; it ends with the benchmark.
func serve(b *testing.B, w aliyunsim.World) process {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	child := exec.CommandContext(context.WithoutCancel(b.Context()), self) // its input ends it
	child.Env, child.Stderr = append(os.Environ(), asSimulator+"=1"), os.Stderr
	in, err := child.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := child.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := child.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close() // ends it
		if err := child.Wait(); err != nil {
			b.Errorf("the simulator's process: %v", err)
		}
	})
	if err := json.NewEncoder(in).Encode(order{w, policies(b)}); err != nil {
		b.Fatal(err)
	}
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatalf("the simulator's process told no address: %v", err)
	}
	return process{strings.TrimSpace(address)}
}

// log is the calls that reached the simulator, oldest first.
func (p process) log(b *testing.B) []aliyunsim.Call {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, p.address+"/_sim/calls", nil)
	if err != nil {
		b.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	reply, err := client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = reply.Body.Close() }()
	var calls []aliyunsim.Call
	if err := json.NewDecoder(reply.Body).Decode(&calls); err != nil {
		b.Fatal(err)
	}
	return calls
}
