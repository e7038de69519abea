package crashes

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"
)

// program is the bot as it is built for these tests.
var program string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "kmsguard-crashes-")
	if err == nil {
		defer func() { _ = os.RemoveAll(dir) }()
		program = filepath.Join(dir, "bot")
		err = build(program)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	status := m.Run()
	if err := goleak.Find(); err != nil && status == 0 {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return status
}

// build builds the bot; under the race detector where these tests are.
func build(out string) error {
	args := []string{"build", "-buildvcs=false", "-o", out}
	if raceDetector {
		args = append(args, "-race")
	}
	c := exec.CommandContext(context.Background(), "go", append(args, "kmsguard/cmd/bot")...)
	if text, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("go build kmsguard/cmd/bot: %w\n%s", err, text)
	}
	return nil
}
