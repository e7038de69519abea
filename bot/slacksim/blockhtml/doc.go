// Package blockhtml shows Block Kit as HTML that is safe whatever the blocks say.
//
// Words: a renderer writes one message or view; an answerable is an element that holds an answer, with its label,
// hint and error; a press is what a button sends, a field is the name under which a form sends an answer.
//
// Start at render.go, then block.go, which says what is known. markup.go is the only place where text becomes
// HTML: the rest of the package names tags and attributes by constants and hands text over. field.go is for
// those who receive the form.
//
// The package makes no form, loads no picture, writes no script and no style, and follows no link. What it does
// not know it names, "not rendered here: TYPE", and never leaves out.
package blockhtml
