package bolt_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// childEnv holds the path of the ledger that this process is to write to until
// it is killed, when the test binary runs as the child of a test.
const childEnv = "KMSGUARD_TEST_BOLT_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		writeUntilKilled(path)
	}
	if path := os.Getenv(diskChildEnv); path != "" {
		writeUntilRefused(path)
		return
	}
	goleak.VerifyTestMain(m)
}
