// Package crashes kills the real bot again and again and looks at what is left:
// it holds tests only, and nothing that is shipped imports it.
//
// The words to know: a tale is a story that people tell on one key, and go on
// with after every crash as people would; a plan says at which moment the bot is
// killed; a town is one sandbox in which tales are told one after the other.
//
// Start reading at crash_test.go (which kills there are), then tale_test.go (how
// a story is told through them) and the judge_*_test.go files (what must hold).
//
// It never looks into the bot: it knows the program, what reaches cloud and
// Slack, and the ledger's file while no bot runs on it.
package crashes
