// Package deploy holds what somebody needs to set the bot up for real, and
// gives the same bytes to the sandbox and to tests.
//
// The words to know: the base identity is the RAM user whose access key the bot
// holds; it reads and assumes two roles. A role's -only policy denies everything
// but its own few calls, whatever else is attached to it.
//
// Start reading at README.md, which sets everything up in order; deploy.go
// embeds the files that programs use.
//
// It never contacts anything and holds no secret.
package deploy
