// Package blockhtml renders Block Kit as HTML for a page that behaves like Slack.
//
// The words to know: a block and an element are Slack's; a field is the name by
// which a form sends what was entered or pressed.
//
// Start at Blocks; block.go says which block is rendered where, element.go which
// element. writer.go is the only place that makes markup: everything else hands
// it names and texts, so that nothing of a message reaches the page unescaped.
//
// It makes no form of its own, loads nothing from anywhere, and says of what it
// does not render that it does not.
package blockhtml
