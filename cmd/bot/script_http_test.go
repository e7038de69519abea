package main

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// awaitBound is how long a script waits for an answer; what it waits for takes
// milliseconds, the rest is for a busy machine.
const awaitBound = 30 * time.Second

// ask makes one request to a simulator.
func ask(ctx context.Context, method, url, body string) (status int, answer string, err error) {
	req, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	req.Close = true // leaves no idle connection behind
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close() //nolint:errcheck // only read
	text, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), err
}

func httpCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args) > 4 {
		ts.Fatalf("usage: http STATUS METHOD URL [BODY]")
	}
	ctx, cancel := context.WithTimeout(context.Background(), awaitBound)
	defer cancel()
	status, answer, err := ask(ctx, args[1], args[2], strings.Join(args[3:], ""))
	ts.Check(err)
	_, _ = io.WriteString(ts.Stdout(), answer)
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("status %d, want %s: %s", status, args[0], answer)
	}
}

func awaitCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: await URL TEXT")
	}
	ctx, cancel := context.WithTimeout(context.Background(), awaitBound)
	defer cancel()
	if answer, err := awaitText(ctx, args[0], args[1]); err != nil {
		ts.Fatalf("no answer had %q in %v; the last was %s", args[1], awaitBound, answer)
	}
}

// awaitText asks until the answer has the text.
func awaitText(ctx context.Context, url, text string) (answer string, err error) {
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		_, now, err := ask(ctx, http.MethodGet, url, "")
		if err == nil {
			answer = now
			if strings.Contains(answer, text) {
				return answer, nil
			}
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return answer, ctx.Err()
		}
	}
}
