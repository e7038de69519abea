package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// asBot makes a test binary behave as the bot: the sandbox of a test starts it
// again as a process of its own.
const asBot = "KMSGUARD_TEST_AS_BOT"

func TestMain(m *testing.M) {
	if os.Getenv(asBot) != "" {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"bot": main})
}
