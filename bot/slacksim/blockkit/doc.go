// Package blockkit knows Block Kit as Slack enforces it: which blocks and elements may stand where, how long
// each text may be, and how a person would read the result.
//
// Words: a block is one entry of a message's or view's list; an element is something inside a block that a
// person can press or fill; a surface is where blocks are shown (message, modal, Home tab); a line is one
// complaint in Slack's wording, ending in a JSON pointer to its cause.
//
// Start at CheckMessage and CheckView. They are tables of rules: rule.go says what a rule is, block.go and
// element.go list what is known, the files named after one block or element hold its limits. Elements lists
// what can be pressed or filled, Text renders blocks as plain text.
//
// The package works on JSON alone. It never calls Slack, never corrects what it is given, and shares no type
// with any Slack client, so that an encoding error of a client cannot cancel itself out.
package blockkit
