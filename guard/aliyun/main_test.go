package aliyun_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain runs the tests, or, where a benchmark started the binary as its
// simulator, serves that.
func TestMain(m *testing.M) {
	if os.Getenv(asSimulator) == "" {
		goleak.VerifyTestMain(m)
		return
	}
	if err := simulate(context.Background(), os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
