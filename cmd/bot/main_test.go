package main

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.uber.org/goleak"
)

// asBot makes a test binary behave as the bot: the sandbox of a test starts it
// again as a process of its own. In a script it is not needed: there the bot is
// found in PATH under its own name, and starts itself under that name.
const asBot = "KMSGUARD_TEST_AS_BOT"

func TestMain(m *testing.M) {
	if os.Getenv(asBot) != "" {
		main()
		return
	}
	testscript.Main(leakChecked{m}, map[string]func(){"bot": main})
}

// leakChecked runs tests, ends the browser that they may have used, and then looks
// for goroutines that nobody waited for.
type leakChecked struct{ m *testing.M }

// Run returns the exit status of the tests, or 1 when they leaked.
func (l leakChecked) Run() int {
	status := l.m.Run()
	if err := errors.Join(endBrowser(), goleak.Find()); err != nil && status == 0 {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return status
}
