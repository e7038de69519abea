// Package endure holds long tests of the whole bot in one process: the real
// engine on a real ledger file, the real adapters, both simulators over HTTP and
// WebSocket, and one calendar that the tests move by weeks.
//
// The words to know: an estate is one bot with everything around it; its fuse
// kills the bot at a chosen effect; the wire is what passes between bot and Slack;
// the auditor looks at cloud, Slack and ledger from outside after each step and
// says which promise is broken.
//
// Start reading at endure_test.go (random runs, shrunk to what a person can read
// when one fails) and soak_test.go (virtual weeks in one process, for leaks). What
// must hold is in the files judge_*_test.go, what happens in the files deed_*_test.go.
//
// There is nothing here but tests: no package imports it, and the binary never
// carries it.
package endure
